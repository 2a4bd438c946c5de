import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS } from '@cofferdam/config';
import type { Owner } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Queue, Worker } from 'bullmq';
import { type Bell, type BellRow, bellId, BELLS } from './bell';
import { Gathering } from './gathering';
import { FAILED_KEPT_MS, queueOptions, type QueueSettings, workerOptions } from './options';
import { within } from './within';

/** Bells that wait to be hung at most; beyond them the oldest are forgotten. */
const CAPACITY = 10_000;
/** Bells hung in one pipeline. */
const AT_ONCE = 500;
/** Owners handed over together at most. */
const BATCH = 100;
const PATIENCE_MS = 1_000;

interface Hung extends BellRow {
  /** When it is to ring, epoch ms of this process's clock, which BullMQ reads. */
  readonly at: number;
}

/**
 * Makes deadlines punctual, and nothing more: the deadline is a row in the records, and whoever looks for due rows finds
 * it without a bell. So nothing here is waited for, and what Redis loses is not missed.
 */
@Injectable()
export class Bells implements OnModuleDestroy, OnApplicationShutdown {
  /** Ever forgotten before they were hung: too many waited, or Redis was away. */
  forgotten = 0;
  private readonly queue: Queue<Bell, void, string>;
  private worker: Worker<Bell, void, string> | null = null;
  private waiting: Hung[] = [];
  private hanging: Promise<void> | null = null;
  private counting: Promise<number> | null = null;
  private closed = false;
  private readonly outage = new Outage(
    new Logger(Bells.name),
    'no bell rings, deadlines are found by looking for them',
  );

  constructor(@Inject(SETTINGS) private readonly settings: QueueSettings) {
    this.queue = new Queue(
      BELLS,
      queueOptions(settings, () => this.closed),
    );
    this.queue.on('error', (error) => this.outage.goesOn(error));
  }

  /**
   * Hangs a bell for each row, once a row however often it is asked for. Never throws and is never waited for; while
   * Redis is away bells are forgotten.
   * @param now the records' clock, epoch ms: bells ring by the time that is left
   */
  ring(rows: readonly BellRow[], now: number): void {
    if (this.closed) return;
    const here = Date.now();
    for (const row of rows) this.waiting.push({ ...row, at: here + Math.max(0, row.dueAt - now) });
    const over = Math.max(0, this.waiting.length - CAPACITY);
    this.waiting.splice(0, over);
    this.forgotten += over;
    this.hanging ??= this.hang().finally(() => (this.hanging = null));
  }

  /**
   * Hands owners whose bell rang to `handler`, one batch at a time.
   * @param handler what it throws counts as a failed bell
   */
  listen(handler: (owners: readonly Owner[]) => Promise<void>): void {
    if (this.worker !== null || this.closed) return;
    const gathering = new Gathering<Owner>((owners) => handler(once(owners)), BATCH);
    const worker = new Worker<Bell, void, string>(
      BELLS,
      ({ data }) => gathering.take(data),
      workerOptions(this.settings, () => this.closed),
    );
    worker.on('error', (error) => this.outage.goesOn(error));
    worker.on('ready', () => this.outage.isOver());
    this.worker = worker;
  }

  /** Bells whose handler failed in the last ten minutes. @throws while Redis is away */
  async failed(): Promise<number> {
    this.counting ??= this.countFailed().finally(() => (this.counting = null));
    const count = await within(this.counting, PATIENCE_MS);
    if (count === null) throw new Error('the Redis of the bells does not answer');
    return count;
  }

  /** Nothing is handed over any more once this resolves. */
  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await within(this.worker?.close(), PATIENCE_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await within(this.queue.close(), PATIENCE_MS);
  }

  private async countFailed(): Promise<number> {
    await this.queue.clean(FAILED_KEPT_MS, 1_000, 'failed');
    return this.queue.getFailedCount();
  }

  private async hang(): Promise<void> {
    await Promise.resolve(); // rows of one commit come one by one
    while (this.waiting.length > 0 && !this.closed) {
      const rows = this.waiting.splice(0, AT_ONCE);
      const here = Date.now();
      const jobs = rows.map((row) => ({
        name: row.owner.kind,
        data: { kind: row.owner.kind, id: row.owner.id },
        opts: { jobId: bellId(row), delay: Math.max(0, row.at - here) },
      }));
      try {
        await this.queue.addBulk(jobs);
        this.outage.isOver();
      } catch (error) {
        this.forgotten += rows.length;
        this.outage.goesOn(error);
      }
    }
  }
}

/** Each owner once, in order. */
const once = (owners: readonly Owner[]): Owner[] => [
  ...new Map(owners.map(({ kind, id }) => [`${kind} ${id}`, { kind, id }])).values(),
];
