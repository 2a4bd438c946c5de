/** Work of one turn of the event loop, ms: what else waits for a socket, a person's alarm above all, comes in between. */
const SLICE_MS = 10;

/**
 * Does work in its order, a slice a turn of the event loop. A burst from the broker would otherwise hold up everything
 * else in the process until all of it has been taken in.
 */
export class Slices {
  private readonly waiting: (() => void)[] = [];
  private next = 0;
  /** When this turn's slice ends; null before its first work. */
  private until: number | null = null;
  private running = false;

  /** Runs `work` in its turn: at once where none waits and this turn has time left. */
  run(work: () => void): void {
    this.waiting.push(work);
    if (!this.running) this.slice();
  }

  private slice(): void {
    this.until ??= this.newTurn();
    this.running = true;
    try {
      while (this.next < this.waiting.length && performance.now() < this.until) {
        const work = this.waiting[this.next];
        this.next += 1;
        work?.();
      }
    } finally {
      this.running = false;
    }
    if (this.next < this.waiting.length) return;
    this.waiting.length = 0;
    this.next = 0;
  }

  private newTurn(): number {
    setImmediate(() => {
      this.until = null;
      if (this.waiting.length > 0) this.slice();
    });
    return performance.now() + SLICE_MS;
  }
}
