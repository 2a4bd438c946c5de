import { Redis } from 'ioredis';
import type { LogMessage } from '@cofferdam/domain';

/**
 * A third reader of the telemetry log, from outside: notes the order in which each monitor's readings first came.
 */
export class LogWitness {
  /** Readings that came after a newer one of the same monitor had come. */
  outOfOrder = 0;
  private readonly newest = new Map<string, number>();
  private readonly seen = new Set<string>();
  private readonly offsets: string[];
  private readonly redis: Redis;
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    url: string,
    private readonly namespace: string,
    shards: number,
  ) {
    this.offsets = Array.from({ length: shards }, () => '0');
    this.redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
    this.redis.on('error', () => undefined);
  }

  get readings(): number {
    return this.seen.size;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    this.redis.disconnect();
  }

  private async run(): Promise<void> {
    const keys = this.offsets.map((_, shard) => `${this.namespace}:{s${shard}}:log`);
    while (!this.stopped) {
      const streams = await this.redis
        .xread('COUNT', 100, 'BLOCK', 500, 'STREAMS', ...keys, ...this.offsets)
        .catch(() => null);
      for (const [key, entries] of streams ?? [])
        for (const [id, fields] of entries) {
          this.offsets[keys.indexOf(key)] = id;
          for (const message of JSON.parse(fields?.[1] ?? '[]') as LogMessage[]) this.note(message);
        }
    }
  }

  private note(message: LogMessage): void {
    if (message.kind !== 'sample') return;
    const { monitor, at } = message;
    const key = `${monitor}@${at}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const newest = this.newest.get(monitor) ?? 0;
    if (at < newest) this.outOfOrder += 1;
    else this.newest.set(monitor, at);
  }
}
