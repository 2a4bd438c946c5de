import 'reflect-metadata';
import { loadSettings, SETTINGS } from '@cofferdam/config';
import { LIVE, type Refusal, type RegisterVersion } from '@cofferdam/domain';
import { ConditionLog, Leases, RedisConnection, RedisModule, Shards, TelemetryLog } from '@cofferdam/redis';
import { type Services, startServices, waitFor } from '@cofferdam/testing';
import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

let services: Services;
let app: INestApplicationContext;

async function open(settings: Record<string, string> = {}): Promise<INestApplicationContext> {
  const env = {
    DATABASE_URL: 'postgres://none/none',
    INFLUX_URL: 'http://none/none',
    MQTT_URL: 'mqtt://none',
    REDIS_URL: services.urls.redisUrl,
    NAMESPACE: services.freshNamespace(),
    SHARDS: '4',
    ...settings,
  };
  @Global()
  @Module({ providers: [{ provide: SETTINGS, useValue: loadSettings(env) }], exports: [SETTINGS] })
  class Given {}
  @Module({ imports: [Given, RedisModule] })
  class Root {}
  return NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
}

beforeAll(async () => {
  services = await startServices(['redis']);
}, 60_000);
beforeEach(async () => {
  app = await open();
});
afterEach(() => app.close());
afterAll(() => services?.stop());

const refusal = (park: string, n: number): Refusal => ({
  ...LIVE,
  kind: 'refusal',
  park,
  outlet: 'o',
  monitor: `m${n}`,
  reason: 'not-json',
  receivedAt: n,
});

async function everything(shards: Shards): Promise<{ entries: number; monitors: (string | null)[] }> {
  const all = await Promise.all([0, 1, 2, 3].map((shard) => shards.read(shard, '0', 10_000)));
  const messages = all.flat().flatMap((entry) => entry.messages);
  return { entries: all.flat().length, monitors: messages.map((m) => (m.kind === 'refusal' ? m.monitor : null)) };
}

test('calls that come together are one entry a shard, and each park stays in order', async () => {
  const log = app.get(TelemetryLog);
  await Promise.all(Array.from({ length: 500 }, (_, n) => log.append([refusal('p', n)])));
  const { entries, monitors } = await everything(app.get(Shards));
  expect(monitors).toEqual(Array.from({ length: 500 }, (_, n) => `m${n}`));
  expect(entries).toBeLessThan(20);
});

test('an append is refused while Redis is away, and works again when it is back', async () => {
  const log = app.get(TelemetryLog);
  await log.append([refusal('p', 1)]);
  await services.kill('redis');
  await expect(log.append([refusal('p', 2)])).rejects.toThrow();
  await expect(log.probe()).rejects.toThrow();
  await services.start('redis');
  await waitFor(() => log.probe().then(() => true), { what: 'Redis to be back' });
  await log.append([refusal('p', 3)]);
  const { monitors } = await everything(app.get(Shards));
  expect(monitors).toEqual(expect.arrayContaining(['m1', 'm3']));
}, 30_000);

test('a register version enters the log once, however many say it', async () => {
  const log = app.get(TelemetryLog);
  const version = (n: number) =>
    ({ ...LIVE, kind: 'register', park: 'p', version: n, document: {} }) as RegisterVersion;
  await Promise.all([1, 1, 2, 1, 2].map((n) => log.appendRegister(version(n))));
  const { monitors } = await everything(app.get(Shards));
  expect(monitors.length).toBe(2);
});

test('who lost a shard can no longer write to it', async () => {
  const shards = app.get(Shards);
  expect(await shards.claim(0, 'first', 50)).toBe(true);
  expect(await shards.claim(0, 'second', 5_000)).toBe(false);
  await waitFor(() => shards.claim(0, 'second', 5_000), { what: 'the lease to end' });
  expect(await shards.tick(0, 'first', 5_000)).toBe(false);
  expect(await shards.appendConditions(0, 'first', [])).toBe(false);
  expect(await shards.checkpoint(0, 'judge', 'first', '9-9', { a: 'stale' })).toBe(false);
  expect(await shards.load(0, 'judge')).toEqual({ offset: '0', parts: {} });
  expect(await shards.checkpoint(0, 'judge', 'second', '1-1', { a: 'x', b: 'y' })).toBe(true);
  expect(await shards.checkpoint(0, 'judge', 'second', '2-0', { a: null })).toBe(true);
  expect(await shards.load(0, 'judge')).toEqual({ offset: '2-0', parts: { b: 'y' } });
});

test('a tick says whether ingestion hears the broker', async () => {
  const shards = app.get(Shards);
  await shards.claim(1, 'me', 5_000);
  await shards.tick(1, 'me', 5_000);
  await app.get(TelemetryLog).setHearing(10_000);
  await shards.tick(1, 'me', 5_000);
  const ticks = (await shards.read(1, '0', 10)).flatMap(({ messages }) => messages);
  expect(ticks.map((tick) => tick.kind === 'tick' && tick.heard)).toEqual([false, true]);
});

test('conditions wait for their reader, and trimming keeps what is not stored yet', async () => {
  const shards = app.get(Shards);
  const conditions = app.get(ConditionLog);
  await shards.claim(2, 'me', 5_000);
  for (let n = 0; n < 3; n++) await shards.appendConditions(2, 'me', []);
  const [first, ...rest] = await conditions.read(2, '0', 10, 100);
  await conditions.trim(2, first?.id ?? '');
  expect((await conditions.read(2, '0', 10, 100)).map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
});

test('a lease has one holder and ends by itself; members are counted while they live', async () => {
  const leases = app.get(Leases);
  expect(await leases.hold('slot-1', 'a', 100)).toBe(true);
  expect(await leases.hold('slot-1', 'b', 100)).toBe(false);
  await waitFor(() => leases.hold('slot-1', 'b', 5_000), { what: 'the lease to end' });
  await leases.release('slot-1', 'a');
  expect(await leases.hold('slot-1', 'a', 100)).toBe(false);
  expect(await leases.members('g', 'a', 60)).toBe(1);
  expect(await leases.members('g', 'b', 5_000)).toBe(2);
  await waitFor(async () => (await leases.members('g', 'b', 5_000)) === 1, { what: 'the other to be gone' });
});

test('a Redis that may lose what it acknowledged is refused, with what to set', async () => {
  const { redis } = app.get(RedisConnection);
  await redis.config('SET', 'appendfsync', 'everysec');
  try {
    await expect(open()).rejects.toThrow(/appendfsync always/);
    const allowed = await open({ ALLOW_UNSAFE_REDIS: 'true' });
    await allowed.close();
  } finally {
    await redis.config('SET', 'appendfsync', 'always');
  }
});

test('a drill’s clock and its end are in its shard; after the end its register version enters again', async () => {
  const log = app.get(TelemetryLog);
  const drill = { class: 'exercise', drill: 'd1' } as const;
  const register = { ...drill, kind: 'register', park: 'p', version: 1, document: {} } as RegisterVersion;
  await log.appendRegister(register);
  await log.appendTick(drill, 'p', 1_000);
  await log.endTimeline(drill, 'p');
  await log.endTimeline(drill, 'p');
  await log.appendRegister(register);
  const all = await Promise.all([0, 1, 2, 3].map((shard) => app.get(Shards).read(shard, '0', 10_000)));
  const end = { kind: 'end', ...drill, park: 'p' };
  const tick = { kind: 'tick', at: 1_000, heard: true, timeline: drill };
  expect(all.map((entries) => entries.flatMap(({ messages }) => messages)).filter(({ length }) => length > 0)).toEqual([
    [register, tick, end, end, register],
  ]);
});
