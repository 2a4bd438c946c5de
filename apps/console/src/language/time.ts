const pad = (n: number): string => String(n).padStart(2, '0');

/** `00:06:12`; from a day on with days in front, in the reader's word for them. */
export function duration(ms: number, dayWord: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60].map(pad);
  return days > 0 ? `${days} ${dayWord} ${clock.slice(0, 2).join(':')}` : clock.join(':');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(at: number, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (format === undefined) {
    const digits = '2-digit';
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `15:04:31` in the park's zone. */
export function clockTime(at: number, zone: string): string {
  const { hour, minute, second } = parts(at, zone);
  return `${hour}:${minute}:${second}`;
}

/** `2026-11-24 15:04:31` in the park's zone: ISO order, the same in both languages. */
export function dateTime(at: number, zone: string): string {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day} ${clockTime(at, zone)}`;
}

/** The time alone today, with its date on any other day. */
export function momentOf(at: number, now: number, zone: string): string {
  const [then, today] = [dateTime(at, zone), dateTime(now, zone)];
  return then.slice(0, 10) === today.slice(0, 10) ? then.slice(11) : then.slice(5);
}
