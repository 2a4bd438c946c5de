import { dayOf, nextDay, startOfDay } from '../limit/day';

/** A local day: its first moment and the first moment after it, epoch ms. */
export interface LocalDay {
  readonly start: number;
  readonly end: number;
}

const HOUR = 3_600_000;
const REMEMBERED_DAYS = 8;
const known = new Map<string, readonly LocalDay[]>();

/**
 * The day of `at` in an IANA zone (HJ 212-2017: 00:00 to 24:00 local time, DataTime is the start).
 * @throws RangeError for an unknown zone
 */
export function localDay(at: number, timezone: string): LocalDay {
  const days = known.get(timezone) ?? [];
  const hit = days.find((day) => at >= day.start && at < day.end);
  if (hit !== undefined) return hit;
  const name = dayOf(at, timezone);
  const day = { start: startOfDay(name, timezone), end: startOfDay(nextDay(name), timezone) };
  known.set(timezone, [day, ...days].slice(0, REMEMBERED_DAYS));
  return day;
}

/** Start of the local hour of `at`, counted from local midnight. */
export function localHour(at: number, timezone: string): number {
  const { start } = localDay(at, timezone);
  return start + Math.floor((at - start) / HOUR) * HOUR;
}
