import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import type { Redis } from 'ioredis';
import { connect, connectForBlocking, open } from './connection';
import { checkDurability } from './durability';
import { withScripts } from './scripts';

/** The process's connection for commands, and the connections for blocking reads that it gave out. */
@Injectable()
export class RedisConnection implements OnModuleInit, OnApplicationShutdown {
  readonly redis: Redis;
  private readonly blocking = new Set<Redis>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.redis = withScripts(connect(settings.redisUrl));
  }

  /** @throws when Redis would not keep what it acknowledges, unless the settings allow that */
  async onModuleInit(): Promise<void> {
    try {
      await this.redis.connect();
      if (!this.settings.allowUnsafeRedis) await checkDurability(this.redis);
    } catch (error) {
      this.redis.disconnect(); // nobody shuts a process down that never came up
      throw error;
    }
  }

  /** A connection of one's own, for reads that block up to `longestBlockMs`. */
  async openBlocking(longestBlockMs: number): Promise<Redis> {
    const redis = connectForBlocking(this.settings.redisUrl, longestBlockMs);
    this.blocking.add(redis);
    redis.once('end', () => this.blocking.delete(redis));
    await open(redis);
    return redis;
  }

  onApplicationShutdown(): void {
    for (const redis of [this.redis, ...this.blocking]) redis.disconnect();
  }
}
