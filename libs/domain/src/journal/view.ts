import type { JournalEvent } from './event';

/** A journal event as HTTP, the feed, MQTT and webhooks show it: its time as ISO 8601 UTC. */
export function viewEvent({ seq, at, ...rest }: JournalEvent) {
  return { seq, at: new Date(at).toISOString(), ...rest };
}
export type EventView = ReturnType<typeof viewEvent>;
