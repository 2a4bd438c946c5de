import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '@cofferdam/config';
import { compareOrder, LIVE, ParkSchema, type Sample } from '@cofferdam/domain';
import { EvaluationModule, LogKeeper, ShardKeeper } from '@cofferdam/evaluation';
import { History, HistoryModule } from '@cofferdam/history';
import { ProcessModule } from '@cofferdam/process';
import { Alarms, Records, RecordsModule } from '@cofferdam/records';
import { ConditionLog, RedisModule, Shards, TelemetryLog } from '@cofferdam/redis';
import { type Services, startServices, waitFor } from '@cofferdam/testing';

/** No ScheduleModule: the test itself is the clock. */
@Module({ imports: [ConfigModule, ProcessModule, RecordsModule, RedisModule, HistoryModule, EvaluationModule] })
class Engine {}

const NAME = { zh: '名', en: 'Name' };
const park = ParkSchema.parse({
  id: 'p',
  name: NAME,
  rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }],
  outlets: [
    {
      id: 'o',
      name: NAME,
      kind: 'enterprise-main',
      limits: [{ factor: 'w01018', max: 60, source: 'permit' }],
      monitors: [{ id: 'm', interval: 60, factors: { w01018: {} } }],
    },
  ],
});

let services: Services;
const apps: INestApplicationContext[] = [];

async function engine(env: Record<string, string>): Promise<INestApplicationContext> {
  Object.assign(process.env, env);
  const app = await NestFactory.createApplicationContext(Engine, { logger: false, abortOnError: false });
  apps.push(app);
  return app;
}

async function settings(): Promise<Record<string, string>> {
  return {
    REDIS_URL: services.urls.redisUrl,
    MQTT_URL: 'mqtt://none',
    DATABASE_URL: await services.freshDatabase(),
    INFLUX_URL: await services.freshInflux(),
    NAMESPACE: services.freshNamespace(),
    SHARDS: '1',
    LOG_BUDGET_MIB: '16',
  };
}

beforeAll(async () => {
  services = await startServices(['postgres', 'redis', 'influx']);
}, 60_000);
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
afterAll(() => services?.stop());

const AT = Date.now() - 3_600_000;
const sample = (n: number, cod: number): Sample => ({
  ...LIVE,
  kind: 'sample',
  park: 'p',
  outlet: 'o',
  monitor: 'm',
  at: AT + n,
  period: 'realtime',
  values: { w01018: { value: cod, flag: 'N' } },
  receivedAt: AT + n,
});

const series = { ...LIVE, park: 'p', outlet: 'o', period: 'realtime' as const, factor: 'w01018' };
const inHistory = async (app: INestApplicationContext): Promise<number> =>
  (await app.get(History).range({ ...series, from: AT, to: AT + 1_000_000, limit: 100_000 })).length;

async function conditionsOf(app: INestApplicationContext): Promise<string[]> {
  const entries = await app.get(ConditionLog).read(0, '0', 1_000, 0);
  const messages = entries.flatMap((entry) => entry.messages);
  return messages.flatMap((m) => (m.kind === 'condition' ? [`${m.episode} ${m.phase} ${m.value}`] : []));
}

test('an engine that takes over goes on where the last checkpoint stands, and says nothing new twice', async () => {
  const env = await settings();
  const first = await engine(env);
  await first.get(TelemetryLog).appendRegister({ ...LIVE, kind: 'register', park: 'p', version: 1, document: park });
  await first.get(TelemetryLog).append([sample(1, 30), sample(2, 90), sample(3, 95)]);
  await waitFor(async () => (await conditionsOf(first)).length >= 1, { what: 'the first condition' });
  await first.close();
  apps.length = 0;
  const second = await engine(env);
  await second.get(TelemetryLog).append([sample(3, 95), sample(4, 20), sample(5, 91)]);
  await waitFor(async () => (await conditionsOf(second)).length >= 3, { what: 'the other conditions' });
  expect(await conditionsOf(second)).toEqual(['1 abnormal 90', '1 normal 20', '2 abnormal 91']);
  await waitFor(async () => (await inHistory(second)) === 5, { what: 'history' });
}, 30_000);

test('while InfluxDB is away judging goes on; a full log gives history up as a recorded gap, and says so', async () => {
  const app = await engine(await settings());
  const log = app.get(TelemetryLog);
  await log.appendRegister({ ...LIVE, kind: 'register', park: 'p', version: 1, document: park });
  await log.append([sample(0, 30)]);
  await waitFor(async () => (await inHistory(app)) === 1, { what: 'the first sample in history' });
  await services.kill('influx');
  for (let n = 1; n <= 120_000; n += 1_000)
    await log.append(Array.from({ length: 1_000 }, (_, i) => sample(n + i, n + i === 120_000 ? 90 : 30)));
  await waitFor(async () => (await conditionsOf(app)).includes('1 abnormal 90'), {
    what: 'the breach behind it all',
    timeoutMs: 30_000,
  });
  // History gives up what is judged and checkpointed: on a slow machine that comes a while after the condition.
  const end = await app.get(Shards).lastId(0);
  const judged = () => app.get(ShardKeeper).holding.get(0)?.judge.safeOffset ?? '0';
  await waitFor(async () => compareOrder([judged(), 0], [end, 0]) >= 0, { what: 'a checkpoint behind it all' });
  const alarm = async () => {
    const filter = { ...LIVE, parks: '*', open: true, limit: 10 } as const;
    const { items } = await app.get(Records).snapshot((tx) => app.get(Alarms).list(tx, filter));
    return items.find(({ rule }) => rule === 'log-budget');
  };
  const red = async () => {
    await app.get(ShardKeeper).beat();
    await app.get(LogKeeper).look();
    return (await alarm())?.severity === 'red';
  };
  await waitFor(red, { what: 'the log to be called full', timeoutMs: 30_000, everyMs: 200 });
  const roomAgain = async () => {
    await red();
    return (await alarm())?.phase === 'normal';
  };
  await waitFor(roomAgain, { what: 'room in the log while history is still away', timeoutMs: 30_000, everyMs: 500 });
  await services.start('influx');
  await log.append([sample(130_000, 31)]);
  const gaps = await waitFor(
    async () => {
      const found = await app.get(History).gaps();
      return found.length > 0 && found;
    },
    { what: 'the gap in history', timeoutMs: 30_000, everyMs: 200 },
  );
  expect(gaps[0]?.shard).toBe(0);
  await waitFor(async () => (await inHistory(app)) >= 2, { what: 'history to go on', timeoutMs: 20_000 });
}, 120_000);
