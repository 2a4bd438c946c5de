import { setTimeout as pause } from 'node:timers/promises';
import { AlertingModule, AlertWorker, Auditor, ConditionApplier, ShardWorker } from '@cofferdam/alerting';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import type { Alarm, Condition } from '@cofferdam/domain';
import { JournalRelay, RecordsModule } from '@cofferdam/records';
import { ConditionLog, RedisConnection, RedisModule, Shards } from '@cofferdam/redis';
import { type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import { type Archive, openArchive } from './archive';
import { back, breach, past } from './conditions';

const SHARDS = 4;
let services: SharedServices;
let databaseUrl: string;
let namespace: string;
let archive: Archive;
let admin: Client;
const modules: TestingModule[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  services = await sharedServices();
}, 90_000);
beforeEach(async () => {
  databaseUrl = await services.freshDatabase();
  namespace = services.freshNamespace();
  archive = await openArchive(databaseUrl);
  admin = new Client({ connectionString: databaseUrl });
  await admin.connect();
});
afterEach(async () => {
  for (const module of modules.splice(0)) await module.close();
  await admin.end();
  await archive.records.onApplicationShutdown();
});
afterAll(() => services.stop());

/** A process with the stage in it; `begins` false leaves its worker idle. */
async function worker({ begins = true } = {}): Promise<TestingModule> {
  const settings = loadSettings({
    ...{ DATABASE_URL: databaseUrl, REDIS_URL: services.urls.redisUrl, NAMESPACE: namespace, SHARDS: String(SHARDS) },
    ...{ INFLUX_URL: services.urls.influxUrl, MQTT_URL: services.urls.mqttUrl, PARKS_DIR: 'parks' },
  });
  const module = await Test.createTestingModule({
    imports: [ConfigModule, RedisModule, RecordsModule, AlertingModule],
  })
    .overrideProvider(SETTINGS)
    .useValue(settings)
    .compile();
  modules.push(module);
  if (begins) await module.init();
  else await module.get(RedisConnection).onModuleInit();
  return module;
}

/** What a rule engine does: one entry in the shard's condition log. */
async function say(module: TestingModule, shard: number, ...messages: unknown[]): Promise<void> {
  const shards = module.get(Shards);
  if (!(await shards.claim(shard, 'engine', 60_000))) throw new Error('the shard has another owner');
  await shards.appendConditions(shard, 'engine', messages as Condition[]);
}
const alarms = async (): Promise<Alarm[]> => {
  const filter = { class: 'actual', drill: null, parks: '*', limit: 1_000 } as const;
  return archive.records.snapshot(async (tx) => (await archive.alarms.list(tx, filter)).items);
};
const outlets = async (): Promise<(string | null)[]> => (await alarms()).map(({ outlet }) => outlet).sort();
const raised = async () =>
  (await archive.journal.read({ after: 0, limit: 100_000, parks: '*' })).filter(({ type }) => type === 'alarm.raised');
const killSessions = async (name: string): Promise<void> => {
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [name],
  );
};

test('a condition becomes an alarm and a numbered event; the log is trimmed behind it', async () => {
  const module = await worker();
  await say(module, 1, breach('east', 1));
  await waitFor(async () => (await raised()).length === 1, { what: 'a numbered alarm.raised' });
  expect(await alarms()).toMatchObject([{ outlet: 'east', phase: 'abnormal', episode: 1 }]);
  const log = module.get(ConditionLog);
  const left = async () => (await log.read(1, '0', 10, 1)).length;
  await waitFor(async () => (await left()) === 0, { what: 'the log to be trimmed', timeoutMs: 15_000 });
  expect((await archive.register.all()).map(({ park }) => park)).toContain('demo');
}, 30_000);

test('workers share the shards; when one goes the other takes them all', async () => {
  const first = await worker();
  const held = (module: TestingModule) => module.get(AlertWorker).shardsHeld.length;
  await waitFor(() => held(first) === SHARDS, { what: 'the first to hold all' });
  const second = await worker();
  await waitFor(() => held(first) === SHARDS / 2 && held(second) === SHARDS / 2, { what: 'a fair share' });
  await first.close();
  modules.splice(modules.indexOf(first), 1);
  await waitFor(() => held(second) === SHARDS, { what: 'the second to hold all' });
  for (let shard = 0; shard < SHARDS; shard += 1) await say(second, shard, breach(`o${shard}`, 1));
  await waitFor(async () => (await alarms()).length === SHARDS, { what: 'an alarm from every shard' });
}, 30_000);

test('workers that lose their sessions and connections all the time miss no episode and repeat none', async () => {
  const first = await worker();
  await worker();
  const episodes = 40;
  const talking = (async () => {
    for (let episode = 1; episode <= episodes; episode += 1) {
      const previous = Array.from({ length: Math.min(8, episode - 1) }, (_, i) => past(episode - i - 1));
      const { onset } = past(episode);
      for (let shard = 0; shard < SHARDS; shard += 1) {
        await say(first, shard, breach(`o${shard}`, episode * 2, { episode, onset, previous }));
        await say(first, shard, back(`o${shard}`, episode * 2 + 1, { ...past(episode), previous }));
      }
    }
  })();
  for (let i = 0; i < 8; i += 1) {
    await pause(60);
    await killSessions(['cofferdam', 'cofferdam alert worker', 'cofferdam journal relay'][i % 3] ?? '');
  }
  await talking;
  const total = episodes * SHARDS;
  await waitFor(async () => (await raised()).length >= total, { what: 'all episodes', timeoutMs: 30_000 });
  const events = await raised();
  const told = events.map(({ subject, data }) => `${subject.id} ${(data as { episode: number }).episode}`);
  expect(told).toHaveLength(total);
  expect(new Set(told).size).toBe(total);
  expect(await alarms()).toHaveLength(SHARDS);
  const { rows } = await admin.query<{ n: number }>('select count(*) as n from occurrence');
  expect(rows[0]?.n).toBe(total);
  expect(await archive.journal.firstBroken()).toBeNull();
}, 60_000);

test('of two workers on one shard the second finds itself overtaken and writes nothing', async () => {
  const module = await worker({ begins: false });
  const applier = module.get(ConditionApplier);
  const after = await archive.positions.get(0);
  const batch = [{ id: '5-0', messages: [breach('east', 1)] }];
  const outcomes = await Promise.all([applier.apply(0, after, batch), applier.apply(0, after, batch)]);
  expect(outcomes.sort()).toEqual(['applied', 'overtaken']);
  expect(await archive.positions.get(0)).toBe('5-0');
  expect(await applier.apply(0, '0-0', [{ id: '4-0', messages: [breach('west', 2)] }])).toBe('overtaken');
  expect(await outlets()).toEqual(['east']);
});

test('two loops on one shard apply everything once', async () => {
  const module = await worker({ begins: false });
  const [log, applier] = [module.get(ConditionLog), module.get(ConditionApplier)];
  const loops = [1, 2].map(() => new ShardWorker(2, log, archive.positions, applier));
  loops.forEach((loop) => loop.start());
  for (let n = 1; n <= 60; n += 1) await say(module, 2, breach(`o${n}`, n));
  await waitFor(async () => (await alarms()).length === 60, { what: 'all alarms' });
  await Promise.all(loops.map((loop) => loop.stop()));
  module.get(JournalRelay).start();
  await waitFor(async () => (await raised()).length === 60, { what: 'all events' });
  expect(new Set((await raised()).map(({ subject }) => subject.id)).size).toBe(60);
}, 30_000);

test('a message that cannot be applied goes to the quarantine, raises a system alarm, and stops no other', async () => {
  const module = await worker();
  await say(
    module,
    0,
    breach('a', 1),
    { kind: 'condition', key: 'rubbish' },
    breach('b', 2, { explain: 'a NUL \u0000 that jsonb refuses' }),
    breach('c', 3),
  );
  await say(module, 0, breach('d', 4));
  const found = ['a', 'c', 'd', null];
  await waitFor(async () => (await alarms()).length === found.length, { what: 'the others and a system alarm' });
  expect((await outlets()).map(String).sort()).toEqual(found.map(String).sort());
  expect((await alarms()).find(({ park }) => park === 'system')).toMatchObject({ rule: 'condition-refused' });
  const rows = await archive.quarantine.list({ parks: '*', limit: 10 });
  expect(rows.map(({ reason, topic }) => [reason, topic])).toEqual(
    Array(2).fill(['condition-refused', 'conditions/0']),
  );
  expect(rows.map(({ payload }) => (JSON.parse(payload.toString()) as Condition).explain)).toContain(
    'a NUL \u0000 that jsonb refuses',
  );
  expect(module.get(ConditionApplier).refused).toBe(2);
}, 30_000);

test('the auditor says when nobody numbers the journal, and when somebody does again', async () => {
  const { records, journal, quarantine, systemAlarms, sessions, idempotency } = archive;
  const auditor = new Auditor(records, journal, quarantine, systemAlarms, sessions, idempotency);
  await records.transaction((tx) => archive.merging.apply(tx, [breach('east', 1)], Date.now()));
  await auditor.audit();
  expect(await outlets()).toEqual(['east']);
  await admin.query(`update journal_in set written_on = written_on - interval '11 s'`);
  await Promise.all([auditor.audit(), auditor.audit()]);
  const stuck = async () => (await alarms()).find(({ rule }) => rule === 'journal-unnumbered');
  expect(await stuck()).toMatchObject({ phase: 'abnormal', severity: 'orange', subject: { id: 'journal' } });
  const relay = new JournalRelay(records);
  relay.start();
  await waitFor(async () => (await journal.oldestUnnumbered()) === 0, { what: 'the relay to work' });
  await relay.stop();
  await auditor.audit();
  expect(await stuck()).toMatchObject({ phase: 'normal' });
  await auditor.tidy();
});
