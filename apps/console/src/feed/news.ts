import type { JournalEvent } from '@cofferdam/domain';

type Listener = (events: readonly JournalEvent[]) => void;

/** Hands the feed's events on to whatever else on the page follows them. */
export class News {
  private readonly listeners = new Set<Listener>();

  /** @returns what ends it */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(events: readonly JournalEvent[]): void {
    for (const listener of this.listeners) listener(events);
  }
}
