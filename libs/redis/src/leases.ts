import { Inject, Injectable } from '@nestjs/common';
import { Keys } from './keys';
import { RedisConnection } from './redis-connection';

/** Who of several replicas does what. A lease ends by itself when it is not renewed. */
@Injectable()
export class Leases {
  constructor(
    private readonly connection: RedisConnection,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /** Claims or renews: true when `owner` holds `name` for the next `ttlMs`. */
  async hold(name: string, owner: string, ttlMs: number): Promise<boolean> {
    return (await this.connection.redis.holdLease(this.keys.lease(name), owner, ttlMs)) === 1;
  }

  async release(name: string, owner: string): Promise<void> {
    await this.connection.redis.letGoLease(this.keys.lease(name), owner);
  }

  /** Says that `self` lives for the next `ttlMs` and answers how many of the group do. */
  async members(group: string, self: string, ttlMs: number): Promise<number> {
    return this.connection.redis.countMembers(this.keys.members(group), self, ttlMs);
  }
}
