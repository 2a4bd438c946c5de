import type { AlarmView } from '@cofferdam/domain';
import { useEffect, useId, useRef, useState } from 'react';
import { readings } from '../api/client';
import type { ReadingsView } from '../api/shapes';
import { figure } from '../language/figure';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';
import { type TrendShape, trendShape } from './trend-shape';

const HOUR_MS = 3_600_000;
const EVERY_MS = 15_000;
const HEIGHT = 120;

interface There {
  readonly is: 'there';
  readonly answer: ReadingsView;
  readonly to: number;
}
type Loading = { readonly is: 'loading' | 'failed' } | There;

interface TrendProps {
  readonly alarm: AlarmView;
  readonly name: string;
  /** The clock of the alarm's timeline minus this computer's, ms. */
  readonly clockAhead: number;
}

/** The last hour of the alarm's factor: limits as lines, gaps as gaps, flags as marks. */
export function Trend({ alarm, name, clockAhead }: TrendProps) {
  const words = useWords().detail;
  const [box, { width }] = useSize<HTMLDivElement>();
  const loaded = useReadings(alarm, clockAhead);
  return (
    <figure className="trend">
      <figcaption>{words.trend}</figcaption>
      <div ref={box} className="trend-box" data-severity={alarm.severity}>
        {loaded.is === 'loading' && <p>{words.trendLoading}</p>}
        {loaded.is === 'failed' && <p>{words.trendFailed}</p>}
        {loaded.is === 'there' && width > 0 && <Loaded alarm={alarm} name={name} width={width} loaded={loaded} />}
      </div>
    </figure>
  );
}

interface LoadedProps {
  readonly alarm: AlarmView;
  readonly name: string;
  readonly width: number;
  readonly loaded: There;
}

function Loaded({ alarm, name, width, loaded: { answer, to } }: LoadedProps) {
  const words = useWords().detail;
  if (answer.items.length === 0) return <p>{words.trendNone}</p>;
  const limits = limitsOf(alarm, answer);
  const frame = { width: width - 8, height: HEIGHT, from: to - HOUR_MS, to };
  return <Drawing name={name} width={width} limits={limits} shape={trendShape(answer, limitValues(limits), frame)} />;
}

interface Limits {
  readonly min: number | null;
  readonly max: number | null;
}

/** The limits at the end of the range; the alarm's own where the register has none for it. */
function limitsOf(alarm: AlarmView, answer: ReadingsView): Limits {
  const inForce = answer.limits.at(-1)?.limit;
  if (inForce === undefined) return { min: null, max: alarm.limit };
  return { min: inForce.min ?? null, max: inForce.max ?? inForce.notDetectedAbove ?? null };
}

const limitValues = ({ min, max }: Limits): number[] => [min, max].filter((value) => value !== null);

function Drawing({ shape, limits, width, name }: { shape: TrendShape; limits: Limits; width: number; name: string }) {
  const words = useWords().detail;
  const clip = useId();
  const summary = words.trendSummary(
    name,
    figure(shape.min),
    figure(shape.max),
    String(shape.gaps.length),
    String(shape.flags.length),
  );
  const [top, bottom] = [
    limits.max === null ? 0 : shape.y(limits.max),
    limits.min === null ? HEIGHT : shape.y(limits.min),
  ];
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={summary}>
      <clipPath id={clip}>
        <rect width={width} height={top} />
        <rect y={bottom} width={width} height={Math.max(0, HEIGHT - bottom)} />
      </clipPath>
      {limitValues(limits).map((value) => (
        <g key={value} className="trend-limit">
          <path d={`M0 ${shape.y(value)}H${width}`} />
          <text x={4} y={shape.y(value) - 5}>
            {words.trendLimit(figure(value))}
          </text>
        </g>
      ))}
      {shape.gaps.map(({ x1, x2 }) => (
        <g key={x1} className="trend-gap">
          <path d={`M${x1} ${HEIGHT - 18}v8M${x1} ${HEIGHT - 14}H${x2}M${x2} ${HEIGHT - 18}v8`} />
          <text x={(x1 + x2) / 2} y={HEIGHT - 20} textAnchor="middle">
            {words.trendGap}
          </text>
        </g>
      ))}
      {shape.lines.map((line) => (
        <g key={line.slice(0, 24)}>
          <path d={line} className="trend-line" />
          <path d={line} className="trend-line beyond" clipPath={`url(#${clip})`} />
        </g>
      ))}
      {shape.flags.map(({ x, y, flag }, at) => (
        <g key={`${x} ${flag}`} className="trend-flag">
          <path d={`M${x - 2.5} ${y - 2.5}l5 5m0-5l-5 5`} />
          {shape.flags[at - 1]?.flag !== flag && (
            <text x={x} y={y - 7} textAnchor="middle">
              {flag}
            </text>
          )}
        </g>
      ))}
      {shape.last && <circle cx={shape.last.x} cy={shape.last.y} r={3.5} className="trend-now" />}
    </svg>
  );
}

function useReadings(alarm: AlarmView, clockAhead: number): Loading {
  const [loaded, setLoaded] = useState<Loading>({ is: 'loading' });
  const { id } = alarm;
  const ahead = useRef(clockAhead);
  useEffect(() => {
    ahead.current = clockAhead; // a drill's clock runs at a speed of its own
  });
  useEffect(() => {
    let over = false;
    setLoaded({ is: 'loading' });
    const ask = (): void => {
      const to = Math.round((Date.now() + ahead.current) / 1000) * 1000;
      readings(alarm, to - HOUR_MS, to).then(
        (answer) => !over && setLoaded({ is: 'there', answer, to }),
        () => !over && setLoaded((before) => (before.is === 'there' ? before : { is: 'failed' })),
      );
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
    // an alarm's id fixes its outlet and factor; its newer versions need no new drawing
  }, [id]);
  return loaded;
}
