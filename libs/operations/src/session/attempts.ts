/** A bucket of attempts: `burst` at once, then one every `everyMs`. */
export interface Allowance {
  readonly burst: number;
  readonly everyMs: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Counts attempts by key (a user name, an address), in bounded memory: the key untouched longest is forgotten first. */
export class Attempts {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly allowance: Allowance,
    private readonly maxKeys = 10_000,
  ) {}

  /** Takes one attempt before its outcome is known, so that a burst cannot outrun the count. Answers 0, or ms to wait. */
  take(key: string, now: number): number {
    const bucket = this.filled(key, now);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) * this.allowance.everyMs);
    bucket.left -= 1;
    return 0;
  }

  /** The attempt was good and does not count. */
  giveBack(key: string): void {
    const bucket = this.buckets.get(key);
    if (bucket) bucket.left = Math.min(this.allowance.burst, bucket.left + 1);
  }

  get size(): number {
    return this.buckets.size;
  }

  private filled(key: string, now: number): Bucket {
    const { burst, everyMs } = this.allowance;
    const known = this.buckets.get(key) ?? { left: burst, at: now };
    const gained = Math.max(0, now - known.at) / everyMs;
    const bucket = { left: Math.min(burst, known.left + gained), at: now };
    this.buckets.delete(key); // re-inserted at the end: a Map keeps order, so its first key is the one to forget
    this.buckets.set(key, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > this.maxKeys && oldest !== undefined) this.buckets.delete(oldest);
    return bucket;
  }
}
