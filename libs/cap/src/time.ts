import { CapError } from './error';

/** Beijing time, which this profile writes. Minutes east of UTC. */
export const BEIJING_MINUTES = 480;

const FIRST = Date.parse('0001-01-02');
const LAST = Date.parse('9999-12-30');
const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

const two = (n: number): string => String(n).padStart(2, '0');

/**
 * `YYYY-MM-DDThh:mm:ss±hh:mm`, the one form that the schema of CAP takes: never `Z`, never a fraction of a second.
 * @param at epoch ms of a whole second
 * @param offsetMinutes minutes east of UTC
 */
export function capTime(at: number, offsetMinutes: number): string {
  if (!Number.isInteger(at / 1000)) throw new CapError('E_TIME', `not a whole second: ${at}`);
  if (at < FIRST || at > LAST) throw new CapError('E_TIME', `not a time of the calendar: ${at}`);
  if (!Number.isInteger(offsetMinutes) || Math.abs(offsetMinutes) > 840)
    throw new CapError('E_TIME', `not an offset in minutes: ${offsetMinutes}`);
  const away = Math.abs(offsetMinutes);
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Epoch ms of an ISO 8601 time, also of forms that the schema refuses, so that rules can compare; null where it is none. */
export function readTime(text: string): number | null {
  const found = FORM.exec(text.trim());
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  // The 31st of February is no day, and 25 o'clock no hour.
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || minute > 59 || second > 59) return null;
  return at + Math.floor(Number(`0.${found[7] ?? 0}`) * 1000) - offsetOf(found[8] ?? 'Z') * 60_000;
}
