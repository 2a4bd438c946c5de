import type { RefusalReason } from '@cofferdam/domain';
import type { Settings } from '@cofferdam/config';
import type { Reading } from '@cofferdam/formats';

export type ClockSettings = Pick<Settings, 'clockAheadSeconds' | 'clockBehindDays' | 'clockSuspectSeconds'>;

const DAY = 86_400_000;

/** Why a reading's time cannot be right, or undefined. Both bounds are allowed themselves. */
export function absurdTime(at: number, now: number, settings: ClockSettings): RefusalReason | undefined {
  if (at > now + settings.clockAheadSeconds * 1000) return 'time-ahead';
  if (at < now - settings.clockBehindDays * DAY) return 'time-behind';
  return undefined;
}

/**
 * What is doubtful about a device's clock, or undefined. Only a moment's reading tells: a period's time is its start,
 * and back-fill is old by nature.
 */
export function suspectClock(
  { at, period, backfill }: Pick<Reading, 'at' | 'period' | 'backfill'>,
  now: number,
  settings: ClockSettings,
): string | undefined {
  if (period !== 'realtime' || backfill) return undefined;
  const bound = settings.clockSuspectSeconds * 1000;
  if (at > now + bound) return 'clock-ahead';
  if (at < now - bound) return 'clock-behind';
  return undefined;
}
