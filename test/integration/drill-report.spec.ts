import {
  type AfterActionReport,
  AfterActionReportSchema,
  type Condition,
  type Drill,
  type DrillScore,
  DrillScoreSchema,
  type Incident,
  LIVE,
  merge,
  perform,
  ScenarioSchema,
} from '@cofferdam/domain';
import { DrillReporter } from '@cofferdam/operations';
import {
  Deliveries,
  Drills,
  DrillFactsReader,
  hashOfLines,
  Incidents,
  Journal,
  Outbox,
  ParkDocuments,
} from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const TITLE = { zh: '主排口 <COD>', en: 'COD at main <1>' };
const START = Date.now() - 60_000;
const timeline = { class: 'exercise', drill: 'd-report' } as const;

function aDrill(): Drill {
  const scenario = ScenarioSchema.parse({
    ...{ id: 'cod', title: TITLE, park: 'east', duration: 120, objectives: [{ id: 'hold', text: TITLE }] },
    participants: [
      { user: 'uli', role: 'unit', tier: 'unit' },
      { user: 'ent', role: 'enterprise', tier: 'enterprise', robot: [] },
    ],
    ...{ controllers: ['eng'], evaluators: ['eva'] },
    monitors: [{ outlet: 'main', monitor: 'MN-east-main', interval: 10, values: { w01018: 20 } }],
    injects: [
      {
        ...{ id: 'spill', at: 10 },
        payload: { kind: 'message', text: { zh: '泄漏', en: 'spill' } },
        expected: [
          { action: 'acknowledge', within: 60, tier: 'enterprise', objective: 'hold' },
          { action: 'tier', within: 5, tier: 'basin' },
        ],
      },
    ],
  });
  const done = { by: 'eng', at: START };
  return {
    ...{ id: timeline.drill, park: 'east', scenario, state: 'running', speed: 1, planned: done, approvals: [done] },
    ...{ armed: done, started: { ...done, ruleVersion: 1, policyVersion: 1, clock: START }, paused: null, ended: null },
    ...{ injected: [{ inject: 'spill', at: START + 10_000 }], notes: [], observations: [], actions: [] },
    ...{ evaluated: null, reported: null, generation: 5, version: 5 },
  };
}

/** A real alarm, heard of in the log so many ms before it is raised. */
function liveAlarm(ms: number) {
  const now = Date.now();
  const said: Condition = {
    ...{ kind: 'condition', order: [`${now - ms}-0`, 0], episode: 1, onset: now, clearedAt: null, phase: 'abnormal' },
    key: {
      ...LIVE,
      park: 'east',
      subject: { kind: 'outlet', id: 'plant' },
      outlet: 'plant',
      factor: 'w01018',
      rule: 'cod',
    },
    ...{
      quality: 'good',
      severity: 'blue',
      severityMax: 'blue',
      peak: 60,
      value: 60,
      unit: 'mg/L',
      limit: 50,
      ratio: 1.2,
    },
    ...{ limitSource: null, sampleAt: now, ruleKind: 'limit', ruleVersion: 1, toxic: false, explain: '', late: false },
    previous: [],
  };
  return merge({ alarm: null, occurrences: new Map() }, said, now, () => 'live-1').entries;
}

async function acknowledge({ id }: Incident, now: number): Promise<void> {
  await station.records.transaction(async (tx) => {
    const [incident] = await station.app.get(Incidents).lock(tx, [id]);
    const park = (await station.app.get(ParkDocuments).of(tx, ['east'])).get('east');
    if (incident === undefined || park === undefined) throw new Error(id);
    const members = { open: 1, active: 1, unacknowledged: 1, latched: 0, outOfService: 0, falling: false };
    const actor = { username: 'ent', role: 'enterprise' as const, parks: ['east'] };
    const context = { actor, approver: null, now, members, park };
    const outcome = perform(incident, { act: 'acknowledge', note: null }, context);
    if (outcome.effect !== 'done') throw new Error(JSON.stringify(outcome));
    await station.app.get(Incidents).save(tx, [outcome], now);
  });
}

/** What the messages of the incident came to: one taken, one refused. */
async function tell({ id }: Incident): Promise<void> {
  await station.records.transaction(async (tx) => {
    const owner = { kind: 'incident', id } as const;
    const rows = await station.app.get(Outbox).of(tx, owner);
    const { id: outbox = 0, message } = rows.find((row) => row.message.kind === 'duty') ?? {};
    if (message === undefined) throw new Error('nobody is told');
    const base = {
      ...timeline,
      outbox,
      park: 'east',
      owner,
      kind: message.kind,
      substitute: null,
      language: 'en',
    } as const;
    const due = { ...base, severity: message.severity, toxic: false, writtenAt: Date.now(), channel: null };
    await station.app
      .get(Deliveries)
      .add(tx, [{ ...due, key: `${outbox}.pia`, recipient: 'pia', why: 'not-a-participant' }]);
    const data = { key: `${outbox}.ent`, channel: 'log', to: 'ent', attempt: 1, kind: 'duty', incident: id };
    const about = { ...timeline, park: 'east', subject: owner, actor: 'system' };
    await station.app.get(Journal).write(tx, [{ at: Date.now(), type: 'notification.sent', ...about, data }]);
  });
}

const path = `/drills/${timeline.drill}`;

test('a drill’s score, and its report as JSON, page and JUnit', async () => {
  const drills = station.app.get(Drills);
  await station.records.transaction(async (tx) => {
    await drills.save(tx, aDrill(), liveAlarm(2_500));
    await drills.beginClock(tx, aDrill(), START + 60_000);
  });
  const incident = await station.openIncident([{ ...timeline, severity: 'orange' }]);
  await acknowledge(incident, incident.openedAt + 9_000);
  await tell(incident);
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });

  const live = await station.get('eva', `${path}/score`);
  expect([live.status, (live.body as unknown as DrillScore).expectations]).toMatchObject([
    200,
    [
      { action: 'acknowledge', latency: 9_000, points: 1, outcome: 'met', by: 'ent', incident: incident.number },
      { action: 'tier', latency: null, outcome: 'missed' },
    ],
  ]);
  expect(live.body).toMatchObject({ total: 60, final: false, passed: false, hardFails: [{ kind: 'live-delayed' }] });
  expect(DrillScoreSchema.parse(live.body)).toEqual(live.body);
  const statuses = async (who: string) =>
    Promise.all(
      ['score', 'report', 'report.html', 'report.xml'].map(
        async (one) => (await station.get(who, `${path}/${one}`)).status,
      ),
    );
  expect(await statuses('aud')).toEqual([200, 404, 404, 404]);
  // One who may approve drills of the park reads of them; operations-drills.spec asks for the desks that may not.
  expect(await statuses('pia')).toEqual([200, 404, 404, 404]);
  expect(await statuses('wei')).toEqual([404, 404, 404, 404]);

  await report();
  expect(await statuses('eva')).toEqual([200, 200, 200, 200]);
  const { body } = await station.get('uli', `${path}/report`);
  expect(body).toMatchObject({
    ...{
      drill: timeline.drill,
      refusals: [{ recipient: 'pia', count: 1 }],
      messages: { sent: 1 },
      leaks: { count: 0 },
    },
    ...{ live: { alarms: 1, slowest: 2_500 }, tiers: [{ tier: 'enterprise', acknowledge: { n: 1, median: 9 } }] },
    score: { final: true, hardFails: [{ kind: 'live-delayed' }, { kind: 'left-active' }] },
  });
  expect(AfterActionReportSchema.parse(body)).toEqual(body);
  await checkHash(body as unknown as AfterActionReport);
  const page = await station.get('aud', `${path}/report.html?language=en`);
  expect(page.headers.get('content-security-policy')).toMatch(/style-src 'sha256-/);
  expect(page.body['text']).toContain('[EXERCISE] COD at main &lt;1&gt;');
  const xml = await station.get('aud', `${path}/report.xml`);
  expect(xml.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  const suite = String(xml.body['text']);
  expect(suite.match(/<testcase /g)).toHaveLength(2 + 7);
  expect(suite).toContain(`<testsuite name="COD at main &lt;1&gt; (${timeline.drill})" tests="9" failures="3"`);
});

/** As the call that reports a drill does it: in the transaction that says so, which has events of its own. */
async function report(): Promise<void> {
  const by = { by: 'eng', at: Date.now() };
  const ended = { ...by, why: 'script', reason: null, clock: START + 120_000 } as const;
  const drill: Drill = { ...aDrill(), state: 'reported', ended, evaluated: by, reported: by };
  await station.records.transaction(async (tx) => {
    const about = { ...timeline, park: 'east', subject: { kind: 'drill', id: drill.id }, actor: 'eng', data: {} };
    await station.app.get(Drills).save(tx, drill, [{ at: START, type: 'drill.reported', ...about }]);
    const made = await station.app.get(DrillReporter).make(tx, drill);
    await station.app.get(Drills).saveReport(tx, drill.id, made, by.at);
  });
}

/** Anybody can recompute it: from what the journal answers, up to the number that the report names. */
async function checkHash({ journal }: AfterActionReport): Promise<void> {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const { body } = await station.get('aud', `/journal?class=exercise&drill=${timeline.drill}&limit=1000`);
  const events = body['items'] as { seq: number; type: string }[];
  expect(events.at(-1)?.type).toBe('drill.reported');
  const covered = events.filter(({ seq }) => seq <= journal.upTo);
  expect(covered).toHaveLength(events.length - 1);
  expect(hashOfLines(covered)).toEqual(journal);
  const changed = covered.map((event, n) => (n === 0 ? { ...event, actor: 'somebody' } : event));
  expect(hashOfLines(changed).sha256).not.toBe(journal.sha256);
}

test('what has no number yet is waited for', async () => {
  const reader = station.app.get(DrillFactsReader);
  await station.records.transaction((tx) =>
    station.journal.write(tx, [
      {
        at: START,
        type: 'drill.noted',
        ...timeline,
        park: 'east',
        subject: { kind: 'drill', id: timeline.drill },
        actor: 'eng',
        data: {},
      },
    ]),
  );
  expect(await reader.isNumbered({ id: timeline.drill })).toBe(true);
  expect((await reader.read(station.records.db, aDrill())).events.at(-1)?.type).toBe('drill.noted');
});
