import { Redis, type RedisOptions } from 'ioredis';
import { Logger } from '@nestjs/common';

/** Longer than the worst append measured during an AOF rewrite, shorter than a device's patience (HJ 212: 10 s). */
const COMMAND_TIMEOUT_MS = 5_000;

/**
 * A connection that fails at once while Redis is away instead of queueing: who appends must know, so that it does not
 * acknowledge. It reconnects by itself.
 */
export function connect(url: string, options: RedisOptions = {}): Redis {
  const logger = new Logger('Redis');
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
    lazyConnect: true,
    ...options,
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn(`Redis is away: ${error.message}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis is back');
    away = false;
  });
  return redis;
}

/** A connection for blocking reads. The timeout must outlast the block. */
export const connectForBlocking = (url: string, longestBlockMs: number): Redis =>
  connect(url, { commandTimeout: longestBlockMs + COMMAND_TIMEOUT_MS });

/** Resolves once connected; the loop of reconnecting goes on by itself if the first attempt fails. */
export async function open(redis: Redis): Promise<void> {
  await redis.connect().catch(() => undefined);
}
