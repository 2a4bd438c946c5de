import type { Basis, Monitor, Period } from '@cofferdam/domain';

/** A stretch (epoch ms) in which a monitor's readings are missing. */
export interface Gap {
  readonly monitor: string;
  readonly from: number;
  readonly to: number;
}

interface Row {
  readonly at: number;
  readonly monitor: string;
}

/** Farther apart than so many intervals, two readings have a gap between them. */
const GAP_INTERVALS = 2.5;
/** Ten minutes is the usual period of HJ 212-2017 minute data (6.6.4, `MinInterval`). */
const SPACING_SECONDS: Record<Exclude<Period, 'realtime'>, number> = { minute: 600, hour: 3_600, day: 86_400 };

/** The longest distance of two readings, ms, that is no gap. */
export function longestStep(monitor: Pick<Monitor, 'interval'>, period: Period): number {
  return GAP_INTERVALS * 1000 * (period === 'realtime' ? monitor.interval : SPACING_SECONDS[period]);
}

/** Limits bind a moment's value, or an hour's or a day's mean; those of minutes are held against the moment's. */
export const basisOf = (period: Period): Basis => (period === 'hour' || period === 'day' ? period : 'instant');

/**
 * Where readings are missing between `from` and `to`.
 * @param before the monitor's readings shortly before `from`, so that a gap across it is seen
 */
export function gapsOf(
  monitor: Pick<Monitor, 'id' | 'interval'>,
  period: Period,
  rows: readonly Row[],
  range: { from: number; to: number; before: readonly Row[] },
): Gap[] {
  const own = ({ monitor: id }: Row): boolean => id === monitor.id;
  const start = range.before.filter(own).at(-1)?.at ?? range.from;
  const times = [start, ...rows.filter(own).map(({ at }) => at), range.to];
  const longest = longestStep(monitor, period);
  return times.flatMap((to, n) => {
    const from = times[n - 1];
    return from !== undefined && to - from > longest ? [{ monitor: monitor.id, from, to }] : [];
  });
}

/**
 * A page of rows sorted by time, of which one more than `limit` was read. It never ends between two readings of one
 * moment: the cursor is a moment.
 */
export function pageOf<T extends Row>(rows: readonly T[], limit: number): { items: readonly T[]; next: number | null } {
  const extra = rows[limit];
  if (extra === undefined) return { items: rows, next: null };
  const whole = rows.filter(({ at }) => at < extra.at);
  return { items: whole.length > 0 ? whole : rows.slice(0, limit), next: whole.length > 0 ? extra.at : extra.at + 1 };
}
