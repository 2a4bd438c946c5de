import { localDay } from '../reading/day';

/** What figures are about: from (inclusive) to (exclusive), epoch ms, in a park's zone. */
export interface KpiWindow {
  readonly from: number;
  readonly to: number;
  readonly timezone: string;
}

export const TEN_MINUTES = 600_000;
const DAY = 86_400_000;
/** Shorter windows say little: their figures are only indicative (practice of alarm system audits). */
const TELLING_DAYS = 30;
/** The longest window that is answered, days. */
export const LONGEST_WINDOW_DAYS = 400;

export const daysOf = ({ from, to }: Pick<KpiWindow, 'from' | 'to'>): number => (to - from) / DAY;

/** Whether the window is too short to judge by. */
export const isIndicative = (window: Pick<KpiWindow, 'from' | 'to'>): boolean => daysOf(window) < TELLING_DAYS;

/** Ten-minute slots of the park's clock: slot 0 begins at `origin`, and `count` of them lie wholly in the window. */
export interface Slots {
  readonly origin: number;
  readonly count: number;
}

/**
 * The slots of a window. Zones change their offset by tens of minutes, so slots counted from the local midnight before
 * the window stay on the clock.
 */
export function slotsOf({ from, to, timezone }: KpiWindow): Slots {
  const { start } = localDay(from, timezone);
  const origin = start + Math.ceil((from - start) / TEN_MINUTES) * TEN_MINUTES;
  return { origin, count: Math.max(0, Math.floor((to - origin) / TEN_MINUTES)) };
}
