import type { FeedStand } from '@cofferdam/records';

/** `unknown`: not seen for long enough yet to say. */
export type Verdict = 'moving' | 'still' | 'unknown';

/** Sees which feeds stand still although events wait. Time is monotonic, ms. */
export class Standstill {
  private readonly seen = new Map<string, { readonly seq: number; readonly at: number }>();

  constructor(private readonly mostMs: number) {}

  look({ name, seq, behind }: FeedStand, now: number): Verdict {
    const before = this.seen.get(name);
    if (behind === 0 || before?.seq !== seq) this.seen.set(name, { seq, at: now });
    if (behind === 0) return 'moving';
    if (before === undefined) return 'unknown';
    if (before.seq !== seq) return 'moving';
    return now - before.at > this.mostMs ? 'still' : 'unknown';
  }
}
