import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { type FeedCursors, type Lease, Nap } from '@cofferdam/records';

/** A killed owner's feed is somebody else's after this time. */
const LEASE_MS = 3_000;
const RENEW_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 500;

/** What a feed does when it is ours; true: there is more to do at once. */
export type Work = (lease: Lease) => Promise<boolean>;

/**
 * A feed that one process at a time tells, without holding a transaction meanwhile: its owner is in the cursor's row for
 * a time and renews it. Whoever moves the cursor must still be the owner; what a former owner told is told again.
 */
export class LeasedFeed {
  private readonly owner = randomUUID();
  private readonly nap = new Nap();
  private readonly outage: Outage;
  private loop: Promise<void> | null = null;
  private ours = false;
  private stopping = false;

  constructor(
    private readonly cursors: FeedCursors,
    readonly name: string,
    private readonly work: Work,
  ) {
    this.outage = new Outage(new Logger('Feeds'), `the feed ${name} stands still`);
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** There may be something to tell. Who stands by does not ask more often for it. */
  poke(): void {
    if (this.ours) this.nap.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  /** @throws where somebody else has the feed by now */
  async move(seq: number): Promise<void> {
    if (!(await this.cursors.move(this.name, this.owner, seq))) throw new Error('another process has it now');
  }

  /**
   * Waits, and renews the lease meanwhile.
   * @throws where it takes longer than `mostMs`, the feed is lost, or this process ends
   */
  async during<T>(work: Promise<T>, mostMs: number): Promise<T> {
    work.catch(() => undefined); // it may end long after nobody waits any more
    const until = performance.now() + mostMs;
    for (;;) {
      const done = await within(work, RENEW_MS);
      if (done !== null) return done.value;
      if (this.stopping) throw new Error('this process ends');
      if (performance.now() > until) throw new Error(`nothing was confirmed within ${mostMs / 1000} s`);
      if ((await this.claim()) === null) throw new Error('another process has it now');
    }
  }

  private claim(): Promise<Lease | null> {
    return this.cursors.claim(this.name, this.owner, LEASE_MS);
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const lease = await this.claim();
        this.ours = lease !== null;
        const more = lease !== null && (await this.work(lease));
        this.outage.isOver();
        if (!more) await this.nap.sleep(LOOK_EVERY_MS);
      } catch (error) {
        if (this.stopping) break;
        this.outage.goesOn(error);
        await this.giveAway();
        await this.nap.sleep(AFTER_FAILURE_MS);
      }
    }
    await this.giveAway();
  }

  private async giveAway(): Promise<void> {
    this.ours = false;
    await this.cursors.release(this.name, this.owner).catch(() => undefined);
  }
}

/** What comes of it, or null while it goes on. */
async function within<T>(work: Promise<T>, ms: number): Promise<{ readonly value: T } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([work.then((value) => ({ value })), late]).finally(() => clearTimeout(timer));
}
