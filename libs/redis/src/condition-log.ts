import { Inject, Injectable } from '@nestjs/common';
import type { ConditionMessage } from '@cofferdam/domain';
import type { Redis } from 'ioredis';
import { Keys } from './keys';
import { RedisConnection } from './redis-connection';
import { type Entry, nextId, readStream } from './stream';

const LONGEST_BLOCK_MS = 5_000;

/** The rule engines' words, a stream a shard, for the alert worker that holds the shard. */
@Injectable()
export class ConditionLog {
  private readonly readers = new Map<number, Promise<Redis>>();

  constructor(
    private readonly connection: RedisConnection,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /** Entries after `after` (`0` for the beginning), waiting up to `blockMs` (at most five seconds) for the first. */
  async read(shard: number, after: string, count: number, blockMs: number): Promise<Entry<ConditionMessage>[]> {
    return readStream(await this.reader(shard), this.keys.conditions(shard), after, count, blockMs);
  }

  /** Forgets everything up to and including `position`, which must be stored where it matters. */
  async trim(shard: number, position: string): Promise<void> {
    await this.connection.redis.xtrim(this.keys.conditions(shard), 'MINID', nextId(position));
  }

  private reader(shard: number): Promise<Redis> {
    let reader = this.readers.get(shard);
    if (reader === undefined) {
      reader = this.connection.openBlocking(LONGEST_BLOCK_MS);
      this.readers.set(shard, reader);
    }
    return reader;
  }
}
