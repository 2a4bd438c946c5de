import type { Redis } from 'ioredis';

/** One entry of a log: its id and the messages that were written together. */
export interface Entry<T> {
  readonly id: string;
  readonly messages: T[];
}

/** The entries after `after`, parsed. Blocks up to `blockMs` where that is not 0. */
export async function readStream<T>(
  redis: Redis,
  key: string,
  after: string,
  count: number,
  blockMs: number,
): Promise<Entry<T>[]> {
  const answer =
    blockMs > 0
      ? await redis.xread('COUNT', count, 'BLOCK', blockMs, 'STREAMS', key, after)
      : await redis.xread('COUNT', count, 'STREAMS', key, after);
  const entries = answer?.[0]?.[1] ?? [];
  return entries.map(([id, fields]) => ({ id, messages: JSON.parse(fields?.[1] ?? '[]') as T[] }));
}

/** The id right after `id`: what a trim must keep. */
export function nextId(id: string): string {
  const [ms, seq] = id.split('-');
  return `${ms}-${Number(seq) + 1}`;
}
