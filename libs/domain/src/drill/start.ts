import { clockAt, dayOf } from '../limit/day';
import type { Scenario } from './scenario';

/**
 * Where a drill's clock starts, epoch ms: at the scenario's hour of the day that the park's clock shows at `now`, be that
 * past or to come; at `now` where it names none.
 * @throws RangeError for an unknown zone
 */
export function drillStart({ startsAt }: Pick<Scenario, 'startsAt'>, timezone: string, now: number): number {
  if (startsAt === undefined) return now;
  const [hours = 0, minutes = 0] = startsAt.split(':').map(Number);
  return clockAt(dayOf(now, timezone), hours * 60 + minutes, timezone);
}

/** Beginning of the ids of drills that are planned from a scenario on a day: `rain-outlet-20261126`. */
export const drillIdStem = ({ id }: Pick<Scenario, 'id'>, timezone: string, now: number): string =>
  `${id}-${dayOf(now, timezone).replaceAll('-', '')}`;
