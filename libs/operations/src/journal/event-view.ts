import type { JournalEvent } from '@cofferdam/domain';

/** A journal event as HTTP and the feed show it: its time as ISO 8601 UTC. */
export function viewEvent({ seq, at, ...rest }: JournalEvent) {
  return { seq, at: new Date(at).toISOString(), ...rest };
}
