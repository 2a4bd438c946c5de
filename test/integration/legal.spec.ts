import { Sweep, TimerAuditor, TimersModule } from '@cofferdam/alerting';
import { ConfigModule, SETTINGS } from '@cofferdam/config';
import {
  DEFAULT_POLICY,
  type Incident,
  type JournalEvent,
  type LegalPolicy,
  type LegalView,
  type ReportView,
} from '@cofferdam/domain';
import { type DeadlineRow, Deadlines, LegalMatters, Outbox, RecordsModule } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { Test } from '@nestjs/testing';
import { sql } from 'kysely';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const why = ({ status, body }: Reply): unknown[] => [status, body['reason']];
const legal = async ({ id }: Pick<Incident, 'id'>): Promise<LegalView & { reports: ReportView[] }> =>
  (await station.get('aud', `/incidents/${id}/legal`)).body as never;
const clocks = async (incident: Pick<Incident, 'id'>): Promise<Record<string, string>> =>
  Object.fromEntries((await legal(incident)).clocks.map(({ name, state }) => [name, state]));
const pending = async ({ id }: Pick<Incident, 'id'>): Promise<DeadlineRow[]> =>
  station.records.transaction((tx) => station.app.get(Deadlines).pendingOf(tx, { kind: 'legal', id }));
const outbox = async ({ id }: Pick<Incident, 'id'>) =>
  (await station.records.transaction((tx) => station.app.get(Outbox).of(tx, { kind: 'legal', id }))).map(
    ({ message, state }) => `${message.tier} ${message.n} ${state}`,
  );
/** As it is now, whatever it was. */
const act = async (who: string, { id }: Pick<Incident, 'id'>, verb: string, body: object = {}): Promise<Reply> => {
  const { generation } = (await station.get('ada', `/incidents/${id}`)).body;
  return station.post(who, `/incidents/${id}/${verb}`, body, { 'if-match': `"g${String(generation)}"` });
};
const told = async ({ id }: Pick<Incident, 'id'>): Promise<string[]> => {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const { body } = await station.get('aud', `/incidents/${id}/timeline?limit=1000`);
  return (body['items'] as JournalEvent[]).map(({ type }) => type).filter((type) => type.startsWith('legal.'));
};
const TO = [{ name: 'Wu <b>', organisation: '区生态环境局', how: 'phone', receipt: 'R-7' }];
const first = { kind: 'first', fields: { time: '14:00', place: 'main', contacts: 'desk 110' }, recipients: TO };

/** Over again as far as its alarm goes, and acknowledged by the works. */
async function acknowledged(more: Partial<LegalPolicy> = {}): Promise<Incident> {
  const alarm = { severity: 'orange', phase: 'normal', clearedAt: Date.now() } as const;
  const incident = await station.openIncident([alarm], { legal: { ...DEFAULT_POLICY.legal, ...more } });
  expect((await act('ent', incident, 'acknowledge')).status).toBe(200);
  return incident;
}
async function judgeFalse(incident: Incident): Promise<void> {
  const asked = await act('ent', incident, 'mark-false', { reason: 'probe cleaned', evidence: 'log' });
  const { id } = asked.body['approval'] as { id: string };
  expect((await station.post('eva', `/approvals/${id}/confirm`)).status).toBe(200);
}

test('the unit’s clock runs from its acknowledgement, the department’s from what a person says', async () => {
  const incident = await acknowledged();
  const before = await legal(incident);
  expect(before.unitAware).toMatchObject({ by: 'ent', how: 'acknowledged' });
  expect(await outbox(incident)).toEqual(['enterprise 0 PENDING']);
  const awareAt = new Date(incident.openedAt).toISOString();
  const said = await act('pan', incident, 'event-level', {
    level: 'unknown',
    sensitive: true,
    awareAt,
    source: 'intake',
  });
  expect([said.status, said.body['effect'], said.headers.get('etag')]).toEqual([200, 'done', expect.any(String)]);
  const minutes = async () =>
    (await legal(incident)).clocks.map(({ name, dueAt }) => [name, (Date.parse(dueAt) - incident.openedAt) / 60_000]);
  expect((await minutes()).at(-1)).toEqual(['department-report', 120]);
  await act('ent', incident, 'event-level', { level: 'IV', sensitive: true });
  expect((await minutes()).at(-1)).toEqual(['department-report', 240]);
  expect(await outbox(incident)).toEqual(['enterprise 0 PENDING', 'park 0 CANCELLED', 'park 0 PENDING']);
  expect((await legal(incident)).earlier).toMatchObject([{ level: 'unknown', by: 'pan', source: 'intake', awareAt }]);
  expect(await told(incident)).toEqual(['legal.level-set', 'legal.level-set']);
  expect(await act('ent', incident, 'event-level', { level: 'IV', sensitive: true })).toMatchObject({
    body: { effect: 'none' },
  });
});

test('who may say a level, and when it can have become known', async () => {
  const incident = await acknowledged();
  const say = (who: string, body: object, headers = {}) =>
    station.post(who, `/incidents/${incident.id}/event-level`, { level: 'II', ...body }, headers);
  expect(why(await say('uli', {}))).toEqual([403, 'role-too-low']);
  expect((await say('eng', {})).status).toBe(403);
  expect((await say('wei', {})).status).toBe(404);
  expect(why(await say('pan', { awareAt: '2100-01-01T08:00:00+08:00' }))).toEqual([409, 'time-ahead']);
  expect(why(await say('pan', { awareAt: '2020-01-01T08:00:00+08:00' }))).toEqual([409, 'before-onset']);
  expect((await say('pan', { level: 'V' })).status).toBe(400);
  expect((await say('pan', {}, { 'if-match': '"g0"' })).status).toBe(409);
  expect(await told(incident)).toEqual([]);
});

test('the clocks survive containment and closing; the report ends its own', async () => {
  const incident = await acknowledged();
  await act('pan', incident, 'event-level', { level: 'III' });
  await act('ent', incident, 'start-measure', { measure: 'close-valve', wall: 'valve' });
  expect((await act('ent', incident, 'contain', { text: 'valve shut' })).status).toBe(200);
  expect((await act('ent', incident, 'close', { rootCause: 'seal' })).body).toMatchObject({
    incident: { state: 'CLOSED', deadlines: [] },
  });
  expect(await clocks(incident)).toEqual({ 'unit-report': 'running', 'department-report': 'running' });
  expect((await pending(incident)).map(({ name }) => name).sort()).toEqual(['department-report', 'unit-report']);
  const sent = await station.post('ent', `/incidents/${incident.id}/reports`, first);
  expect([sent.status, (sent.body['report'] as ReportView).number]).toEqual([201, `${incident.number}-U01`]);
  expect(await clocks(incident)).toEqual({ 'unit-report': 'done', 'department-report': 'running' });
  expect((await pending(incident)).map(({ name }) => name)).toEqual(['department-report']);
  expect(await outbox(incident)).toEqual(['enterprise 0 CANCELLED', 'park 0 PENDING']);
});

test('a false alarm: before any report nothing is owed, after one it is to be withdrawn', async () => {
  const [quiet, loud] = [await acknowledged(), await acknowledged()];
  await judgeFalse(quiet);
  expect([await clocks(quiet), await pending(quiet)]).toEqual([{ 'unit-report': 'cancelled' }, []]);
  expect((await station.post('ent', `/incidents/${loud.id}/reports`, first)).status).toBe(201);
  await judgeFalse(loud);
  expect(await legal(loud)).toMatchObject({ withdrawalOwed: true, end: { is: 'false' } });
  expect(await pending(loud)).toMatchObject([{ kind: 'report', name: 'unit-withdrawal', tier: 'enterprise' }]);
  expect(await told(loud)).toEqual(['legal.reported', 'legal.withdrawal-owed']);
  const draft = await station.get('ent', `/incidents/${loud.id}/reports/draft?kind=withdrawal&language=en`);
  const fields = Object.fromEntries(
    (draft.body['fields'] as { field: string; text: string }[]).map(({ field, text }) => [field, text]),
  );
  expect(fields).toMatchObject({
    withdrawn: `${loud.number}-U01`,
    reason: 'Judged false by ent and eva: probe cleaned',
  });
  const taken = { kind: 'withdrawal', fields: { ...fields, contacts: 'desk' }, recipients: TO };
  expect((await station.post('ent', `/incidents/${loud.id}/reports`, taken)).status).toBe(201);
  expect([await pending(loud), (await legal(loud)).withdrawalOwed]).toEqual([[], false]);
});

test('a merged incident’s duties go with it', async () => {
  const [from, into] = [await acknowledged(), await acknowledged()];
  await act('pan', from, 'event-level', { level: 'I' });
  expect((await station.post('ent', `/incidents/${from.id}/reports`, first)).status).toBe(201);
  expect((await act('pan', from, 'merge', { into: into.id })).status).toBe(200);
  expect(await pending(from)).toEqual([]);
  expect(await legal(into)).toMatchObject({ level: { level: 'I' }, absorbed: [from.id], reports: [{ n: 1 }] });
  expect(await clocks(into)).toEqual({ 'unit-report': 'done', 'department-report': 'running' });
});

test('a report is kept as it was sent: listed, read, printed, and changed by nobody', async () => {
  const incident = await acknowledged();
  const draft = await station.get('ent', `/incidents/${incident.id}/reports/draft?kind=first`);
  expect(draft.body).toMatchObject({ reporter: 'unit', title: '突发环境事件初报', number: `${incident.number}-U01` });
  const odd = { ...first, fields: { ...first.fields, cause: '<script>alert(1)</script>' } };
  expect((await station.post('ent', `/incidents/${incident.id}/reports`, { ...odd, recipients: [] })).status).toBe(400);
  expect(why(await station.post('ent', `/incidents/${incident.id}/reports`, { ...odd, kind: 'final' }))[0]).toBe(409);
  const { body } = await station.post('ent', `/incidents/${incident.id}/reports`, odd);
  const { id, number } = body['report'] as ReportView;
  expect((await station.get('pan', `/reports/${id}`)).body).toMatchObject({ number, recipients: TO, by: 'ent' });
  const list = await station.get('pan', `/reports?park=east&kind=first&limit=1&from=2026-01-01T00:00:00Z`);
  expect(list.body).toMatchObject({ items: [{ id }], next: expect.any(String) as string });
  const next = await station.get('pan', `/reports?after=${String(list.body['next'])}`);
  expect((next.body['items'] as ReportView[]).map((one) => one.id)).not.toContain(id);
  expect((await station.get('wei', `/reports/${id}`)).status).toBe(404);
  expect((await station.get('wei', '/reports')).body).toMatchObject({ items: [], total: 0 });
  const page = await station.get('pan', `/reports/${id}/print?language=en`);
  const text = String(page.body['text']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('Wu &lt;b&gt;');
  expect(text).not.toMatch(/<script|<b>/);
  const change = sql`update legal_report set document = document || '{"by": "x"}' where id = ${id}`;
  await expect(change.execute(station.records.db)).rejects.toThrow('a report is never changed');
});

test('late: reminded, missed, paged again; a page that is delivered counts from then', async () => {
  const building = Test.createTestingModule({ imports: [ConfigModule, RecordsModule, TimersModule] });
  const worker = await building.overrideProvider(SETTINGS).useValue(station.app.get(SETTINGS)).compile();
  const incident = await acknowledged({ unitReport: 0.005, repeat: 0.005 });
  await waitFor(
    async () => {
      await worker.get(Sweep).look();
      return (await outbox(incident)).length >= 4;
    },
    { what: 'pages for a late report', timeoutMs: 5_000, everyMs: 50 },
  );
  expect((await outbox(incident)).slice(0, 4)).toEqual([0, 1, 2, 3].map((n) => `enterprise ${n} PENDING`));
  expect((await legal(incident)).clocks).toMatchObject([{ state: 'running', missedAt: expect.any(String) as string }]);
  expect(await told(incident)).toEqual(['legal.missed']);

  await sql`delete from deadline where owner_kind = 'legal' and owner = ${incident.id} and state = 'PENDING'`.execute(
    station.records.db,
  );
  expect(await pending(incident)).toEqual([]);
  await worker.get(TimerAuditor).audit();
  expect(await pending(incident)).toMatchObject([{ name: 'unit-report' }]);
  await worker.close();

  const other = await station.openIncident([{ severity: 'orange' }]);
  const at = Date.now();
  await station.records.transaction((tx) =>
    station.app.get(LegalMatters).pagesDelivered(tx, [{ incident: other.id, at, to: 'ent', tier: 'enterprise' }], at),
  );
  expect((await legal(other)).unitAware).toEqual({ at: new Date(at).toISOString(), by: 'ent', how: 'page-delivered' });
  expect(await station.records.transaction((tx) => station.app.get(LegalMatters).owedWithoutDeadline(tx))).toEqual([]);
});
