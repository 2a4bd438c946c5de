import { Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { type ConditionPositions, Nap } from '@cofferdam/records';
import type { ConditionApplier, ConditionEntry } from './condition-applier';
import type { ConditionSource } from './condition-source';
import { LookAhead } from './look-ahead';

/** Messages a transaction: enough to spread the cost of a commit, few enough to hold locks for milliseconds only. */
const BATCH = 100;
const BLOCK_MS = 500;
const TRIM_EVERY_MS = 5_000;
const AFTER_TROUBLE_MS = 250;

/** Follows one shard's condition log from the position in the records, for as long as the shard is ours. */
export class ShardWorker {
  private readonly outage = new Outage(new Logger(ShardWorker.name), 'conditions wait');
  private readonly nap = new Nap();
  private stopping = false;
  private trimmedAt = 0;
  private loop: Promise<void> | null = null;

  constructor(
    private readonly shard: number,
    private readonly source: ConditionSource,
    private readonly positions: ConditionPositions,
    private readonly applier: ConditionApplier,
  ) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Resolves when the batch at hand is done, or undone. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.follow(await this.positions.get(this.shard));
      } catch (error) {
        if (this.stopping) return;
        this.outage.goesOn(error);
        await this.nap.sleep(AFTER_TROUBLE_MS);
      }
    }
  }

  /** Returns when the shard is not ours any more, or has been moved on by another. */
  private async follow(from: string): Promise<void> {
    let position = from;
    const ahead = new LookAhead(this.shard, this.source, this.applier);
    while (!this.stopping) {
      const entries = await this.source.read(this.shard, position, BATCH, BLOCK_MS);
      this.outage.isOver();
      const waiting = batches(entries);
      for (const [n, batch] of waiting.entries()) {
        if (this.stopping) return;
        if (n < waiting.length - 1 || entries.length === BATCH) await ahead.look(position);
        if ((await this.applier.apply(this.shard, position, batch)) === 'overtaken') return;
        position = batch.at(-1)?.id ?? position;
      }
      await this.trim(position);
    }
  }

  /** Behind the committed position nobody reads again. */
  private async trim(position: string): Promise<void> {
    if (performance.now() - this.trimmedAt < TRIM_EVERY_MS) return;
    this.trimmedAt = performance.now();
    await this.source.trim(this.shard, position);
  }
}

/** Whole entries, at most `BATCH` messages together where one alone does not have more. */
function batches(entries: readonly ConditionEntry[]): ConditionEntry[][] {
  const all: ConditionEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const open = all.at(-1);
    if (open !== undefined && entry.messages.length <= room) open.push(entry);
    else all.push([entry]);
    room = (open === all.at(-1) ? room : BATCH) - entry.messages.length;
  }
  return all;
}
