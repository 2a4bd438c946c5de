const MINUTE = 60_000;
/** Zone of all HJ 212 times: Beijing time. */
export const BEIJING_MINUTES = 480;

export interface ParsedTime {
  /** Epoch ms. */
  readonly at: number;
  /** What is odd about the way it was written; absent for the standard's 14 or (QN) 17 digits. */
  readonly deviation?: string;
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Wall-clock time of `text` (YYYYMMDDhhmmss and optional milliseconds) as if it were UTC; NaN for no such moment. */
function wallClock(text: string): number {
  const month = digits(text, 4, 2);
  const day = digits(text, 6, 2);
  const hour = digits(text, 8, 2);
  const minute = digits(text, 10, 2);
  const second = digits(text, 12, 2);
  const milliseconds = text.length >= 17 ? digits(text, 14, 3) : 0;
  if (!(hour < 24 && minute < 60 && second < 60)) return NaN;
  const time = Date.UTC(digits(text, 0, 4), month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : NaN;
}

/** Ways of writing a time that devices have and the standard has not. */
function oddTime(text: string, offset: number): ParsedTime | undefined {
  const bare = text.replace(/[-/: T.]/g, '');
  if (!/^\d{10,18}$/.test(bare)) return undefined;
  const deviation = bare === text ? `time-${bare.length}-digits` : 'time-format';
  if (bare.length === 13) return { at: Number(bare), deviation };
  if (bare.length === 10) return { at: Number(bare) * 1000, deviation };
  const at = wallClock(bare.length === 12 ? `${bare}00` : bare) - offset;
  return Number.isNaN(at) ? undefined : { at, deviation };
}

/**
 * Epoch ms of a device's time: 14 digits by the standard; 17 and 18 (with milliseconds), 13 and 10 (epoch), 12
 * (without seconds) and punctuated ones are read too and say so. Undefined where it is no time of the calendar.
 */
export function parseTime(text: string, utcOffsetMinutes = BEIJING_MINUTES): ParsedTime | undefined {
  const offset = utcOffsetMinutes * MINUTE;
  if (text.length !== 14) return oddTime(text, offset);
  const at = wallClock(text) - offset;
  return Number.isNaN(at) ? oddTime(text, offset) : { at };
}

/** YYYYMMDDhhmmsszzz, the form of `QN`; its first 14 digits are the form of all other times. */
export function formatTime(at: number, utcOffsetMinutes = BEIJING_MINUTES): string {
  return new Date(at + utcOffsetMinutes * MINUTE).toISOString().replace(/\D/g, '');
}
