/** Heartbeats come every 5 s (contract of the feed). */
export const HEARTBEAT_MS = 5_000;
/** Older than twice the heartbeat: the values may not be true any more. */
const LATE_MS = 2 * HEARTBEAT_MS;
/** Older than four: a connection that looks open but says nothing is given up. */
export const SILENT_MS = 4 * HEARTBEAT_MS;

export interface FeedState {
  readonly link: 'connecting' | 'open' | 'broken';
  /** Epoch ms (this computer's clock) of the last thing heard, heartbeat or event; null before the first. */
  readonly heardAt: number | null;
}

export type Health =
  | { readonly level: 'connecting' }
  | { readonly level: 'live' | 'late'; readonly ageMs: number }
  | { readonly level: 'lost'; readonly since: number | null };

/** What may be said about being live: never more than what was heard. */
export function health(feed: FeedState, now: number): Health {
  if (feed.link === 'broken') return { level: 'lost', since: feed.heardAt };
  if (feed.heardAt === null) return { level: 'connecting' };
  const ageMs = Math.max(0, now - feed.heardAt);
  if (ageMs >= SILENT_MS) return { level: 'lost', since: feed.heardAt };
  return { level: ageMs > LATE_MS ? 'late' : 'live', ageMs };
}

/** Milliseconds to wait before the given attempt (from 1): half a second, doubling, at most five. */
export const retryAfter = (attempt: number): number => Math.min(5_000, 500 * 2 ** (attempt - 1));
