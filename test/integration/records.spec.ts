import { setTimeout as pause } from 'node:timers/promises';
import { acknowledge, type Alarm, type JournalEntry, type Park } from '@cofferdam/domain';
import { CursorError, JournalRelay, type Refused, SYSTEM_PARK } from '@cofferdam/records';
import { type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { type Archive, openArchive } from './archive';
import { back, breach, digestOf, ONSET, past } from './conditions';

let services: SharedServices;
let url: string;
let archive: Archive;
let admin: Client;
const relays: JournalRelay[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  services = await sharedServices();
}, 90_000);
beforeEach(async () => {
  url = await services.freshDatabase();
  archive = await openArchive(url);
  admin = new Client({ connectionString: url });
  await admin.connect();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await admin.end();
  await archive.records.onApplicationShutdown();
});
afterAll(() => services.stop(), 60_000);

const startRelay = (): JournalRelay => {
  const relay = new JournalRelay(archive.records);
  relays.push(relay);
  relay.start();
  return relay;
};
const entry = (n: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ at: ONSET + n, type: 'alarm.changed', class: 'actual', drill: null, park: 'demo' },
  ...{ subject: { kind: 'outlet', id: 'east' }, actor: 'system', data: { n } },
  ...more,
});
const everything = () => archive.journal.read({ after: 0, limit: 100_000, parks: '*', class: '*' });
const apply = (...messages: Parameters<Archive['merging']['apply']>[1]) =>
  archive.records.transaction((tx) => archive.merging.apply(tx, messages, ONSET));
const list = (more: Partial<Parameters<Archive['alarms']['list']>[1]> = {}) =>
  archive.records.snapshot((tx) =>
    archive.alarms.list(tx, { class: 'actual', drill: null, parks: '*', limit: 100, ...more }),
  );
const openOnes = async (): Promise<Alarm[]> => (await list({ open: true })).items;

describe('boot', () => {
  test('many processes bring the tables up to date at once', async () => {
    const fresh = await services.freshDatabase();
    const opened = await Promise.all(Array.from({ length: 5 }, () => openArchive(fresh)));
    expect(await opened[0]?.journal.lastSeq()).toBe(0);
    await Promise.all(opened.map(({ records }) => records.onApplicationShutdown()));
  });
});

describe('alarms', () => {
  test('a batch applied twice has no effect the second time', async () => {
    const batch = [breach('east', 1), back('east', 2), breach('west', 3, { severity: 'red', severityMax: 'red' })];
    expect(await apply(...batch)).toBe(3);
    const before = await list();
    expect(await apply(...batch)).toBe(0);
    expect(await list()).toEqual(before);
    expect(before.items.map(({ outlet, severity }) => [outlet, severity])).toEqual([
      ['west', 'red'],
      ['east', 'yellow'],
    ]);
  });

  test('one open alarm a key, whoever raises it at the same time', async () => {
    const raise = (episode: number) => apply(breach('east', episode, { episode, onset: ONSET + episode }));
    await Promise.allSettled(Array.from({ length: 10 }, (_, i) => raise(i + 1)));
    expect(await openOnes()).toHaveLength(1);
    const { rows } = await admin.query<{ key: string }>('select key from occurrence');
    expect(new Set(rows.map(({ key }) => key)).size).toBe(1);
  });

  test('an alarm that people closed is followed by another one', async () => {
    await apply(breach('east', 1), back('east', 2));
    await archive.records.transaction(async (tx) => {
      const [alarm] = await archive.alarms.lock(tx, [(await openOnes())[0]?.id ?? '']);
      const outcome = alarm && acknowledge(alarm, { by: 'li', at: ONSET, note: 'seen' });
      if (outcome?.effect === 'acknowledged') await archive.alarms.save(tx, [outcome.alarm]);
    });
    expect(await openOnes()).toEqual([]);
    await apply(breach('east', 3, { episode: 3, previous: [past(1), past(2)] }));
    const [open] = await openOnes();
    expect(open).toMatchObject({ episode: 3, occurrences: 2 });
    const episodes = await archive.records.snapshot((tx) => archive.episodes.ofAlarm(tx, open?.id ?? ''));
    expect(episodes.map(({ episode, late }) => [episode, late])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  test('a digest clears what it does not name', async () => {
    await apply(breach('east', 1), breach('west', 2));
    await apply(digestOf('east', 3, []));
    const active = await list({ active: true });
    expect(active.items.map(({ outlet }) => outlet)).toEqual(['west']);
  });

  test('pages hold everything once, gravest first, and count', async () => {
    const severities = ['blue', 'yellow', 'orange', 'red'] as const;
    const many = Array.from({ length: 23 }, (_, i) => {
      const severity = severities[i % 4] ?? 'blue';
      return breach(`o${i}`, i + 1, { severity, severityMax: severity, onset: ONSET + (i % 5) });
    });
    await apply(...many);
    const seen: Alarm[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 5, ...(after !== undefined && { after }) });
      expect(page.total).toBe(23);
      seen.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(23);
    expect(seen.map(({ severity }) => severities.indexOf(severity))).toEqual(
      seen.map(({ severity }) => severities.indexOf(severity)).sort((a, b) => b - a),
    );
    await expect(list({ after: 'rubbish' })).rejects.toThrow(CursorError);
    const counts = await archive.alarms.countOpen({ class: 'actual', drill: null, parks: ['demo'] });
    expect(counts).toEqual({
      ...{ open: 23, active: 23, unacknowledged: 23 },
      bySeverity: { blue: 6, yellow: 6, orange: 6, red: 5 },
    });
    expect((await list({ parks: ['other'] })).total).toBe(0);
    expect((await list({ severity: 'red', outlet: 'o3' })).total).toBe(1);
  });

  test('the service has alarms of its own: raised once however often, cleared, raised anew, seen by everybody', async () => {
    const stuck = { subject: { kind: 'system', id: 'log' }, rule: 'log-full' } as const;
    const raise = () => archive.systemAlarms.raise({ ...stuck, severity: 'orange', explain: 'the log is 90 % full' });
    const news = await Promise.all([raise(), raise(), raise()]);
    expect(news.filter(Boolean)).toHaveLength(1);
    expect((await list({ parks: ['demo'] })).items).toMatchObject([{ park: SYSTEM_PARK, severity: 'orange' }]);
    expect(await archive.systemAlarms.clear(stuck)).toBe(true);
    expect(await archive.systemAlarms.clear(stuck)).toBe(false);
    expect(await raise()).toBe(true);
    expect((await list()).items).toMatchObject([{ episode: 2, occurrences: 2, phase: 'abnormal' }]);
  });
});

describe('register', () => {
  const park = (name: string): Park => ({ id: 'demo', name: { zh: name, en: name }, desks: [] }) as unknown as Park;

  test('a new version only for what changed, also when several import at once', async () => {
    startRelay();
    const imports = await Promise.all([1, 2, 3].map(() => archive.register.importParks([park('a')], 'system')));
    expect(imports.flat()).toHaveLength(1);
    expect(await archive.register.importParks([park('b')], 'li')).toMatchObject([{ park: 'demo', version: 2 }]);
    expect(await archive.register.all()).toEqual([{ park: 'demo', version: 2, document: park('b') }]);
    expect(await archive.register.since({ demo: 2 })).toEqual([]);
    expect(await archive.register.since({ demo: 1 })).toHaveLength(1);
    await waitFor(async () => (await archive.journal.lastSeq()) === 2, { what: 'two events' });
    expect(await everything()).toMatchObject([
      { type: 'registry.changed', park: 'demo', actor: 'system', data: { version: 1 } },
      { type: 'registry.changed', park: 'demo', actor: 'li', data: { version: 2 } },
    ]);
  });

  test('no park may take the name of the service itself', async () => {
    await expect(archive.register.importParks([{ ...park('a'), id: SYSTEM_PARK }], 'li')).rejects.toThrow('system');
  });
});

describe('users and sessions', () => {
  const li = { username: 'li', role: 'park', parks: ['demo'] } as const;

  test('a password is checked, never kept', async () => {
    expect(await archive.users.create({ ...li, password: '正确的 horse' })).toBe(true);
    expect(await archive.users.create({ ...li, password: 'other' })).toBe(false);
    expect(await archive.users.verify('li', '正确的 horse')).toEqual(li);
    expect(await archive.users.verify('li', 'other')).toBeNull();
    expect(await archive.users.verify('nobody', 'other')).toBeNull();
    expect(await archive.users.list()).toEqual([
      { ...li, name: null, phone: null, disabled: false, language: 'zh-CN' },
    ]);
    const { rows } = await admin.query<{ text: string }>('select user_account::text as text from user_account');
    expect(rows[0]?.text).not.toContain('horse');
  });

  test('a session ends when it is closed, when its time is over, and when the password changes', async () => {
    await archive.users.create({ ...li, password: 'one' });
    const { token, expiresAt } = await archive.sessions.open(li, 1);
    expect(await archive.sessions.find(token)).toEqual({ ...li, expiresAt });
    await archive.sessions.close(token);
    expect(await archive.sessions.find(token)).toBeNull();
    const short = await archive.sessions.open(li, -1);
    expect(await archive.sessions.find(short.token)).toBeNull();
    const third = await archive.sessions.open(li, 1);
    await archive.users.setPassword('li', 'two');
    expect(await archive.sessions.find(third.token)).toBeNull();
    const { rows } = await admin.query<{ hit: boolean }>(
      'select exists (select from session where position($1::bytea in token_hash) > 0) as hit',
      [Buffer.from(third.token)],
    );
    expect(rows[0]?.hit).toBe(false);
  });
});

describe('quarantine', () => {
  const refused = (n: number, more: Partial<Refused> = {}): Refused => ({
    ...{ at: ONSET + n, reason: 'not-json', class: 'actual', park: 'demo', outlet: 'east', monitor: null },
    ...{ topic: `t${n}`, detail: null, payload: Buffer.from(`${n}`) },
    ...more,
  });

  test('keeps the newest of each reason and counts all, from many writers', async () => {
    const add = (w: number) =>
      archive.quarantine.add([refused(w), refused(w, { reason: 'oversize', payload: Buffer.alloc(9_000, 7) })]);
    await Promise.all(Array.from({ length: 20 }, (_, w) => add(w)));
    await archive.quarantine.add(Array.from({ length: 12 }, (_, i) => refused(100 + i)));
    expect(await archive.quarantine.counts()).toEqual({ 'not-json': 32, oversize: 20 });
    const rows = await archive.quarantine.list({ parks: '*', limit: 100 });
    expect(rows).toHaveLength(10);
    const texts = rows.filter(({ reason }) => reason === 'not-json').map(({ topic }) => topic);
    expect(texts).toEqual(['t111', 't110', 't109', 't108', 't107']);
    expect(rows.find(({ reason }) => reason === 'oversize')?.payload).toHaveLength(4_096);
  });

  test('takes any text, and shows each scope its own', async () => {
    await archive.quarantine.add([
      refused(1, { topic: 'a\u0000b', detail: '\u0000'.repeat(2_000), monitor: '\u0000' }),
      refused(2, { park: null }),
    ]);
    const own = await archive.quarantine.list({ parks: ['demo'], limit: 10 });
    expect(own).toMatchObject([{ topic: 'a\uFFFDb', monitor: '\uFFFD' }]);
    expect(await archive.quarantine.count({ parks: '*' })).toBe(2);
  });
});

describe('idempotency', () => {
  test('of many requests with one key one does the work, the others get its answer', async () => {
    let done = 0;
    const request = () =>
      archive.idempotency.run('li', 'k1', 'hash', async (tx) => {
        await archive.journal.write(tx, [entry(1)]);
        await pause(50);
        done += 1;
        return { n: done };
      });
    const answers = await Promise.all(Array.from({ length: 8 }, request));
    expect(done).toBe(1);
    expect(answers.map((answer) => answer !== 'conflict' && answer.answer)).toEqual(Array(8).fill({ n: 1 }));
    expect(answers.filter((answer) => answer !== 'conflict' && !answer.repeated)).toHaveLength(1);
    expect(await archive.idempotency.run('li', 'k1', 'other', async () => 0)).toBe('conflict');
    expect(await archive.idempotency.run('wu', 'k1', 'other', async () => 0)).toEqual({ answer: 0, repeated: false });
  });

  test('work that fails leaves nothing, and the next request does it', async () => {
    const failing = archive.idempotency.run('li', 'k2', 'hash', async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const again = await archive.idempotency.run('li', 'k2', 'hash', async () => 'yes');
    expect(again).toEqual({ answer: 'yes', repeated: false });
  });

  test('an answer is kept for two days', async () => {
    await archive.idempotency.run('li', 'k3', 'hash', async () => 1);
    await admin.query(`update idempotency set at = at - 49 * 3600000`);
    expect(await archive.idempotency.run('li', 'k3', 'other', async () => 2)).toEqual({ answer: 2, repeated: false });
    await admin.query(`update idempotency set at = at - 49 * 3600000`);
    await archive.idempotency.purge();
    expect((await admin.query('select from idempotency')).rowCount).toBe(0);
  });
});
