/** Waits before the next attempt: doubling from `leastMs` to `mostMs`, jittered so that many sessions do not return at once. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly leastMs = 100,
    private readonly mostMs = 2_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds to wait now; half of it at least. */
  next(): number {
    const full = Math.min(this.mostMs, this.leastMs * 2 ** Math.min(this.attempts, 20));
    this.attempts += 1;
    return full * (0.5 + this.random() / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}
