import { Inject, Injectable } from '@nestjs/common';
import type { ConditionMessage, LogMessage } from '@cofferdam/domain';
import type { Redis } from 'ioredis';
import { Keys, type Reader } from './keys';
import { RedisConnection } from './redis-connection';
import { type Entry, nextId, readStream } from './stream';

/** Parts of a reader's state by name; null deletes a part. */
export type Parts = Readonly<Record<string, string | null>>;

/** Where a reader stands: the last entry it has dealt with, and its state at that entry. */
export interface Checkpoint {
  readonly offset: string;
  readonly parts: Record<string, string>;
}

/**
 * A rule engine's hold on shards of the telemetry log. Every write is a script that checks the owner first: an engine
 * that was paused beyond its lease finds out instead of overwriting its successor's work.
 */
@Injectable()
export class Shards {
  constructor(
    private readonly connection: RedisConnection,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  get count(): number {
    return this.keys.shards;
  }

  /** True when `owner` holds the shard for the next `ttlMs` (Redis's clock). */
  async claim(shard: number, owner: string, ttlMs: number): Promise<boolean> {
    return (await this.redis.claimShard(this.keys.owner(shard), owner, ttlMs)) === 1;
  }

  async release(shard: number, owner: string): Promise<void> {
    await this.redis.releaseShard(this.keys.owner(shard), owner);
  }

  /** Prolongs the lease and appends the shard's tick; false when the shard is somebody else's now. */
  async tick(shard: number, owner: string, ttlMs: number): Promise<boolean> {
    const { log, hearing } = this.keys;
    return (await this.redis.tickShard(this.keys.owner(shard), log(shard), hearing(shard), owner, ttlMs)) === 1;
  }

  /** Appends to the condition log; false when the shard is somebody else's now. */
  async appendConditions(shard: number, owner: string, messages: readonly ConditionMessage[]): Promise<boolean> {
    const body = JSON.stringify(messages);
    return (await this.redis.appendConditions(this.keys.owner(shard), this.keys.conditions(shard), owner, body)) === 1;
  }

  /** Stores offset and changed parts together; false when the shard is somebody else's now. */
  async checkpoint(shard: number, reader: Reader, owner: string, offset: string, changed: Parts): Promise<boolean> {
    const set: string[] = [];
    const deleted: string[] = [];
    for (const [name, part] of Object.entries(changed)) {
      if (part === null) deleted.push(`p:${name}`);
      else set.push(`p:${name}`, part);
    }
    const state = this.keys.state(shard, reader);
    const rest = [offset, set.length / 2, ...set, ...deleted];
    return (await this.redis.checkpointShard(this.keys.owner(shard), state, owner, ...rest)) === 1;
  }

  async load(shard: number, reader: Reader): Promise<Checkpoint> {
    const fields = await this.redis.hgetall(this.keys.state(shard, reader));
    const parts: Record<string, string> = {};
    for (const [name, part] of Object.entries(fields)) if (name.startsWith('p:')) parts[name.slice(2)] = part;
    return { offset: fields['offset'] ?? '0', parts };
  }

  async offset(shard: number, reader: Reader): Promise<string> {
    return (await this.redis.hget(this.keys.state(shard, reader), 'offset')) ?? '0';
  }

  /** Entries after `after`; with `blocking` (from `openReader`) it waits up to `blockMs` for the first. */
  read(shard: number, after: string, count: number, blocking?: Redis, blockMs = 0): Promise<Entry<LogMessage>[]> {
    return readStream(blocking ?? this.redis, this.keys.log(shard), after, count, blocking ? blockMs : 0);
  }

  openReader(longestBlockMs: number): Promise<Redis> {
    return this.connection.openBlocking(longestBlockMs);
  }

  /** Id of the newest entry, `0` for an empty log. */
  async lastId(shard: number): Promise<string> {
    const newest = await this.redis.xrevrange(this.keys.log(shard), '+', '-', 'COUNT', 1);
    return newest[0]?.[0] ?? '0';
  }

  /** Bytes that the shard's log takes in Redis. */
  async bytes(shard: number): Promise<number> {
    return (await this.redis.memory('USAGE', this.keys.log(shard))) ?? 0;
  }

  /** Forgets everything up to and including `position`. */
  async trim(shard: number, position: string): Promise<void> {
    if (position !== '0') await this.redis.xtrim(this.keys.log(shard), 'MINID', '~', nextId(position));
  }

  private get redis(): Redis {
    return this.connection.redis;
  }
}
