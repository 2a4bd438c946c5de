import type { IncidentView, MeasureState, WallState } from '@cofferdam/domain';
import type { WallView } from '../api/shapes';
import type { WallReportView } from '../api/incidents';
import { pondNow } from '../incidents/deadlines';

/** How a wall stands, as far as anybody has said. */
export interface WallNow {
  readonly state: WallState;
  /** The newest measure on it in an open incident. */
  readonly measure: MeasureState | null;
  /** Ponds: free volume in m3 and the share that is used; null where its volume is not known. */
  readonly pond: { readonly free: number; readonly share: number } | null;
}

/** What was reported of a wall, and what open incidents do to it; `now` is epoch ms. */
export function wallNow(
  wall: Pick<WallView, 'id' | 'kind' | 'volume' | 'level'>,
  report: WallReportView | undefined,
  incidents: readonly IncidentView[],
  now: number,
): WallNow {
  const measure = incidents
    .flatMap(({ measures }) => measures.filter((one) => one.wall === wall.id))
    .reduce<IncidentView['measures'][number] | null>((newest, one) => (isLater(one, newest) ? one : newest), null);
  return {
    state: stateOf(wall, report, measure),
    measure: measure?.state ?? null,
    pond: wall.kind === 'pond' ? volumes(wall, report, incidents, now) : null,
  };
}

type MeasureView = IncidentView['measures'][number];
const lastWord = ({ endedAt, startedAt }: MeasureView): string => endedAt ?? startedAt;
const isLater = (one: MeasureView, than: MeasureView | null): boolean =>
  than === null || lastWord(one) >= lastWord(than);

/** A measure that is over says where the wall stands, unless somebody has reported it since. */
function stateOf(
  { kind }: Pick<WallView, 'kind'>,
  report: WallReportView | undefined,
  measure: MeasureView | null,
): WallState {
  const reported = report?.state ?? 'unknown';
  if (measure === null || measure.state === 'started' || isNewer(report, measure)) return reported;
  if (measure.state === 'failed') return 'failed';
  return kind === 'pond' ? 'in-use' : 'closed';
}

const isNewer = (report: WallReportView | undefined, measure: MeasureView): boolean =>
  report !== undefined && report.at !== null && report.at >= lastWord(measure);

function volumes(
  { id, volume, level }: Pick<WallView, 'id' | 'volume' | 'level'>,
  report: WallReportView | undefined,
  incidents: readonly IncidentView[],
  now: number,
): WallNow['pond'] {
  const filling = incidents.map(({ pond }) => pond).find((pond) => pond !== null && pond.wall === id);
  if (filling) {
    const { free, share } = pondNow(filling, now);
    return { free, share };
  }
  if (volume === undefined) return null;
  const held = Math.min(volume, report?.level ?? level ?? 0);
  return { free: volume - held, share: held / volume };
}
