import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { History } from '@cofferdam/history';
import { QuarantineStore } from '@cofferdam/records';
import { Leases, Shards } from '@cofferdam/redis';
import { EvaluationMetrics } from './evaluation-metrics';
import { HandOver } from './hand-over';
import { HistoryReader } from './history-reader';
import { JudgeReader } from './judge-reader';

const GROUP = 'rule-engine';
const TICK_MS = 1_000;
/** A shard whose owner says nothing for this long is free; a killed engine's shards move within it. */
const LEASE_MS = 3_000;

/** A shard at work. */
export interface HeldShard {
  readonly judge: JudgeReader;
  readonly history: HistoryReader;
}

/** Holds this engine's fair share of the shards, and gives each its tick a second. */
@Injectable()
export class ShardKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ShardKeeper.name);
  private readonly owner = randomUUID();
  private readonly held = new Map<number, HeldShard>();
  private busy: Promise<void> | undefined;
  private ending = false;

  constructor(
    private readonly shards: Shards,
    private readonly leases: Leases,
    private readonly history: History,
    private readonly quarantine: QuarantineStore,
    private readonly metrics: EvaluationMetrics,
  ) {}

  get holding(): ReadonlyMap<number, HeldShard> {
    return this.held;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
  }

  @Interval(TICK_MS)
  async beat(): Promise<void> {
    if (this.ending || this.busy !== undefined) return;
    this.busy = this.renewAndClaim()
      .catch((error: unknown) => this.logger.debug(`no beat: ${(error as Error).message}`))
      .finally(() => (this.busy = undefined));
    await this.busy;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending = true;
    await this.busy;
    await Promise.all([...this.held.keys()].map((shard) => this.giveBack(shard)));
  }

  private async renewAndClaim(): Promise<void> {
    const members = await this.leases.members(GROUP, this.owner, LEASE_MS);
    const share = Math.ceil(this.shards.count / members);
    await Promise.all([...this.held.keys()].map((shard) => this.renew(shard)));
    for (const shard of [...this.held.keys()].slice(share)) await this.giveBack(shard);
    for (let shard = 0; shard < this.shards.count && this.held.size < share; shard++) await this.claim(shard);
  }

  private async renew(shard: number): Promise<void> {
    if (await this.shards.tick(shard, this.owner, LEASE_MS)) return;
    this.logger.warn(`shard ${shard} has another owner now`);
    await this.drop(shard);
  }

  private async claim(shard: number): Promise<void> {
    if (this.held.has(shard) || !(await this.shards.claim(shard, this.owner, LEASE_MS))) return;
    const { shards, owner, metrics } = this;
    const handOver = new HandOver();
    const judge = new JudgeReader(shard, owner, shards, metrics, handOver);
    const history = new HistoryReader(shard, owner, shards, this.history, this.quarantine, metrics, handOver);
    this.held.set(shard, { judge, history });
    judge.start();
    history.start();
    this.logger.log(`judging shard ${shard}`);
  }

  private async giveBack(shard: number): Promise<void> {
    await this.drop(shard);
    await this.shards.release(shard, this.owner).catch(() => undefined); // the lease ends by itself
  }

  private async drop(shard: number): Promise<void> {
    const work = this.held.get(shard);
    this.held.delete(shard);
    await Promise.all([work?.judge.stop(), work?.history.stop()]);
  }
}
