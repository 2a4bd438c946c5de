import { clockOf, dayOf, isTimezone } from '@cofferdam/domain';

const LAST_MS = 8.64e15 - 2 * 86_400_000;

/**
 * An instant (epoch ms) in the park's zone, `11-24 08:30`: always with its date, since nobody knows on which day a message
 * is read. In UTC, and saying so, where the zone is not known; null for no instant.
 */
export function timeIn(at: number | null, timezone: string): string | null {
  if (at === null || !Number.isFinite(at) || Math.abs(at) > LAST_MS) return null;
  if (!isTimezone(timezone)) return `${timeIn(at, 'UTC')} UTC`;
  const minutes = clockOf(at, timezone);
  return `${dayOf(at, timezone).slice(-5)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const two = (n: number): string => String(n).padStart(2, '0');
