import type { Redis } from 'ioredis';

/** What Redis must be set to, so that an answer means "on disk" and nothing is thrown away (architecture decision 2). */
const REQUIRED = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' } as const;

/** @throws with what to set, when Redis would lose what it acknowledged */
export async function checkDurability(redis: Redis): Promise<void> {
  const found = (await redis.config('GET', ...Object.keys(REQUIRED))) as unknown;
  const settings = new Map(pairs(found));
  const wrong = Object.entries(REQUIRED).filter(([name, value]) => settings.get(name) !== value);
  if (wrong.length === 0) return;
  const orders = wrong.map(([name, value]) => `${name} ${value} (now: ${settings.get(name) ?? 'unknown'})`).join(', ');
  throw new Error(
    `Redis would lose readings that we acknowledge. Set in redis.conf: ${orders}. ` +
      'For development only, ALLOW_UNSAFE_REDIS=true starts all the same.',
  );
}

/** RESP2 answers a flat list, RESP3 an object. */
function pairs(answer: unknown): [string, string][] {
  if (Array.isArray(answer)) {
    const list = answer as string[];
    return list.flatMap((name, i) => (i % 2 === 0 ? [[name, list[i + 1] ?? ''] as [string, string]] : []));
  }
  return Object.entries(answer as Record<string, string>);
}
