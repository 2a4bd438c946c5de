import { Logger } from '@nestjs/common';
import { type ConditionMessage, type LogMessage, ShardJudge } from '@cofferdam/domain';
import type { Entry, Shards } from '@cofferdam/redis';
import type { EvaluationMetrics } from './evaluation-metrics';
import type { HandOver } from './hand-over';
import { pause } from './pause';

const ENTRIES_A_READ = 200;
const LONGEST_BLOCK_MS = 1_000;
const CONDITIONS_A_WRITE = 500;
const CHECKPOINT_MS = 2_000;
const RETRY_MS = 200;

/**
 * Judges one shard: reads its log, hands every entry to the pure judge, writes conditions at once and state every
 * two seconds. A crash replays from the last checkpoint; the conditions it says again carry the same order.
 */
export class JudgeReader {
  private readonly logger: Logger;
  private readonly judge = new ShardJudge();
  private offset = '0';
  private checkpointed = { at: 0, offset: '0' };
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    readonly shard: number,
    private readonly owner: string,
    private readonly shards: Shards,
    private readonly metrics: EvaluationMetrics,
    private readonly handOver: HandOver,
  ) {
    this.logger = new Logger(`Judge of shard ${shard}`);
  }

  /** Place in the log up to which everything is judged and checkpointed. */
  get safeOffset(): string {
    return this.checkpointed.offset;
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => this.logger.error('stopped judging', (error as Error).stack));
  }

  /** Ends after the entry at hand; the next owner goes on from the last checkpoint. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await this.untilDone(() => this.load());
    const reader = await this.shards.openReader(LONGEST_BLOCK_MS);
    try {
      while (!this.stopped) {
        const entries = await this.untilDone(() =>
          this.shards.read(this.shard, this.offset, ENTRIES_A_READ, reader, LONGEST_BLOCK_MS),
        );
        await this.take(entries ?? []);
        await this.checkpointWhenDue();
      }
      await this.shards.checkpoint(this.shard, 'judge', this.owner, this.offset, this.judge.takeDirty());
    } finally {
      reader.disconnect();
    }
  }

  private async load(): Promise<true> {
    const { offset, parts } = await this.shards.load(this.shard, 'judge');
    this.judge.load(parts);
    this.offset = offset;
    this.checkpointed = { at: Date.now(), offset };
    return true;
  }

  /** Conditions of a read go out together, in bounded portions, before the offset moves past their cause. */
  private async take(entries: readonly Entry<LogMessage>[]): Promise<void> {
    if (entries.length > 0) this.handOver.give(this.offset, entries);
    let conditions: ConditionMessage[] = [];
    for (const [i, { id, messages }] of entries.entries()) {
      conditions.push(...this.apply(id, messages));
      this.metrics.judged.inc(messages.length);
      if (conditions.length < CONDITIONS_A_WRITE && i < entries.length - 1) continue;
      await this.say(conditions);
      conditions = [];
      this.offset = id;
    }
  }

  private async say(conditions: readonly ConditionMessage[]): Promise<void> {
    if (conditions.length === 0) return;
    await this.whileOwner(() => this.shards.appendConditions(this.shard, this.owner, conditions));
    this.metrics.conditions.inc(conditions.length);
  }

  /** A message that the judge cannot bear must not keep the others from being judged. */
  private apply(id: string, messages: LogMessage[]): ConditionMessage[] {
    try {
      return this.judge.apply(id, messages);
    } catch (error) {
      this.metrics.failures.inc();
      this.logger.error(`entry ${id} could not be judged`, (error as Error).stack);
      return [];
    }
  }

  private async checkpointWhenDue(): Promise<void> {
    if (Date.now() - this.checkpointed.at < CHECKPOINT_MS || this.stopped) return;
    const changed = this.judge.takeDirty();
    await this.whileOwner(() => this.shards.checkpoint(this.shard, 'judge', this.owner, this.offset, changed));
    this.checkpointed = { at: Date.now(), offset: this.offset };
  }

  /** Writes until Redis has it. Ends this reader where the shard has gone to somebody else. */
  private async whileOwner(write: () => Promise<boolean>): Promise<void> {
    const owner = await this.untilDone(write);
    if (owner === false) {
      this.logger.warn('the shard has another owner now');
      this.stopped = true;
    }
  }

  /** The work's answer, tried again while Redis is away; undefined when told to stop. */
  private async untilDone<T>(work: () => Promise<T>): Promise<T | undefined> {
    while (!this.stopped) {
      try {
        return await work();
      } catch (error) {
        this.logger.debug(`waiting for Redis: ${(error as Error).message}`);
        await pause(RETRY_MS);
      }
    }
    return undefined;
  }
}
