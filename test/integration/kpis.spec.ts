import {
  type Condition,
  conditionKey,
  dayOf,
  type EventType,
  type JournalEntry,
  KPI_IDS,
  kpi,
  LIVE,
  type Sample,
  startOfDay,
} from '@cofferdam/domain';
import { LossCheck } from '@cofferdam/evaluation';
import { LossChecks, Merging, Register, SystemAlarms } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { sql } from 'kysely';
import { OperationsStation, PASSWORD } from './operations-station';

type Told = Record<string, unknown>;

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let station: OperationsStation;
let check: LossCheck;
/** Noon of the day before, on the park's clock. */
let noon: number;
let day: string;

beforeAll(async () => {
  station = await OperationsStation.start();
  const { app, records, history } = station;
  check = new LossCheck(records, app.get(Register), history, app.get(LossChecks), app.get(SystemAlarms));
  day = dayOf(Date.now() - 24 * HOUR, ZONE);
  noon = startOfDay(day, ZONE) + 12 * HOUR;
  await records.db
    .updateTable('register_version')
    .set({ at: noon - 40 * 24 * HOUR })
    .execute();
}, 120_000);
afterAll(() => station.stop());

const iso = (ms: number): string => new Date(ms).toISOString();
const figuresOf = async (park: string, from: number, to: number): Promise<Map<string, Told>> => {
  const { body, status } = await station.get('ada', `/kpis?park=${park}&from=${iso(from)}&to=${iso(to)}`);
  expect(status).toBe(200);
  return new Map((body['items'] as Told[]).map((item) => [item['id'] as string, item]));
};
const numbered = () =>
  waitFor(async () => (await station.records.db.selectFrom('journal_in').select('id').execute()).length === 0, {
    what: 'numbers',
  });

describe('loss check', () => {
  const cod = (at: number, value: number): Sample => ({
    ...{ ...LIVE, kind: 'sample', park: 'east', outlet: 'main', monitor: 'MN-east-main', period: 'realtime', at },
    ...{ values: { w01018: { value, flag: 'N' } }, receivedAt: at },
  });
  const episode = (n: number, onset: number): Condition => ({
    kind: 'condition',
    key: {
      ...LIVE,
      park: 'east',
      subject: { kind: 'outlet', id: 'main' },
      outlet: 'main',
      factor: 'w01018',
      rule: 'cod',
    },
    ...{ order: [`${onset}-0`, 0], episode: n, onset, clearedAt: onset + 2 * MINUTE, phase: 'normal', quality: 'good' },
    ...{ severity: 'orange', severityMax: 'orange', peak: 70 + n, value: 20, unit: 'mg/L', limit: 50, ratio: 1.4 },
    ...{ limitSource: 'permit', sampleAt: onset, ruleKind: 'limit', ruleVersion: 1, toxic: false, explain: '' },
    ...{ late: false, previous: [] },
  });
  const onsets = () => [noon, noon + 10 * MINUTE, noon + 20 * MINUTE];
  const systemAlarm = async (): Promise<Told | undefined> => {
    const { body } = await station.get('ada', '/alarms?park=east&limit=1000');
    return (body['items'] as Told[]).find(({ rule }) => rule === 'breach-without-alarm');
  };
  const recheck = () => check.run({ park: 'east', day });

  beforeAll(async () => {
    const samples = Array.from({ length: 60 }, (_, n) => cod(noon + n * MINUTE, 20));
    for (const [n, onset] of onsets().entries()) {
      samples.push(cod(onset, 71 + n), cod(onset + MINUTE, 60));
    }
    await station.history.write(samples);
    const conditions = onsets().map((onset, n) => episode(n + 1, onset));
    await station.records.transaction((tx) => station.app.get(Merging).apply(tx, conditions, Date.now()));
  });

  test('a day whose breaches all have an alarm has none without one', async () => {
    const found = await recheck();
    expect(found).toEqual({ park: 'east', day, checked: 60, breaches: 3, missed: [] });
    expect(await recheck()).toEqual(found);
    expect(await systemAlarm()).toBeUndefined();
    const figures = await figuresOf('east', noon - 12 * HOUR, noon + 12 * HOUR);
    expect(figures.get('K19')).toMatchObject({ value: 0, withinTarget: true, values: { breaches: 3, days: 1 } });
    // 60 of 1 440 packets of two factors, of which one came
    expect(figures.get('K24')).toMatchObject({ values: { monitors: 2, worst: 0 } });
    const main = (figures.get('K24')?.['groups'] as Told[]).find((one) => (one['by'] as Told)['outlet'] === 'main');
    expect(main?.['values']).toMatchObject({ valid: 60, due: 2880 });
  });

  test('an occurrence that is lost is found, exactly it; the service’s alarm rises and goes when it is back', async () => {
    const [, second] = onsets();
    const key = conditionKey(episode(2, second ?? 0).key);
    const { db } = station.records;
    const lost = await db
      .deleteFrom('occurrence')
      .where('key', '=', key)
      .where('episode', '=', 2)
      .returningAll()
      .execute();
    expect(lost).toHaveLength(1);
    const { missed } = await recheck();
    expect(missed).toHaveLength(1);
    expect(missed[0]).toMatchObject({ outlet: 'main', factor: 'w01018', onset: second, value: 72, limit: 50 });
    expect(await systemAlarm()).toMatchObject({ severity: 'red', active: true });
    const { body } = await station.get('aud', '/kpis/loss-checks?park=east');
    expect(body['items']).toMatchObject([
      {
        ...{ park: 'east', day, checked: 60, breaches: 3, askedBy: 'system' },
        missed: [{ outlet: 'main', factor: 'w01018', rule: 'cod', at: iso(second ?? 0), value: 72, limit: 50 }],
      },
    ]);
    expect((await figuresOf('east', noon - HOUR, noon + HOUR)).get('K19')).toMatchObject({
      value: 1,
      withinTarget: false,
    });
    await db.insertInto('occurrence').values(lost).execute();
    expect((await recheck()).missed).toEqual([]);
    expect(await systemAlarm()).toMatchObject({ active: false });
  });

  test('keepers have a day judged again; the engine takes it up, once, and the days before that nobody looked at', async () => {
    expect((await station.post('pan', '/kpis/loss-checks', { park: 'east', day })).status).toBe(403);
    expect((await station.post('eng', '/kpis/loss-checks', { park: 'nowhere', day })).status).toBe(404);
    expect((await station.post('eng', '/kpis/loss-checks', { park: 'east', day: 'yesterday' })).status).toBe(400);
    expect((await station.post('eng', '/kpis/loss-checks', { park: 'east', day })).status).toBe(202);
    const waiting = async () => {
      const { body } = await station.get('eng', '/kpis/loss-checks?park=east&limit=1');
      return (body['items'] as Told[])[0];
    };
    expect(await waiting()).toMatchObject({ day, at: null, askedBy: 'eng' });
    await Promise.all([check.look(), check.look()]);
    expect(await waiting()).toMatchObject({ day, breaches: 3, missed: [] });
    const { body } = await station.get('eng', '/kpis/loss-checks?park=east');
    expect((body['items'] as Told[]).length).toBeGreaterThanOrEqual(7);
    expect((body['items'] as Told[]).filter(({ at }) => at === null)).toEqual([]);
    expect((await station.get('wei', '/kpis/loss-checks?park=east')).status).toBe(404);
  });
});

describe('figures', () => {
  const entry = (type: EventType, at: number, data: object, more: Partial<JournalEntry> = {}): JournalEntry => ({
    ...{ at, type, ...LIVE, park: 'west', subject: { kind: 'incident', id: 'i1' }, actor: 'system', data },
    ...more,
  });
  const raised = (at: number, more: object = {}, about: Partial<JournalEntry> = {}) =>
    entry(
      'alarm.raised',
      at,
      { state: 'UNACK', late: false, factor: 'w01018', rule: 'cod', ...more },
      {
        ...{ subject: { kind: 'outlet', id: 'main' }, ...about },
      },
    );
  const S = 1_000;
  const told = (kind: string, channel: string) => ({ key: '7.pan', kind, channel, to: 'pan', incident: 'i1' });

  beforeAll(async () => {
    const incident = { id: 'i1', severity: 'red', cause: { onset: iso(noon) }, incident: 'i1' };
    const events = [
      ...Array.from({ length: 11 }, (_, n) => raised(noon + n * 10 * S)),
      raised(noon + 15 * MINUTE, { rule: 'ph', factor: 'w01001' }),
      raised(noon + 16 * MINUTE, { incident: 'i1', sampleAt: iso(noon + 16 * MINUTE - 2 * S) }),
      ...[raised(noon, { late: true }), raised(noon, { state: 'SHLVD' })],
      raised(noon, {}, { class: 'exercise', drill: 'd1' }),
      raised(noon, {}, { class: 'test' }),
      entry('alarm.changed', noon, { state: 'UNACK', rule: 'cod' }),
      entry('notification.sent', noon + 16 * MINUTE + 3 * S, told('duty', 'sms')),
      entry('notification.sent', noon + 17 * MINUTE, told('remind', 'mail')),
      entry('notification.failed', noon + 17 * MINUTE, told('remind', 'sms')),
      entry('incident.escalated', noon + 20 * MINUTE, { ...incident, from: 'unit', to: 'enterprise', trigger: 'E1' }),
      entry('incident.escalated', noon + 21 * MINUTE, { ...incident, from: 'enterprise', to: 'park', trigger: 'E3' }),
      entry('incident.contained', noon + 30 * MINUTE, {
        ...incident,
        tiers: [{ acknowledgedAt: iso(noon + 18 * MINUTE) }, { acknowledgedAt: null }],
      }),
      entry('incident.contained', noon + 50 * MINUTE, { ...incident, tiers: [] }),
      entry('incident.judged-false', noon + 60 * MINUTE, incident),
      entry('notification.sent', noon + 61 * MINUTE, told('end', 'sms')),
      entry('cap.issued', noon + 62 * MINUTE, { msgType: 'Cancel', incident: 'i1' }),
      entry('desk.hand-over-offered', noon, {}, { subject: { kind: 'desk', id: 'west.day' } }),
      entry('desk.handed-over', noon + 90 * S, {}, { subject: { kind: 'desk', id: 'west.day' } }),
    ];
    const deadline = (n: number, late: number, kind: string, more: object = {}) => ({
      ...{ owner_kind: 'incident' as const, owner: 'i1', name: `x${n}`, kind, tier: null, detail: null, generation: 1 },
      ...{ n, due_at: noon, state: 'FIRED' as const, fired_at: noon + late, why: null, class: 'actual' as const },
      ...{ drill: null, park: 'west', ...more },
    });
    await station.records.transaction(async (tx) => {
      await station.journal.write(tx, events);
      await sql`insert into deadline select * from jsonb_populate_recordset(null::deadline, ${JSON.stringify([
        ...[deadline(1, 20, 'acknowledge'), deadline(2, 900, 'contain'), deadline(3, 30, 'hand-over')],
        deadline(4, 99_000, 'contain', { class: 'exercise', drill: 'd1' }),
      ])}::jsonb)`.execute(tx);
    });
    await numbered();
  });

  const west = () => figuresOf('west', noon, noon + 2 * HOUR);

  test('alarms by ten minutes of the park’s clock: what was late, hidden, a drill’s or only changed is none', async () => {
    const figures = await west();
    expect(figures.get('K1')).toMatchObject({ value: 0, values: { alarms: 13, max: 11, p95: 11 } });
    // in flood from the first slot to the end of the third: 2 is calm, 0 is
    expect(figures.get('K5')).toMatchObject({ value: 25, values: { floods: 1, longest: 30, peak: 11 } });
    expect(figures.get('K8')).toMatchObject({
      value: 100,
      groups: [
        { by: { subject: 'main', factor: 'w01018', rule: 'cod' }, values: { count: 12 } },
        { by: { subject: 'main', factor: 'w01001', rule: 'ph' }, values: { count: 1 } },
      ],
    });
  });

  test('how people and timers answered', async () => {
    const figures = await west();
    expect(figures.get('K13')).toMatchObject({ value: 1800, values: { ackP50: 720, count: 1 } });
    expect(figures.get('K14')).toMatchObject({ value: 50, values: { total: 2 } });
    expect(figures.get('K16')).toMatchObject({ value: 0.9, values: { p50: 0.03, max: 0.9, fired: 3, gaps: 0 } });
    expect(figures.get('K17')).toMatchObject({
      ...{ value: 5, values: { told: 1, failed: 1, failedShare: 25 } },
      groups: [
        { by: { channel: 'sms' }, values: { sent: 2, failed: 1 } },
        { by: { channel: 'mail' }, values: { sent: 1, failed: 0 } },
      ],
    });
    expect(figures.get('K20')).toMatchObject({ value: 1, values: { p50: 90, accepted: 1 } });
    expect(figures.get('K21')).toMatchObject({ value: 120, values: { corrected: 1, open: 0 } });
  });

  test('each with its definition and its window; under thirty days indicative; nothing measured is null', async () => {
    const figures = await west();
    expect([...figures.keys()]).toEqual(KPI_IDS);
    expect(figures.get('K12')).toMatchObject({
      ...{ value: null, withinTarget: null, indicative: true, unit: '%', target: { is: '>=', value: 95 } },
      ...{
        window: { from: iso(noon), to: iso(noon + 2 * HOUR) },
        definition: { source: { zh: '本项目', en: 'project' } },
      },
    });
    const month = await figuresOf('west', noon - 30 * 24 * HOUR, noon);
    expect(month.get('K5')).toMatchObject({ value: 0, indicative: false });
    expect(month.get('K8')).toMatchObject({ value: null });
  });

  test('acknowledgements, the highest tier’s silence and what is hidden come from what there is', async () => {
    const incident = await station.openIncident([{ severity: 'yellow' }]);
    const { tiers } = incident;
    const at = Date.now() - 10 * MINUTE;
    const [first] = tiers;
    if (first === undefined) throw new Error('an incident has a tier');
    const answered = { ...first, since: at, acknowledged: { by: 'uli', at: at + 90 * S } };
    const silent = {
      ...first,
      tier: 'basin' as const,
      since: at,
      acknowledgeDue: { at: at + MINUTE, generation: 1, n: 1 },
    };
    await station.amend(incident.id, { openedAt: at, tiers: [answered, silent] });
    const shelved = { kind: 'timed' as const, by: 'uli', at: at - HOUR, until: at, reason: 'probe', approver: null };
    await station.raise({ shelved, raisedAt: at - 30 * HOUR });
    const figures = await figuresOf('east', at - MINUTE, Date.now());
    expect(figures.get('K12')).toMatchObject({ value: 50, values: { p50: 90, count: 1 } });
    expect(figures.get('K15')).toMatchObject({ value: 1, values: { count: 1, reached: 1 } });
    expect((figures.get('K15')?.['values'] as { minutes: number }).minutes).toBeCloseTo(9, 0);
    // its time is over, and no journal says who shelved it
    expect(figures.get('K11')).toMatchObject({ value: 2, values: { count: 1, overTime: 1, withoutRecord: 1 } });
    expect(figures.get('K10')).toMatchObject({ values: { standing: 1 } });
  });

  test('every park in scope, or the one; windows are bounded', async () => {
    const { body } = await station.get('pan', '/kpis');
    expect(new Set((body['items'] as Told[]).map(({ park }) => park))).toEqual(new Set(['east']));
    const [course] = body['courses'] as { counts: number[]; stepSeconds: number }[];
    expect(course?.counts.length).toBeGreaterThan(140);
    expect((await station.get('pan', '/kpis?park=west')).status).toBe(404);
    expect((await station.get(null, '/kpis')).status).toBe(401);
    expect((await station.get('ada', `/kpis?from=${iso(noon)}&to=${iso(noon)}`)).status).toBe(400);
    expect((await station.get('ada', `/kpis?from=${iso(noon - 401 * 24 * HOUR)}&to=${iso(noon)}`)).status).toBe(400);
  });

  test('gauges show what was counted last; a scrape begins the next count and never waits for it', async () => {
    const basic = Buffer.from(`eng:${PASSWORD}`).toString('base64');
    const scrape = async (): Promise<string> => {
      const answer = await fetch(`${station.url}/metrics`, { headers: { authorization: `Basic ${basic}` } });
      return answer.text();
    };
    const text = await waitFor(
      async () => {
        const now = await scrape();
        return now.includes('cofferdam_kpi_counted_timestamp_seconds 1') && now.includes('window="30d"')
          ? now
          : undefined;
      },
      { what: 'figures counted', everyMs: 200 },
    );
    expect(text).toContain('cofferdam_kpi_alarms_per_ten_minutes{park="east",window="24h",stat="median"} 0');
    expect(text).toMatch(/cofferdam_kpi_within_target\{park="west",window="30d",figure="K1"\} [01]/);
    for (const id of KPI_IDS) expect(text).toContain(`# TYPE cofferdam_kpi_${kpi(id).metric} gauge`);
    expect(text.split('\n').filter((line) => line.startsWith('cofferdam_kpi_')).length).toBeLessThan(400);
  });
});
