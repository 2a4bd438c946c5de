const formats = new Map<string, Intl.DateTimeFormat>();

function format(timezone: string): Intl.DateTimeFormat {
  let known = formats.get(timezone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timezone, known);
  }
  return known;
}

/** The zone's wall clock at an instant, written as if it were UTC. */
function wallClock(at: number, timezone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format(timezone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Whether the platform knows an IANA zone of this name. */
export function isTimezone(name: string): boolean {
  try {
    return format(name) !== undefined;
  } catch {
    return false;
  }
}

const DAY = 86_400_000;

/** The day of an instant (epoch ms) in a zone, `2026-01-31`. */
export const dayOf = (at: number, timezone: string): string =>
  new Date(wallClock(at, timezone)).toISOString().slice(0, 10);

/** The day after: `2026-02-01` for `2026-01-31`. */
export const nextDay = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/**
 * First instant (epoch ms) of a day in a zone. Where midnight is skipped by summer time, the day starts after the gap;
 * where it comes twice, at the first.
 * @throws RangeError for an unknown zone
 */
export function startOfDay(day: string, timezone: string): number {
  const midnight = Date.parse(day);
  const offset = (at: number) => wallClock(at, timezone) - at;
  const candidates = [midnight - offset(midnight - DAY), midnight - offset(midnight + DAY)].sort((a, b) => a - b);
  return candidates.find((at) => dayOf(at, timezone) === day) ?? midnight - offset(midnight);
}

/**
 * The instant (epoch ms) at which a zone's clock shows so many minutes after a day's midnight; 1440 is the next day's
 * 00:00. Where summer time skips it, it is moved on by what is skipped; where it comes twice, it is the first.
 * @throws RangeError for an unknown zone
 */
export function clockAt(day: string, minutes: number, timezone: string): number {
  const shown = Date.parse(day) + minutes * 60_000;
  const before = shown - (wallClock(shown - DAY, timezone) - (shown - DAY));
  const after = shown - (wallClock(shown + DAY, timezone) - (shown + DAY));
  const right = [before, after].filter((at) => wallClock(at, timezone) === shown);
  return right.length > 0 ? Math.min(...right) : before;
}

/** Minutes since midnight that a zone's clock shows at an instant (epoch ms): 1410 at half past eleven at night. */
export function clockOf(at: number, timezone: string): number {
  const shown = wallClock(at, timezone);
  return Math.floor((shown - Math.floor(shown / DAY) * DAY) / 60_000);
}

/** Day of the week, 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7;

/** The day before: `2026-01-31` for `2026-02-01`. */
export const previousDay = (day: string): string => new Date(Date.parse(day) - DAY).toISOString().slice(0, 10);
