import type { Group, Severity, Tier } from '@cofferdam/domain';
import type { KeyFigureView } from '../api/kpis';
import { figure, whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { fitting, labelWidth } from './bars';
import { onScale } from './course-shape';
import { Picture } from './picture';

const ROW = 26;
const RIGHT = 70;

const percent = (share: number | null | undefined): string => `${figure(share)} %`;

interface SpreadProps {
  readonly name: string;
  readonly row: number;
  readonly group: Group;
  /** Room for the name. */
  readonly left: number;
  readonly x: (seconds: number | null | undefined) => number;
  /** Where the share in time stands. */
  readonly end: number;
}

/** A dot for p50, a thick stroke for p90, a thin one for p99. */
function Spread({ name, row, group: { by, values }, left, x, end }: SpreadProps) {
  return (
    <g transform={`translate(0 ${row * ROW})`} data-severity={by['severity']} className="kpi-span">
      <text x={left - 10} y={17} textAnchor="end">
        {fitting(name, left - 10)}
      </text>
      <path d={`M${x(values['p50'])} 13H${x(values['p99'])}`} />
      <path d={`M${x(values['p99'])} 8v10`} />
      <path d={`M${x(values['p90'])} 6v14`} className="kpi-p90" />
      <circle cx={x(values['p50'])} cy={13} r={5} />
      <text x={end} y={17}>
        {percent(values['inTime'])}
      </text>
    </g>
  );
}

/** p50, p90 and p99 of the time to acknowledge by colour and tier, on a scale of powers of ten. */
export function AckPicture({ of }: { of: KeyFigureView }) {
  const { kpis: text, severity: colours, incident } = useWords();
  const nameOf = (by: Readonly<Record<string, string>>): string =>
    `${colours[by['severity'] as Severity]} · ${incident.tier[by['tier'] as Tier]}`;
  const groups = of.groups.filter(({ values }) => values['p50'] !== null);
  const longest = groups.reduce((most, { values }) => Math.max(most, values['p99'] ?? 0), 60);
  return (
    <Picture
      title={text.ack}
      summary={text.ackSummary(whole(groups.length))}
      height={groups.length * ROW + 20}
      empty={groups.length === 0}
      table={{
        heads: [text.who, 'p50', 'p90', 'p99', text.inTime],
        rows: groups.map(({ by, values }) => [
          ...[
            nameOf(by),
            figure(values['p50']),
            figure(values['p90']),
            figure(values['p99']),
            percent(values['inTime']),
          ],
        ]),
      }}
    >
      {(width) => {
        const left = labelWidth(width);
        const x = (value: number | null | undefined): number =>
          left + onScale(value ?? 0, longest) * Math.max(20, width - left - RIGHT);
        return (
          <>
            {groups.map((group, n) => (
              <Spread
                key={nameOf(group.by)}
                name={nameOf(group.by)}
                row={n}
                group={group}
                left={left}
                x={x}
                end={width - RIGHT + 8}
              />
            ))}
            <text x={left} y={groups.length * ROW + 14}>
              1 {text.units.seconds}
            </text>
            <text x={width - RIGHT} y={groups.length * ROW + 14} textAnchor="end">
              {whole(Math.round(longest))} {text.units.seconds}
            </text>
          </>
        );
      }}
    </Picture>
  );
}
