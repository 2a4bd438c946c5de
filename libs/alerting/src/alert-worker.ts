import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { ConditionPositions, JournalRelay, Records, ShardClaims } from '@cofferdam/records';
import { ConditionLog } from '@cofferdam/redis';
import { ConditionApplier } from './condition-applier';
import { ShardWorker } from './shard-worker';

/** Turns conditions into alarms: a worker for each shard that this process holds, and the journal's relay. */
@Injectable()
export class AlertWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly workers = new Map<number, ShardWorker>();
  private readonly ending = new Set<Promise<void>>();
  private readonly claims: ShardClaims;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    records: Records,
    private readonly log: ConditionLog,
    private readonly positions: ConditionPositions,
    private readonly applier: ConditionApplier,
    private readonly relay: JournalRelay,
  ) {
    this.claims = new ShardClaims(records.databaseUrl, settings.shards, {
      claimed: (shard) => this.begin(shard),
      lost: (shard) => this.end(shard),
    });
  }

  get shardsHeld(): readonly number[] {
    return this.claims.shardsHeld;
  }

  onApplicationBootstrap(): void {
    this.relay.start();
    this.claims.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.claims.stop();
    await Promise.all(this.ending);
    await this.relay.stop();
  }

  private begin(shard: number): void {
    const worker = new ShardWorker(shard, this.log, this.positions, this.applier);
    this.workers.set(shard, worker);
    worker.start();
  }

  private end(shard: number): void {
    const worker = this.workers.get(shard);
    if (worker === undefined) return;
    this.workers.delete(shard);
    const stopped = worker.stop().finally(() => this.ending.delete(stopped));
    this.ending.add(stopped);
  }
}
