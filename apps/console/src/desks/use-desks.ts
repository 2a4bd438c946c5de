import { allDesks, type DeskView } from '../api/people';
import { type Followed, useFollowed } from '../feed/use-followed';
import type { LiveAlarms } from '../feed/use-live-alarms';

/** Shifts change with the clock, and the clock writes no event. */
const EVERY_MS = 60_000;

/** Every desk in the user's scope and who is on duty there now, followed by the feed. */
export function useDesks(live: LiveAlarms): Followed<readonly DeskView[]> {
  return useFollowed(live, { read: allDesks, concerns: ({ type }) => type.startsWith('desk.'), everyMs: EVERY_MS });
}
