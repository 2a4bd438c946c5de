import { NEEDED_OF, type Sample } from '@cofferdam/domain';
import { routes } from '@cofferdam/operations';
import { QuarantineStore, ServiceSigns, Sirens } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { sql } from 'kysely';
import { HandMovedDrill, SCENARIO } from './drill-fixtures';
import { OperationsStation } from './operations-station';

/** Stands in everything that is planted. */
const MARK = 'planted-7f3a';
const EXERCISE = { class: 'exercise', drill: MARK } as const;
const HOUR = 3_600_000;

/** Calls that are about drills by their name, that tell of nothing that has a class, or that are no JSON of a list. */
const APART = [
  /drills/,
  /^\/health/,
  /openapi/,
  /photo$/,
  /exercise\.atom$/,
  /\{class\}/,
  /\/feed$/,
  /session$/,
  /\/me\//,
];

const iso = (at: number): string => new Date(at).toISOString();

let station: OperationsStation;
/** What is real, to ask for by id. */
const real = { alarm: '', incident: '', approval: '', report: '', row: '' };
let now: number;

const post = async (who: string, path: string, body: object, headers = {}) => {
  const reply = await station.post(who, path, body, headers);
  expect([path, reply.status < 300, reply.body['reason']]).toEqual([path, true, undefined]);
  return reply.body;
};
const report = (text: string) => ({
  kind: 'first',
  fields: Object.fromEntries(NEEDED_OF.first.map((field) => [field, text])),
  recipients: [{ name: 'n', organisation: 'o', how: 'phone' }],
});
const numbered = () => waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });

beforeAll(async () => {
  station = await OperationsStation.start();
  now = Date.now();
  real.alarm = (await station.raise()).id;
  real.incident = (await station.openIncident()).id;
  const level = { level: 'III', source: 'real' };
  await post('pan', `/incidents/${real.incident}/event-level`, level);
  real.report = (
    (await post('pan', `/incidents/${real.incident}/reports`, report('real')))['report'] as { id: string }
  ).id;
  const asked = await post(
    'ent',
    `/incidents/${real.incident}/mark-false`,
    { reason: 'r', evidence: 'e' },
    { 'if-match': '"g1"' },
  );
  real.approval = (asked['approval'] as { id: string }).id;
  await numbered();
  const rows = async () => (await station.get('ada', '/overview')).body['rows'] as { id: string }[];
  await waitFor(async () => (await rows()).length > 0, { what: 'the overview' });
  real.row = (await rows())[0]?.id ?? '';
}, 120_000);
afterAll(() => station.stop());

/** A default call of the route, about what is real where it names something. */
function urlOf({ path }: (typeof routes)[number]): string {
  const queries: Record<string, string> = {
    '/api/v1/outlets/{id}/readings': `?factor=w01018&from=${iso(now - HOUR)}&to=${iso(now)}`,
    '/api/v1/kpis': `?from=${iso(now - HOUR)}&to=${iso(now + HOUR)}`,
  };
  const [, , , list = ''] = path.split('/');
  const ids: Record<string, string> = {
    ...{ alarms: real.alarm, incidents: real.incident, approvals: real.approval, reports: real.report },
    ...{ outlets: 'east.main', parks: 'east' },
  };
  return (
    path
      .replace('{id}', ids[list] ?? 'none')
      .replace('{park}', 'east')
      .replace('{row}', encodeURIComponent(real.row)) + (queries[path] ?? '')
  );
}

const asked = routes.filter(({ method, path }) => method === 'GET' && !APART.some((one) => one.test(path)));

/**
 * What an answer says but where the journal stands and what hour it is; of gauges the one that counts for itself: key
 * figures and signs are asked for where the gauges have them from.
 */
function said(path: string, text: string): string {
  if (path === '/metrics') return (text.match(/^cofferdam_overview_alarms .*$/m) ?? ['absent'])[0];
  return text.replaceAll(/"asOf":\d+,?/g, '').replaceAll(/<updated>[^<]*<\/updated>/g, '');
}

async function answers(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const route of asked) {
    const who = /warning\/draft/.test(route.path) ? 'bas' : 'ada';
    const { status, body } = await station.call(who, 'GET', urlOf(route));
    const text = typeof body['text'] === 'string' ? body['text'] : JSON.stringify(body);
    found.set(route.path, `${status} ${said(route.path, text)}`);
  }
  return found;
}

/** Numbers that no list shows: what sirens and gauges go by. */
async function numbers() {
  const { troubles, channels } = await station.app.get(ServiceSigns).read();
  const { incidents } = await station.app.get(Sirens).read();
  return { troubles, channels, incidents };
}

/** Everything that a drill can leave behind, in the words of a drill. */
async function plant(): Promise<string> {
  const { app, records } = station;
  const people = SCENARIO.participants.map(({ user, role }) => ({ user, role }) as { user: string; role: 'unit' });
  const drill = await HandMovedDrill.begin(station, MARK, { participants: people });
  await drill.settle(60);
  const grave = { ...EXERCISE, severity: 'red', severityMax: 'red', toxic: true, explain: MARK } as const;
  await station.raise(grave);
  const alarm = await station.raise({ ...EXERCISE, explain: MARK });
  await station.raise({ ...EXERCISE, ruleKind: 'system', rule: MARK, outlet: null, factor: null });
  const { id, generation } = await station.openIncident([grave]);
  await post('pan', `/incidents/${id}/event-level`, { level: 'II', source: MARK });
  await post('pan', `/incidents/${id}/reports`, report(MARK));
  await post('ent', `/incidents/${id}/acknowledge`, { note: MARK });
  await post('pan', `/parks/east/walls/gate/report?class=exercise&drill=${MARK}`, { state: 'closed' });
  await post(
    'ent',
    `/alarms/${alarm.id}/shelve`,
    { minutes: 5, reason: MARK },
    { 'if-match': `"g${alarm.generation}"` },
  );
  await post(
    'ada',
    `/incidents/${id}/mark-false`,
    { reason: MARK, evidence: MARK },
    { 'if-match': `"g${generation + 1}"` },
  );
  await drill.tell(MARK, id, 0);
  await station.tell(1, { ...EXERCISE, type: 'notification.failed', data: { channel: MARK, to: MARK } });
  await station.tell(1, { ...EXERCISE, type: 'incident.contained', data: { incident: MARK } });
  const refused = {
    class: 'exercise',
    park: 'east',
    outlet: 'main',
    monitor: MARK,
    topic: MARK,
    detail: MARK,
  } as const;
  await app.get(QuarantineStore).add([{ ...refused, at: now, reason: 'not-json', payload: Buffer.from(MARK) }]);
  const values = { w01018: { value: 999.125, flag: 'N' } };
  const about = { park: 'east', outlet: 'main', monitor: 'MN-east-main', period: 'realtime' } as const;
  const sample: Sample = { ...EXERCISE, ...about, kind: 'sample', at: now - 60_000, receivedAt: now, values };
  await station.history.write([sample]);
  await sql`update deadline set state = 'FIRED', fired_at = ${now} where drill = ${MARK} and state = 'PENDING'
    and name in (select name from deadline where drill = ${MARK} limit 1)`.execute(records.db);
  await plantWarning(id);
  await numbered();
  return id;
}

async function plantWarning(incident: string): Promise<void> {
  const chain = { incident, ...EXERCISE, park: 'east', lookAt: null, said: null };
  const document = {
    ...{ identifier: MARK, sender: MARK, sent: now, status: 'Exercise', msgType: 'Alert', scope: 'Public' },
    ...{ references: [], addresses: [], codes: [], incidents: [], note: null, source: null, restriction: null },
    infos: [{ language: 'zh-CN', headline: MARK, event: MARK, expires: now + HOUR, areas: [], categories: [] }],
  };
  await sql`insert into cap_chain (incident, document) values (${incident}, ${JSON.stringify(chain)}::jsonb)`.execute(
    station.records.db,
  );
  await sql`
    insert into cap_message (identifier, incident, class, park, revision, run, sent, expires, msg_type, scope, status,
      document, xml)
    values (${MARK}, ${incident}, 'exercise', 'east', 1, 1, ${now}, ${now + HOUR}, 'Alert', 'Public', 'Exercise',
      ${JSON.stringify(document)}::jsonb, '<alert/>')`.execute(station.records.db);
}

/** What the live feed says, from its beginning to an event that is told last. */
async function feed(): Promise<string> {
  await station.tell(1, { actor: 'told-last' });
  const leave = new AbortController();
  const headers = { authorization: `Bearer ${station.tokens.get('ada')}` };
  const { body } = await fetch(`${station.url}/api/v1/feed?after=0`, { headers, signal: leave.signal });
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes('told-last')) break;
  }
  leave.abort();
  return text;
}

describe('a drill is in no answer that nobody asked it for', () => {
  let before: { answers: Map<string, string>; numbers: object };
  let after: typeof before;
  beforeAll(async () => {
    const look = async () => ({ answers: await answers(), numbers: await numbers() });
    before = await look();
    await plant();
    // The roll-up of the drill is held beside the live one from now on.
    await station.get('ada', `/overview?class=exercise&drill=${MARK}`);
    after = await look();
  }, 60_000);

  test.each(asked.map(({ path }) => path))('%s', (path) => {
    expect(after.answers.get(path)).toEqual(before.answers.get(path));
    expect(after.answers.get(path)).not.toContain(MARK);
  });

  test('sirens and gauges', () => expect(after.numbers).toEqual(before.numbers));

  test('the live feed', async () => {
    const text = await feed();
    expect(text).toContain(real.incident);
    expect(text).not.toContain(MARK);
  });

  test('the overview’s totals and the key figures are of something', () => {
    expect(before.answers.get('/api/v1/overview')).toMatch(/"open":[1-9]/);
    expect(before.answers.get('/api/v1/kpis')).toMatch(/"value":[0-9]/);
  });
});

test.each([
  ...['/alarms', '/incidents', '/approvals', '/notifications', '/reports', '/journal', '/overview'],
  '/parks/east/walls',
  '/outlets/east.main/readings?factor=w01018',
])('%s: who asks for the drill is told', async (path) => {
  const query = `class=exercise&drill=${MARK}`;
  const { status, body } = await station.get('ada', `${path}${path.includes('?') ? '&' : '?'}${query}`);
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toMatch(new RegExp(`${MARK}|999\\.125|"state":"closed"`));
});

test('of refused input those who ask for the class are told', async () => {
  expect((await station.get('ada', '/quarantine?class=exercise')).body).toMatchObject({ total: 1, counts: {} });
});
