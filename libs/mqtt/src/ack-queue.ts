/**
 * Packets in hand, answered in the order of their arrival (MQTT 5, 4.6: PUBACK in the order of the PUBLISH) and
 * together where they are done together.
 */
export class AckQueue {
  private waiting: { readonly id: number; done: boolean }[] = [];
  private scheduled = false;
  private emptied: (() => void)[] = [];

  constructor(private readonly send: (ids: readonly number[]) => void) {}

  /** Registers an arrival; the answer is what to call when it may be acknowledged. */
  expect(id: number): () => void {
    const entry = { id, done: false };
    this.waiting.push(entry);
    return () => {
      entry.done = true;
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => this.flush());
    };
  }

  /** Resolves when nothing is in hand any more. */
  empty(): Promise<void> {
    if (this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.emptied.push(resolve));
  }

  /** Forgets what is in hand; it will not be acknowledged. */
  abandon(): void {
    this.waiting = [];
    this.tellEmpty();
  }

  private flush(): void {
    this.scheduled = false;
    const open = this.waiting.findIndex(({ done }) => !done);
    const ready = this.waiting.splice(0, open === -1 ? this.waiting.length : open);
    if (ready.length > 0) this.send(ready.map(({ id }) => id));
    if (this.waiting.length === 0) this.tellEmpty();
  }

  private tellEmpty(): void {
    for (const resolve of this.emptied.splice(0)) resolve();
  }
}
