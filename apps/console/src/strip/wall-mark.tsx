import type { WallView } from '../api/shapes';
import type { IncidentWords } from '../language/incident-words';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { fitted, type Station, widthOf } from './course';
import type { WallNow } from './wall-state';

interface WallMarkProps {
  readonly station: Station;
  readonly label: string;
  /** Full-width characters between its neighbours. */
  readonly room: number;
  readonly wall: WallView;
  readonly is: WallNow;
  /** Height of the water, px. */
  readonly water: number;
}

const POND = { width: 16, height: 11 };

/** A gate stands over the water or across it, a pond has so much in it; broken is crossed, unknown is dashed. */
export function WallMark({ station, label, room, wall, is, water }: WallMarkProps) {
  const { incident: words } = useWords();
  const { x, level } = station;
  const y = water + (level === 0 ? 22 : 37);
  const said = wallText(is, words);
  return (
    <g className="wall" data-wall={is.state} data-measure={is.measure ?? undefined}>
      <title>{words.walls.said(label, said)}</title>
      {wall.kind === 'pond' ? <Pond x={x} y={y} water={water} is={is} /> : <Gate x={x} y={y} water={water} is={is} />}
      {wall.tier !== undefined && (
        <text className="wall-tier" x={x + 11} y={y - 2}>
          {words.tierShort[wall.tier]}
        </text>
      )}
      <text x={x} y={y + 17} textAnchor="middle">
        {fitted(label, Math.max(3, room - widthOf(said)))} <tspan className="wall-state">{said}</tspan>
      </text>
    </g>
  );
}

/** `?` for what says nothing: the strip's head explains it. */
export function wallText({ state, measure, pond }: WallNow, { walls }: IncidentWords): string {
  if (state === 'failed') return walls.failed;
  if (pond !== null) return walls.free(whole(Math.round(pond.free)));
  if (measure === 'started') return walls.measure.started;
  return state === 'unknown' ? '?' : walls[state];
}

interface ShapeProps {
  readonly x: number;
  readonly y: number;
  readonly water: number;
  readonly is: WallNow;
}

function Gate({ x, y, water, is }: ShapeProps) {
  const across = is.state === 'closed';
  const top = across ? water - 9 : water - 14;
  return (
    <>
      <path className="wall-post" d={`M${x} ${water + 8}V${y}`} />
      <path
        className="wall-leaf"
        d={across ? `M${x} ${top}V${water + 9}` : `M${x} ${top}V${water - 5}M${x - 7} ${top}h14`}
      />
      {is.state === 'failed' && <Cross x={x} y={water} />}
    </>
  );
}

function Pond({ x, y, water, is }: ShapeProps) {
  const { width, height } = POND;
  const top = y - 7;
  const filled = Math.round(height * (is.pond?.share ?? 0));
  return (
    <>
      <path className="wall-post" d={`M${x} ${water + 7}V${top}`} />
      <rect className="pond-water" x={x - width / 2} y={top + height - filled} width={width} height={filled} />
      <path className="wall-leaf" d={`M${x - width / 2} ${top}v${height}h${width}v${-height}`} />
      {is.state === 'failed' && <Cross x={x} y={top + height / 2} />}
    </>
  );
}

const Cross = ({ x, y }: { x: number; y: number }) => (
  <path className="wall-cross" d={`M${x - 5} ${y - 5}l10 10m0-10l-10 10`} />
);
