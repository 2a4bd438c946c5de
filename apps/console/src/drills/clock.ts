import type { DrillView } from '../api/drills';

/** The page reads a drill at least this often while its clock runs; between two readings the clock is carried on. */
export const READ_EVERY_MS = 1_000;
/** So much of this computer's time is carried on at most: where readings fail the clock stands still rather than invent. */
const CARRIED_ON_MS = 3 * READ_EVERY_MS;

type Clocked = Pick<DrillView, 'clock' | 'speed' | 'duration'>;

/**
 * Where a drill's clock stands, epoch ms of its own time; null where it was never started.
 * @param readAt this computer's time when the drill was read, epoch ms
 * @param here this computer's time now
 */
export function drillNow({ clock, speed, duration }: Clocked, readAt: number, here: number): number | null {
  if (clock === null) return null;
  const at = Date.parse(clock.at);
  if (!clock.running) return at;
  const since = Math.min(Math.max(0, here - readAt), CARRIED_ON_MS);
  const end = Date.parse(clock.startedAt) + duration * 1_000;
  return Math.max(at, Math.min(end, at + since * speed));
}

/** How far the drill is into its script, ms of its own time. */
export const elapsed = ({ clock }: Pick<DrillView, 'clock'>, now: number): number =>
  clock === null ? 0 : Math.max(0, now - Date.parse(clock.startedAt));
