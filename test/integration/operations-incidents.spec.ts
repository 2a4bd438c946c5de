import type { Alarm, Incident, IncidentView, JournalEvent } from '@cofferdam/domain';
import { decodeFrames } from '@cofferdam/formats';
import { Incidents, Outbox } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const MINUTE = 60_000;
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const why = ({ status, body }: Reply): unknown[] => [status, body['reason']];
const items = <T>({ body }: Reply): T[] => body['items'] as T[];
const incidentOf = ({ body }: Reply): IncidentView => body['incident'] as IncidentView;
const tag = (generation: number) => ({ 'if-match': `"g${generation}"` });
const act = (who: string, { id }: Pick<Incident, 'id'>, verb: string, body: object = {}, headers = {}) =>
  station.post(who, `/incidents/${id}/${verb}`, body, headers);
const now = async ({ id }: Pick<Incident, 'id'>): Promise<IncidentView> =>
  (await station.get('ada', `/incidents/${id}`)).body as unknown as IncidentView;
/** As it is now, whatever it was. */
const fenced = async (who: string, incident: Pick<Incident, 'id'>, verb: string, body: object = {}) =>
  act(who, incident, verb, body, tag((await now(incident)).generation));
const told = async (incident: Pick<Incident, 'id'>, type: string): Promise<JournalEvent[]> => {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const timeline = await station.get('ada', `/incidents/${incident.id}/timeline?limit=1000`);
  return items<JournalEvent>(timeline).filter((event) => event.type === type);
};
/** Contained by the enterprise an hour ago, with the park on duty as well. */
async function contained(alarms?: Partial<Alarm>[]): Promise<Incident> {
  const incident = await station.openIncident(alarms ?? [{ phase: 'normal', clearedAt: Date.now() }]);
  await act('ent', incident, 'start-measure', { measure: 'close-valve', wall: 'valve' });
  await act('ent', incident, 'escalate', { reason: 'the sewer may reach the plant' });
  const reply = await fenced('pan', incident, 'contain', { text: 'valve shut, seen' });
  expect(reply.status).toBe(200);
  await station.amend(incident.id, { containedAt: Date.now() - 240 * MINUTE });
  return incident;
}

describe('reading', () => {
  test('gravest and newest first, filtered, in pages, within one’s parks', async () => {
    const yellow = await station.openIncident();
    const red = await station.openIncident([{ severity: 'red' }]);
    const ids = (reply: Reply) => items<IncidentView>(reply).map(({ id }) => id);
    const list = await station.get('pan', '/incidents?open=true');
    expect(ids(list).slice(0, 2)).toEqual([red.id, yellow.id]);
    expect(list.body).toMatchObject({ total: ids(list).length, next: null, asOf: expect.any(Number) as number });
    expect(ids(await station.get('pan', '/incidents?severity=red&state=OPEN&enterprise=works&park=east'))).toEqual([
      red.id,
    ]);
    expect(ids(await station.get('pan', '/incidents?state=CLOSED'))).toEqual([]);
    const first = await station.get('pan', '/incidents?limit=1');
    expect(ids(await station.get('pan', `/incidents?after=${String(first.body['next'])}`))).toEqual(ids(list).slice(1));
    expect((await station.get('pan', '/incidents?after=rubbish')).status).toBe(400);
    expect(ids(await station.get('pan', '/incidents?class=exercise&drill=d1'))).toEqual([]);
    expect(ids(await station.get('wei', '/incidents'))).toEqual([]);
    const seen = await station.get('pan', `/incidents/${red.id}`);
    expect([seen.status, seen.headers.get('etag')]).toEqual([200, `"g${red.generation}"`]);
    expect(seen.body).toMatchObject({ state: 'OPEN', severity: 'red', asOf: expect.any(Number) as number });
  });

  test('the timeline has what happened to it and to its alarms, the newest last', async () => {
    const incident = await station.openIncident();
    await act('ent', incident, 'note', { text: 'called the works' });
    await act('ent', incident, 'acknowledge');
    await told(incident, 'incident.acknowledged');
    const path = `/incidents/${incident.id}/timeline`;
    const all = items<JournalEvent>(await station.get('pan', path));
    const types = all.map(({ type }) => type);
    expect(types[0]).toBe('incident.opened');
    expect(types).toEqual(expect.arrayContaining(['incident.noted', 'alarm.acknowledged', 'deadline.set']));
    expect(all.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).toSorted((a, b) => a - b));
    const page = await station.get('pan', `${path}?limit=2`);
    const rest = await station.get('pan', `${path}?after=${String(page.body['next'])}`);
    expect([...items(page), ...items(rest)]).toEqual(all);
  });

  test('deadlines with what became of them; measures within reach', async () => {
    const incident = await station.openIncident();
    await act('ent', incident, 'acknowledge');
    const rows = items<Record<string, unknown>>(await station.get('pan', `/incidents/${incident.id}/deadlines`));
    const state = (wanted: string) => rows.find((row) => row['kind'] === wanted);
    expect(state('acknowledge')).toMatchObject({ state: 'CANCELLED', why: 'acknowledged', firedAt: null });
    expect(state('contain')).toMatchObject({ state: 'PENDING', tier: 'enterprise', why: null });
    const offered = items<object>(await station.get('pan', `/incidents/${incident.id}/measures`));
    expect(offered).toContainEqual(expect.objectContaining({ code: 'close-gate', wall: 'gate', twoPersons: true }));
    expect(offered).toContainEqual(expect.objectContaining({ code: 'retain-sample', wall: null, twoPersons: false }));
  });
});

describe('acknowledging', () => {
  test('also acknowledges its alarms, once; who comes later learns who was first, also with an old generation', async () => {
    const incident = await station.openIncident([{}, { phase: 'normal' }, { severity: 'orange' }]);
    const done = await act('ent', incident, 'acknowledge', { note: 'on my way' }, tag(incident.generation));
    expect(done.body).toMatchObject({ effect: 'acknowledged', by: 'ent', alarms: 3, incident: { state: 'ACKED' } });
    expect(done.headers.get('etag')).toBe(`"g${incident.generation + 1}"`);
    expect(await told(incident, 'alarm.acknowledged')).toHaveLength(3);
    for (const headers of [{}, tag(incident.generation), tag(99)]) {
      const late = await act('eva', incident, 'acknowledge', {}, headers);
      expect(late.body).toMatchObject({ effect: 'none', by: 'ent', alarms: 0 });
    }
    const alarms = await station.get('pan', `/alarms?incident=${incident.id}`);
    expect(
      items<{ state: string }>(alarms)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['ACKED', 'ACKED', 'NORM']);
  });

  test('one that has grown is not acknowledged, nor are its alarms', async () => {
    const incident = await station.openIncident();
    await station.amend(incident.id, { severity: 'orange', generation: 5 });
    const reply = await act('ent', incident, 'acknowledge', {}, tag(1));
    expect([reply.status, kind(reply), reply.headers.get('etag')]).toEqual([409, 'changed-since', '"g5"']);
    expect(reply.body['current']).toMatchObject({ severity: 'orange', generation: 5, state: 'OPEN' });
    expect(await told(incident, 'alarm.acknowledged')).toHaveLength(0);
  });

  test('the last waiting alarm takes the caller’s tier along', async () => {
    const incident = await station.openIncident([{}, {}]);
    const [first, second] = items<Alarm>(await station.get('ent', `/alarms?incident=${incident.id}`));
    await station.post('ent', `/alarms/${first?.id}/acknowledge`);
    expect((await now(incident)).state).toBe('OPEN');
    await station.post('ent', '/alarms/acknowledge', { items: [{ id: second?.id, generation: 1 }] });
    expect(await now(incident)).toMatchObject({
      state: 'ACKED',
      tiers: [{ tier: 'enterprise', acknowledgedBy: 'ent' }],
    });
  });

  test('twenty pairs at the same moment: one effect each, the other is told', async () => {
    const incidents = await Promise.all(Array.from({ length: 20 }, () => station.openIncident([{}, {}])));
    const pairs = await Promise.all(
      incidents.map((one) =>
        Promise.all(['ent', 'eva'].map((who) => act(who, one, 'acknowledge', {}, tag(one.generation)))),
      ),
    );
    for (const replies of pairs) {
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      expect(replies.map(({ body }) => body['effect']).sort()).toEqual(['acknowledged', 'none']);
      expect(new Set(replies.map(({ body }) => `${String(body['by'])} ${String(body['at'])}`)).size).toBe(1);
    }
    for (const one of incidents) {
      expect(await told(one, 'incident.acknowledged')).toHaveLength(1);
      expect(await told(one, 'alarm.acknowledged')).toHaveLength(2);
    }
  }, 60_000);
});

describe('what was seen', () => {
  test.each(['de-escalate', 'contain', 'close', 'mark-false', 'hand-over', 'merge'])('%s needs it', async (verb) => {
    const incident = await station.openIncident();
    const body = {
      ...(verb === 'de-escalate' && { to: 'unit', reason: 'r' }),
      ...(verb === 'contain' && { text: 't' }),
      ...(verb === 'mark-false' && { reason: 'r', evidence: 'e' }),
      ...(verb === 'hand-over' && { to: 'eva' }),
      ...(verb === 'merge' && { into: 'other' }),
    };
    const missing = await act('ent', incident, verb, body);
    expect([missing.status, kind(missing)]).toEqual([428, 'precondition-required']);
    expect((await act('ent', incident, verb, body, { 'if-match': '*' })).status).toBe(428);
    const stale = await act('ent', incident, verb, body, tag(0));
    expect([stale.status, kind(stale)]).toEqual([412, 'precondition-failed']);
    expect(stale.body['current']).toMatchObject({ id: incident.id, generation: incident.generation });
    expect(await now(incident)).toMatchObject({ version: incident.version });
  });

  test.each([
    ['start-measure', { measure: 'close-valve', wall: 'valve' }],
    ['evidence', { text: 't' }],
    ['escalate', { reason: 'r' }],
    ['note', { text: 't' }],
    ['suspend', { reason: 'r' }],
  ])('%s takes it or leaves it', async (verb, body) => {
    const incident = await station.openIncident();
    const stale = await act('ent', incident, verb, body, tag(0));
    expect([stale.status, kind(stale)]).toEqual([409, 'changed-since']);
    expect((await act('ent', incident, verb, body, tag(incident.generation))).status).toBe(200);
  });
});

describe('acts, done and refused with the reason', () => {
  test('measure, evidence and containment', async () => {
    const incident = await station.openIncident();
    expect(why(await fenced('ent', incident, 'contain', { text: 'held' }))).toEqual([409, 'wrong-state']);
    expect(why(await act('ent', incident, 'start-measure', { measure: 'pray' }))).toEqual([409, 'unknown-measure']);
    expect(why(await act('uli', incident, 'start-measure', { measure: 'dose' }))).toEqual([403, 'not-on-duty']);
    const started = await act('ent', incident, 'start-measure', { measure: 'close-valve', wall: 'valve' });
    expect(incidentOf(started)).toMatchObject({ state: 'CONTAINING', measures: [{ id: 'm1', state: 'started' }] });
    expect(why(await act('ent', incident, 'evidence', { text: 'done', measure: 'm9' }))).toEqual([
      409,
      'unknown-measure',
    ]);
    const proven = await act('ent', incident, 'evidence', { text: 'shut', measure: 'm1', outcome: 'done' });
    expect(incidentOf(proven)).toMatchObject({
      measures: [{ state: 'done', endedBy: 'ent' }],
      evidence: [{ by: 'ent' }],
    });
    const held = await fenced('ent', incident, 'contain', { text: 'no flow behind the valve' });
    expect(incidentOf(held)).toMatchObject({ state: 'CONTAINED', deadlines: [{ kind: 'watch' }] });
    expect(why(await fenced('ent', incident, 'close'))).toEqual([409, 'still-active']);
  });

  test('close and reopen', async () => {
    const incident = await contained([{ phase: 'normal', acknowledged: { by: 'ent', at: 1, note: null } }]);
    expect(why(await fenced('ent', incident, 'close'))).toEqual([403, 'role-too-low']);
    const closed = await fenced('pan', incident, 'close', { rootCause: 'pump left open' });
    expect(incidentOf(closed)).toMatchObject({ state: 'CLOSED', closing: { by: 'pan' }, deadlines: [] });
    expect(why(await act('ent', incident, 'reopen', { reason: 'it runs' }))).toEqual([403, 'role-too-low']);
    const again = await act('pan', incident, 'reopen', { reason: 'it runs again' });
    expect(incidentOf(again)).toMatchObject({ state: 'OPEN', closing: null });
  });

  test('escalate, de-escalate and accept', async () => {
    const incident = await contained();
    expect(why(await fenced('pan', incident, 'de-escalate', { to: 'unit', reason: 'r' }))).toEqual([
      409,
      'not-a-lower-tier',
    ]);
    expect(why(await act('ent', incident, 'escalate', { to: 'unit', reason: 'r' }))).toEqual([409, 'no-higher-tier']);
    expect(why(await act('ent', incident, 'accept'))).toEqual([409, 'nothing-offered']);
    const proposed = await fenced('pan', incident, 'de-escalate', { to: 'enterprise', reason: 'quiet' });
    expect(incidentOf(proposed)).toMatchObject({ deEscalation: { to: 'enterprise', by: 'pan' } });
    const accepted = await act('ent', incident, 'accept');
    expect(incidentOf(accepted).tiers.map(({ tier }) => tier)).toEqual(['enterprise']);
  });

  test('hand over and accept', async () => {
    const incident = await station.openIncident();
    expect(why(await fenced('ent', incident, 'hand-over', { to: 'ent' }))).toEqual([403, 'same-person']);
    for (const to of ['nobody', 'wei', 'eng']) {
      expect((await fenced('ent', incident, 'hand-over', { to })).status).toBe(400);
    }
    const offered = await fenced('ent', incident, 'hand-over', { to: 'eva', note: 'gate key is with me' });
    expect(incidentOf(offered)).toMatchObject({ handOver: { from: 'ent', to: 'eva', tier: 'enterprise' } });
    expect(why(await act('ent', incident, 'accept'))).toEqual([409, 'nothing-offered']);
    expect(incidentOf(await act('eva', incident, 'accept'))).toMatchObject({
      handOver: null,
      tiers: [{ holder: 'eva' }],
    });
  });

  test('suspend and resume', async () => {
    const incident = await station.openIncident();
    expect(why(await act('ent', incident, 'resume'))).toEqual([409, 'wrong-state']);
    const suspended = await act('ent', incident, 'suspend', { reason: 'probe in the air' });
    expect(incidentOf(suspended)).toMatchObject({ state: 'SUSPENDED', deadlines: [{ kind: 'suspended' }] });
    expect(why(await act('ent', incident, 'suspend', { reason: 'r' }))).toEqual([409, 'wrong-state']);
    expect(incidentOf(await act('ent', incident, 'resume'))).toMatchObject({ state: 'OPEN', suspension: null });
  });

  test('merge moves the alarms to the other one', async () => {
    const [incident, other] = [await station.openIncident([{}, {}]), await station.openIncident()];
    expect(why(await fenced('ent', incident, 'merge', { into: 'nowhere' }))).toEqual([409, 'other-source']);
    const merged = await fenced('ent', incident, 'merge', { into: other.id });
    expect(merged.body).toMatchObject({ incident: { state: 'MERGED', mergedInto: other.id }, into: { alarmCount: 2 } });
    expect(items(await station.get('pan', `/alarms?incident=${other.id}`))).toHaveLength(3);
    expect(items(await station.get('pan', `/alarms?incident=${incident.id}`))).toHaveLength(0);
    expect(why(await act('ent', incident, 'suspend', { reason: 'r' }))).toEqual([409, 'wrong-state']);
  });

  test('retaining a sample writes the device’s own command to the outbox', async () => {
    const incident = await station.openIncident();
    expect((await act('ent', incident, 'start-measure', { measure: 'retain-sample' })).status).toBe(200);
    const owner = { kind: 'incident', id: incident.id } as const;
    const rows = await station.records.transaction((tx) => station.app.get(Outbox).of(tx, owner));
    const commands = rows.filter(({ message }) => message.kind === 'command').map(({ message }) => message.data);
    expect(commands).toMatchObject([{ outlet: 'main', monitor: 'MN-east-main', measure: 'm1' }]);
    const [frame] = decodeFrames(Buffer.from(String(commands[0]?.['frame']), 'latin1'));
    expect(frame).toMatchObject({ ok: true, frame: { cn: '3015', mn: 'MN-east-main' } });
  });
});

test('an act sent again gets the first answer and is done once', async () => {
  const incident = await station.openIncident();
  const send = () => act('ent', incident, 'escalate', { reason: 'once' }, { 'idempotency-key': 'again' });
  const replies = await Promise.all([send(), send(), send()]);
  for (const { status, body } of replies) expect([status, body]).toEqual([200, replies[0]?.body]);
  expect(await told(incident, 'incident.escalated')).toHaveLength(1);
  const stored = await station.records.transaction((tx) => station.app.get(Incidents).get(tx, incident.id));
  expect(stored?.tiers.map(({ tier }) => tier)).toEqual(['enterprise', 'park']);
});
