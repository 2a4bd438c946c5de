import { timelineKey, type Timeline } from '@cofferdam/domain';

/** Names of everything kept in Redis. A shard's keys share a hash tag, so that a cluster keeps them on one node. */
export class Keys {
  constructor(
    private readonly namespace: string,
    readonly shards: number,
  ) {}

  /** FNV-1a over timeline and park: one park's whole story is in one shard. */
  shardOf(timeline: Timeline, park: string): number {
    const text = `${timelineKey(timeline)}/${park}`;
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0) % this.shards;
  }

  readonly log = (shard: number): string => this.ofShard(shard, 'log');
  readonly conditions = (shard: number): string => this.ofShard(shard, 'conditions');
  /** Hash: timeline and park → newest register version that is in the log. */
  readonly registers = (shard: number): string => this.ofShard(shard, 'registers');
  /** Hash: `owner`, `until` (ms of Redis's clock). */
  readonly owner = (shard: number): string => this.ofShard(shard, 'owner');
  /** Hash: `offset` and the reader's state, part by part. */
  readonly state = (shard: number, reader: Reader): string => this.ofShard(shard, reader);
  readonly lease = (name: string): string => `${this.namespace}:lease:${name}`;
  readonly members = (group: string): string => `${this.namespace}:members:${group}`;
  /** Exists while ingestion hears its broker. */
  readonly hearing = (shard: number): string => this.ofShard(shard, 'hearing');
  readonly probe = (): string => `${this.namespace}:probe`;

  private ofShard(shard: number, what: string): string {
    return `${this.namespace}:{s${shard}}:${what}`;
  }
}

/** The two readers of the telemetry log, each with its own offset. */
export type Reader = 'judge' | 'history';
