import type { Redis, Result } from 'ioredis';

/** Appends a register version to the log unless the log has it (or a later one) already. */
const APPEND_REGISTER = `
local known = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
if tonumber(ARGV[2]) <= known then return 0 end
redis.call('XADD', KEYS[1], '*', 'b', ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1`;

/** Appends a timeline's end; a register version of the same name would be appended again. */
const END_TIMELINE = `
redis.call('XADD', KEYS[1], '*', 'b', ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[1])
return 1`;

const NOW = `local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

/** Takes a shard that nobody holds, or prolongs one's own. */
const CLAIM = `${NOW}
local owner = redis.call('HGET', KEYS[1], 'owner')
local till = tonumber(redis.call('HGET', KEYS[1], 'until') or '0')
if owner and owner ~= ARGV[1] and till > now then return 0 end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'until', now + tonumber(ARGV[2]))
return 1`;

/** Every write of an owner checks first that it still is the owner; a paused one finds that it is not. */
const IS_OWNER = `if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end`;

const RELEASE = `${IS_OWNER}
redis.call('DEL', KEYS[1])
return 1`;

/** Prolongs the lease and appends the shard's tick, stamped by Redis's own clock. */
const TICK = `${IS_OWNER}
${NOW}
redis.call('HSET', KEYS[1], 'until', now + tonumber(ARGV[2]))
local heard = redis.call('EXISTS', KEYS[3]) == 1 and 'true' or 'false'
redis.call('XADD', KEYS[2], '*', 'b', '[{"kind":"tick","at":' .. string.format('%.0f', now) .. ',"heard":' .. heard .. '}]')
return 1`;

const APPEND_CONDITIONS = `${IS_OWNER}
redis.call('XADD', KEYS[2], '*', 'b', ARGV[2])
return 1`;

/** ARGV: owner, offset, number of fields to set, field, value …, fields to delete … */
const CHECKPOINT = `${IS_OWNER}
redis.call('HSET', KEYS[2], 'offset', ARGV[2])
local n = tonumber(ARGV[3])
for i = 4, 3 + 2 * n, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
for i = 4 + 2 * n, #ARGV do redis.call('HDEL', KEYS[2], ARGV[i]) end
return 1`;

const HOLD = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const LET_GO = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 1`;

const MEMBERS = `${NOW}
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZCARD', KEYS[1])`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    appendRegister(
      log: string,
      registers: string,
      park: string,
      version: number,
      body: string,
    ): Result<number, Context>;
    endTimeline(log: string, registers: string, park: string, body: string): Result<number, Context>;
    claimShard(owner: string, self: string, ttlMs: number): Result<number, Context>;
    releaseShard(owner: string, self: string): Result<number, Context>;
    tickShard(owner: string, log: string, hearing: string, self: string, ttlMs: number): Result<number, Context>;
    appendConditions(owner: string, conditions: string, self: string, body: string): Result<number, Context>;
    checkpointShard(owner: string, state: string, self: string, ...rest: (string | number)[]): Result<number, Context>;
    holdLease(key: string, self: string, ttlMs: number): Result<number, Context>;
    letGoLease(key: string, self: string): Result<number, Context>;
    countMembers(key: string, self: string, ttlMs: number): Result<number, Context>;
  }
}

/** Teaches a connection our scripts. */
export function withScripts(redis: Redis): Redis {
  const define = (name: string, numberOfKeys: number, lua: string) => redis.defineCommand(name, { numberOfKeys, lua });
  define('appendRegister', 2, APPEND_REGISTER);
  define('endTimeline', 2, END_TIMELINE);
  define('claimShard', 1, CLAIM);
  define('releaseShard', 1, RELEASE);
  define('tickShard', 3, TICK);
  define('appendConditions', 2, APPEND_CONDITIONS);
  define('checkpointShard', 2, CHECKPOINT);
  define('holdLease', 1, HOLD);
  define('letGoLease', 1, LET_GO);
  define('countMembers', 1, MEMBERS);
  return redis;
}
