import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { QuarantineStore } from '@cofferdam/records';
import { IntakeCounters } from './counters';
import type { Rejection } from './decide';

/** Rows that wait at most; with 4 KiB of payload each they take some MiB. */
const CAPACITY = 2_000;
const BATCH = 500;
const FLUSH_MS = 100;
const RETRY_MS = 1_000;

/**
 * Brings refused input to its store in batches. Never stands in the way of readings: while the store is away rows wait
 * in bounded memory, and what does not fit is counted and dropped.
 */
@Injectable()
export class Quarantine implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Quarantine');
  private waiting: Rejection[] = [];
  private then: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | null = null;
  private away = false;

  constructor(
    @Inject(QuarantineStore) private readonly store: Pick<QuarantineStore, 'add'>,
    private readonly counters: IntakeCounters,
  ) {}

  /** `tried` is called once the rows are stored, or the store has failed to take them for now. */
  add(rows: readonly Rejection[], tried?: () => void): void {
    const room = Math.max(0, CAPACITY - this.waiting.length);
    for (const row of rows.length <= room ? rows : rows.slice(0, room)) this.waiting.push(row);
    this.counters.quarantineDropped += Math.max(0, rows.length - room);
    if (tried !== undefined) this.afterwards(tried);
    if (this.timer === undefined && this.flushing === null) this.schedule(FLUSH_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flushing;
    clearTimeout(this.timer);
    await this.flush();
    clearTimeout(this.timer);
  }

  private afterwards(tried: () => void): void {
    if (this.then.length < CAPACITY) this.then.push(tried);
    else tried();
  }

  private schedule(afterMs: number): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flushing = this.flush().finally(() => {
        this.flushing = null;
        if (this.waiting.length > 0 || this.then.length > 0) this.schedule(this.away ? RETRY_MS : FLUSH_MS);
      });
    }, afterMs);
  }

  private async flush(): Promise<void> {
    const then = this.then;
    this.then = [];
    try {
      while (this.waiting.length > 0) {
        const batch = this.waiting.slice(0, BATCH);
        await this.store.add(batch);
        this.waiting = this.waiting.slice(batch.length);
      }
      this.away = false;
    } catch (error) {
      if (!this.away) this.logger.warn(`Refused input waits in memory: ${String(error)}`);
      this.away = true;
    }
    for (const tried of then) tried();
  }
}
