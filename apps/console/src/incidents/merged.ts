import type { JournalEvent } from '@cofferdam/domain';

/** Events of two readings of the journal, each once, newest first. */
export function merged(a: readonly JournalEvent[], b: readonly JournalEvent[]): JournalEvent[] {
  const bySeq = new Map([...a, ...b].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((one, other) => other.seq - one.seq);
}
