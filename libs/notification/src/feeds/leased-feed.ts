import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { type FeedCursors, type Lease, Nap } from '@cofferdam/records';

/** A killed owner's feed is somebody else's after this time. */
const LEASE_MS = 3_000;
const RENEW_MS = 1_000;
const LOOK_EVERY_MS = 1_000;
/** Growth of the journal within this time is told together: each page costs PostgreSQL a commit. */
const GATHER_MS = 40;
const NOT_READY_MS = 100;
const AFTER_FAILURE_MS = 500;

/** What a feed does when it is ours. */
export interface FeedWork {
  /** Whether what it tells can be told now. Who cannot leaves the feed to others. */
  ready(): boolean;
  /** True: there is more to do at once. */
  tell(lease: Lease): Promise<boolean>;
}

/**
 * A feed that one process at a time tells, without holding a transaction meanwhile: its owner is in the cursor's row for
 * a time and renews it. Whoever moves the cursor must still be the owner; what a former owner told is told again.
 */
export class LeasedFeed {
  private readonly owner = randomUUID();
  private readonly nap = new Nap();
  private readonly outage: Outage;
  private loop: Promise<void> | null = null;
  /** Where the feed stands while it is ours, and when it was last claimed (monotonic, ms). */
  private held: { seq: number; at: number } | null = null;
  private stopping = false;

  constructor(
    private readonly cursors: FeedCursors,
    readonly name: string,
    private readonly work: FeedWork,
  ) {
    this.outage = new Outage(new Logger('Feeds'), `the feed ${name} stands still`);
  }

  start(): void {
    this.loop ??= this.run();
  }

  /** There may be something to tell. Who stands by does not ask more often for it. */
  poke(): void {
    if (this.held !== null) this.nap.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  /** @throws where somebody else has the feed by now */
  async move(seq: number): Promise<void> {
    if (!(await this.cursors.move(this.name, this.owner, seq))) throw new Error('another process has it now');
    if (this.held !== null) this.held.seq = seq;
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

  private async claim(): Promise<Lease | null> {
    const at = performance.now(); // before it is asked for: it never ends earlier than we think
    const lease = await this.cursors.claim(this.name, this.owner, LEASE_MS);
    this.held = lease === null ? null : { seq: lease.seq, at };
    return lease;
  }

  /** What was claimed a moment ago is ours still. */
  private async lease(): Promise<Lease | null> {
    const { held } = this;
    if (held !== null && performance.now() - held.at < RENEW_MS) return { seq: held.seq, fresh: false };
    return this.claim();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.nap.sleep(await this.turn());
        this.outage.isOver();
      } catch (error) {
        if (this.stopping) break;
        this.outage.goesOn(error);
        await this.giveAway();
        await this.nap.sleep(AFTER_FAILURE_MS);
      }
    }
    await this.giveAway();
  }

  /** Answers how long there is nothing to do, ms. */
  private async turn(): Promise<number> {
    if (!this.work.ready()) {
      await this.giveAway();
      return NOT_READY_MS;
    }
    const lease = await this.lease();
    if (lease === null) return LOOK_EVERY_MS;
    if (await this.work.tell(lease)) return 0;
    await pause(GATHER_MS);
    return LOOK_EVERY_MS - GATHER_MS;
  }

  private async giveAway(): Promise<void> {
    if (this.held === null) return;
    this.held = null;
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
