import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Client, Pool } from 'pg';
import { DEFAULT_POLICY, type Message, NOTHING_DONE, type WallReport } from '@cofferdam/domain';
import { CLAIM_MS } from '@cofferdam/records';
import { MIGRATIONS } from '../../libs/records/src/migrations';
import * as stream from '../../libs/records/src/migrations/0001-stream';
import { openArchive } from './archive';
import { ONSET } from './conditions';
import { alarmOf, opened } from './opened-incidents';
import { RecordsRoom } from './records-room';

const room = new RecordsRoom();
const owner = { kind: 'incident', id: 'i' } as const;
const message = (more: Partial<Message> = {}): Message => ({
  ...{ class: 'actual', drill: null, park: 'demo', owner, kind: 'duty', tier: 'unit', enterprise: 'acme' },
  ...{ severity: 'yellow', toxic: false, generation: 1, n: 1, data: {} },
  ...more,
});
const command = (outlet: string): Message =>
  message({ kind: 'command', tier: null, enterprise: null, data: { outlet, frame: '##' } });
const send = (...messages: Message[]) => room.write((tx) => room.archive.outbox.write(tx, messages));
const sent = () => room.write((tx) => room.archive.outbox.of(tx, owner));

describe('outbox', () => {
  test('a message is written once, whoever writes it', async () => {
    const batch = [message(), message(), message({ enterprise: null }), message({ n: 2 }), command('a'), command('b')];
    await Promise.all([send(...batch), send(...batch), send(...batch)]);
    expect(await sent()).toHaveLength(5);
    expect((await sent()).every(({ state }) => state === 'PENDING')).toBe(true);
  });

  test('what has not been sent is taken back by generation, kind and tier', async () => {
    const { outbox } = room.archive;
    await send(
      message(),
      message({ tier: 'park' }),
      message({ kind: 'remind' }),
      message({ generation: 2 }),
      command('a'),
    );
    const cancel = (scope: Parameters<typeof outbox.cancelOf>[2]) =>
      room.write((tx) => outbox.cancelOf(tx, owner, scope, 'acknowledged'));
    expect(await cancel({ generation: 1, kinds: ['duty'], tier: 'unit' })).toBe(1);
    expect(await cancel({ kinds: ['remind', 'duty'] })).toBe(3);
    expect(await cancel({ generation: 0 })).toBe(0);
    expect((await sent()).map(({ state, why }) => [state, why])).toEqual([
      ...Array.from({ length: 4 }, () => ['CANCELLED', 'acknowledged']),
      ['PENDING', null],
    ]);
  });

  test('commands are claimed by one, and again by another when they were neither sent nor given up', async () => {
    const { outbox } = room.archive;
    await send(command('a'), message(), command('b'), command('c'));
    const claims = await Promise.all(Array.from({ length: 4 }, () => outbox.claimCommands(1)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toHaveLength(3);
    expect(await outbox.sent(ids.slice(0, 1))).toEqual(ids.slice(0, 1));
    expect(await outbox.sent(ids.slice(0, 1))).toEqual([]);
    expect(await outbox.failed(ids.slice(1, 2), 'unknown device')).toHaveLength(1);
    expect(await outbox.claimCommands(10)).toEqual([]);
    expect(await outbox.oldestPending()).toBeLessThan(20_000);
    await room.admin.query(`update outbox set written_on = written_on - interval '1 hour',
      claimed_on = claimed_on - ${CLAIM_MS + 1} * interval '1 millisecond'`);
    expect(await outbox.oldestPending()).toBeGreaterThan(3_600_000);
    expect((await outbox.claimCommands(10)).map(({ id }) => id)).toEqual(ids.slice(2));
    await outbox.sent(ids.slice(2));
    expect([await outbox.oldestPending(), (await outbox.oldestPending(['duty'])) > 0]).toEqual([0, true]);
  });
});

describe('walls', () => {
  const report = (at: number, more: Partial<WallReport> = {}): WallReport => ({
    ...{ park: 'demo', wall: 'gate', state: 'closed', level: null, by: 'li', at, incident: null },
    ...more,
  });

  test('the newest report of each counts, and a drill has walls of its own', async () => {
    const { walls } = room.archive;
    const tell = (told: WallReport) => room.write((tx) => walls.report(tx, told));
    expect(await tell(report(ONSET + 1, { incident: 'i' }))).toBe(true);
    expect(await tell(report(ONSET, { state: 'open' }))).toBe(false);
    expect(await tell(report(ONSET, { wall: 'pond', state: 'in-use', level: 40 }))).toBe(true);
    const drill = { class: 'exercise', drill: 'd1' } as const;
    await room.write((tx) => walls.report(tx, report(ONSET + 9, { state: 'failed' }), drill));
    const states = await room.read((tx) => walls.of(tx, 'demo'));
    expect(states).toEqual([
      report(ONSET + 1, { incident: 'i' }),
      report(ONSET, { wall: 'pond', state: 'in-use', level: 40 }),
    ]);
    expect(await room.read((tx) => walls.of(tx, 'demo', drill))).toMatchObject([{ state: 'failed' }]);
    expect(await room.journalled('wall.reported')).toMatchObject([
      {
        class: 'actual',
        subject: { kind: 'wall', id: 'demo.gate' },
        actor: 'li',
        data: { state: 'closed', incident: 'i' },
      },
      { data: { wall: 'pond', level: 40 } },
      { class: 'exercise', drill: 'd1' },
    ]);
  });
});

test('what waits for the commit is done once, also when the transaction had to be repeated', async () => {
  const { records, idempotency } = room.archive;
  const done: string[] = [];
  let attempts = 0;
  const work = async (tx: Parameters<typeof records.afterCommit>[0]): Promise<void> => {
    attempts += 1;
    records.afterCommit(tx, () => done.push('committed'));
    expect(done).toEqual([]);
    if (attempts === 1) throw Object.assign(new Error('could not serialize'), { code: '40001' });
  };
  await idempotency.run('li', 'k', 'hash', work);
  await idempotency.run('li', 'k', 'hash', work);
  expect([attempts, done]).toEqual([2, ['committed']]);
});

test("a photo's bytes come back as they were, and only with their incident", async () => {
  const { photos } = room.archive;
  const photo = {
    id: 'p',
    incident: 'i',
    mediaType: 'image/png',
    bytes: Buffer.from([0, 255, 7]),
    by: 'li',
    at: ONSET,
  };
  await room.write((tx) => photos.put(tx, photo));
  expect(await room.read((tx) => photos.get(tx, 'p'))).toEqual(photo);
  expect(await room.read((tx) => photos.get(tx, 'other'))).toBeNull();
});

test('a heart has an age from its last beat on', async () => {
  const { heartbeats } = room.archive;
  expect(await heartbeats.age('auditor')).toBeNull();
  await heartbeats.beat('auditor');
  await room.admin.query(`update heartbeat set beat_on = beat_on - interval '1 minute'`);
  expect(await heartbeats.age('auditor')).toBeGreaterThan(59_000);
  await heartbeats.beat('auditor');
  expect(await heartbeats.age('auditor')).toBeLessThan(30_000);
});

describe('alarms', () => {
  const overlay = { by: 'li', at: ONSET, reason: 'test', until: ONSET + 1, approver: null };

  test('they are found by what lies over them', async () => {
    const { alarms } = room.archive;
    await room.write((tx) =>
      alarms.save(tx, [
        ...[alarmOf('a', { shelved: { ...overlay, kind: 'timed' } }), alarmOf('b')],
        alarmOf('c', { suppressed: { ...overlay, rule: 'r' }, shelved: { ...overlay, kind: 'one-shot' } }),
        alarmOf('d', { outOfService: { ...overlay, workOrder: '7', deputy: 'grab samples' }, incident: 'i' }),
      ]),
    );
    const under = async (name: 'shelved' | 'suppressed' | 'outOfService') => {
      const filter = { class: 'actual', drill: null, parks: '*', limit: 9, overlay: name } as const;
      return (await room.read((tx) => alarms.list(tx, filter))).items.map(({ id }) => id).sort();
    };
    expect(await under('shelved')).toEqual(['a', 'c']);
    expect(await under('suppressed')).toEqual(['c']);
    expect(await under('outOfService')).toEqual(['d']);
    await room.write(async (tx) => {
      expect((await alarms.lockOfIncidents(tx, ['i', 'z'])).map(({ id }) => id)).toEqual(['d']);
      const free = await room.write((other) => alarms.lockAvailable(other, ['d', 'b', 'a']));
      expect(free.map(({ id }) => id)).toEqual(['a', 'b']);
    });
  });
});

test('tables of an older installation are brought up to date, its alarms and journal included', async () => {
  const url = await room.services.freshDatabase();
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) });
  const provider = { getMigrations: async () => ({ '0001-stream': stream }) };
  await new Migrator({ db, provider }).migrateToLatest();
  await db.destroy();
  const old: Record<string, unknown> = { ...alarmOf('old') };
  for (const field of Object.keys(NOTHING_DONE)) delete old[field];
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into alarm (id, key, open, active, gravity, document) values ('old', 'k', true, true, 1, $1)`,
    [JSON.stringify(old)],
  );
  await client.query(`insert into occurrence values ('k', 1, 'old', '1-0', 0, 1, null, 63, 'yellow', false)`);
  await client.query(`insert into user_account (username, role, parks, password) values ('li', 'park', '{demo}', 'x')`);
  await client.query(
    `insert into journal (seq, event, hash) values (1, '{"class": "actual", "data": {"incident": "i"}}', '')`,
  );
  await client.end();
  const archive = await openArchive(url);
  const filter = { class: 'actual', drill: null, parks: '*', limit: 9 } as const;
  const { items } = await archive.records.snapshot((tx) => archive.alarms.list(tx, filter));
  expect(items).toEqual([alarmOf('old')]);
  expect(await archive.users.list()).toMatchObject([{ username: 'li', name: null, disabled: false }]);
  const timeline = await archive.records.snapshot((tx) => archive.journal.ofIncident(tx, 'i', { limit: 9 }));
  expect(timeline).toMatchObject([{ seq: 1 }]);
  await archive.records.onApplicationShutdown();
});

test('what was frozen and set before there were times of reports has the defaults; a park file’s word is no new one', async () => {
  const url = await room.services.freshDatabase();
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }) });
  const older = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0008'));
  await new Migrator({ db, provider: { getMigrations: async () => older } }).migrateToLatest();
  await db.destroy();
  const { legal, ...policy } = DEFAULT_POLICY;
  const { incident } = opened('i', { severity: 'red' });
  const client = new Client({ connectionString: url });
  await client.connect();
  const frozen = { ...incident, policy: { ...policy, version: 1, tiers: incident.policy.tiers } };
  await client.query(`insert into incident (id, document) values ('i', $1)`, [JSON.stringify(frozen)]);
  const rows = [JSON.stringify({ ...policy, repeat: 7 }), JSON.stringify(policy)];
  await client.query(`insert into policy values ('demo', 1, $1, $2, 'ada', 1)`, rows);
  await client.end();
  const archive = await openArchive(url);
  await archive.records.transaction((tx) => archive.policies.importFile(tx, 'demo', DEFAULT_POLICY));
  const now = await archive.records.snapshot(async (tx) => ({
    incident: await archive.incidents.get(tx, 'i'),
    policy: await archive.policies.current(tx, 'demo'),
  }));
  expect(now.incident?.policy.legal).toEqual(legal);
  expect(now.policy).toEqual({ version: 1, policy: { ...DEFAULT_POLICY, repeat: 7 } });
  await archive.records.onApplicationShutdown();
});
