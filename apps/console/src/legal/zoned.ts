import { dateTime } from '../language/time';

/** `2026-11-24T15:04:31` in the park's zone: what a field for date and time takes. */
export const toField = (at: number, zone: string): string => dateTime(at, zone).replace(' ', 'T');

/** The moment of a date and time as the park's clocks show it, epoch ms; null for what is none. */
export function fromField(text: string, zone: string): number | null {
  const wall = Date.parse(`${text}Z`);
  if (!Number.isFinite(wall)) return null;
  const offset = (at: number): number => Date.parse(`${toField(at, zone)}Z`) - at;
  const guess = wall - offset(wall);
  return wall - offset(guess);
}
