/** What a provider allows: so many in a sliding window, and for how long it says no to everything once that is exceeded. */
export interface Limit {
  readonly count: number;
  readonly perMs: number;
  readonly penaltyMs?: number;
}

/** Counts as the real ones do, by the time of each message. `speed` compresses time: at 60 a minute lasts a second. */
export class Throttle {
  private readonly passed: number[] = [];
  private closedUntil = 0;

  constructor(
    private readonly limits: readonly Limit[],
    private readonly speed = 1,
  ) {}

  /** Whether a message at `now` (epoch ms) passes; what does not pass does not count. */
  pass(now: number): boolean {
    if (now < this.closedUntil) return false;
    const longest = Math.max(...this.limits.map(({ perMs }) => perMs)) / this.speed;
    while ((this.passed[0] ?? now) <= now - longest) this.passed.shift();
    for (const { count, perMs, penaltyMs = 0 } of this.limits) {
      const within = this.passed.filter((at) => at > now - perMs / this.speed).length;
      if (within < count) continue;
      this.closedUntil = now + penaltyMs / this.speed;
      return false;
    }
    this.passed.push(now);
    return true;
  }
}
