import { SETTINGS } from '@cofferdam/config';
import { DEFAULT_POLICY, type DrillView, type IncidentView } from '@cofferdam/domain';
import { Drills, Policies } from '@cofferdam/records';
import { drillEvents, HandMovedDrill, SCENARIO } from './drill-fixtures';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
const useBroker = (url: string | undefined) => Object.assign(station.app.get<object>(SETTINGS), { drillMqttUrl: url });
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
beforeEach(() => useBroker('mqtt://127.0.0.1:1'));
afterAll(() => station.stop());

const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const said = ({ status, body }: Reply) => [status, body['reason'] ?? body['state']];
const iso = (at: number): string => new Date(at).toISOString();
const ofDrill = (drill: HandMovedDrill) => ({ class: 'exercise', drill: drill.id }) as const;
const eventsOf = (drill: string, type: string) => drillEvents(station, drill, type);

async function planned(): Promise<string> {
  const { status, body } = await station.post('eng', '/drills', { scenario: SCENARIO, speed: 60 });
  expect(status).toBe(201);
  return body['id'] as string;
}

describe('planning', () => {
  const broken = {
    ...SCENARIO,
    participants: [{ user: 'nobody', role: 'unit' }],
    monitors: [{ ...SCENARIO.monitors[0], outlet: 'nowhere' }],
    channels: ['no-channel'],
  };

  test('everything that is wrong is told at once, by the check and by the plan alike', async () => {
    const checked = await station.post('eng', '/drills/check', { scenario: broken });
    expect(checked).toMatchObject({ status: 200, body: { ok: false, plan: [] } });
    const errors = checked.body['errors'] as { at: string; detail: string }[];
    const places = errors.map(({ at }) => at.split('.')[0]);
    expect(places).toEqual(expect.arrayContaining(['participants', 'monitors', 'channels']));
    const refused = await station.post('eng', '/drills', { scenario: broken });
    expect([refused.status, kind(refused), refused.body['errors']]).toEqual([422, 'scenario-refused', errors]);
    const elsewhere = await station.post('eng', '/drills', { scenario: { ...SCENARIO, park: 'moon', duration: 1 } });
    const at = (elsewhere.body['errors'] as { at: string }[]).map((one) => one.at);
    expect(at.sort()).toEqual(['duration', 'park']);
    expect((await station.get('eng', '/drills')).body['total']).toBe(0);
  });

  test('a check keeps nothing, and says what would be put in when', async () => {
    const { body } = await station.post('eng', '/drills/check', { scenario: SCENARIO });
    expect(body).toMatchObject({ ok: true, errors: [] });
    expect(JSON.stringify(body['plan'])).toContain('rise');
  });

  test('the score has the weights of the park, and of the scenario before them', async () => {
    const drillWeights = { detect: 30, notify: 7 };
    await station.records.transaction((tx) =>
      station.app.get(Policies).put(tx, 'east', { ...DEFAULT_POLICY, drillWeights }, 'eng'),
    );
    const { body } = await station.post('eng', '/drills', {
      scenario: { ...SCENARIO, weights: { detect: 1 } },
      speed: 60,
    });
    const kept = await station.app.get(Drills).get(station.records.db, String(body['id']));
    expect(kept?.scenario.weights).toEqual({ detect: 1, notify: 7 });
  });

  test('it is for those who direct drills; a scenario has its size', async () => {
    for (const who of ['pan', 'aud', 'uli']) {
      expect((await station.post(who, '/drills', { scenario: SCENARIO })).status).toBe(403);
    }
    const large = await station.post('eng', '/drills/check', { scenario: { ...SCENARIO, notes: 'x'.repeat(300_000) } });
    expect([large.status, kind(large)]).toEqual([413, 'too-large']);
  });

  test('drills of one scenario on one day are counted', async () => {
    const [first, second] = [await planned(), await planned()];
    expect(first).toMatch(/^cod-drill-\d{8}-\d+$/);
    const number = (id: string) => Number(id.split('-').at(-1));
    expect(number(second)).toBe(number(first) + 1);
  });
});

describe('from the plan to the report', () => {
  const act = (who: string, id: string, verb: string, body: object = {}) =>
    station.post(who, `/drills/${id}/${verb}`, body);

  test('two others approve it, its id is typed, and nothing real is open when it starts', async () => {
    const id = await planned();
    expect(said(await act('eng', id, 'approve'))).toEqual([403, 'same-person']);
    expect(said(await act('uli', id, 'approve'))).toEqual([403, 'role-too-low']);
    expect((await act('wei', id, 'approve')).status).toBe(404);
    expect(said(await act('pia', id, 'approve'))).toEqual([200, 'planned']);
    expect(said(await act('pia', id, 'approve'))).toEqual([403, 'same-person']);
    expect(said(await act('eng', id, 'arm', { confirm: id }))).toEqual([409, 'wrong-state']);
    expect(said(await act('bas', id, 'approve'))).toEqual([200, 'approved']);
    expect((await act('eng', id, 'arm', { confirm: 'something' })).status).toBe(409);
    expect(said(await act('eng', id, 'arm', { confirm: id }))).toEqual([200, 'armed']);
    useBroker(undefined);
    expect(said(await act('eng', id, 'start'))).toEqual([409, 'no-drill-broker']);
    useBroker('mqtt://127.0.0.1:1');
    const alarm = await station.raise({ severity: 'orange' });
    expect(said(await act('eng', id, 'start'))).toEqual([409, 'live-alarm']);
    const at = Date.now();
    await station.change({ ...alarm, phase: 'normal', clearedAt: at, acknowledged: { by: 'pan', at, note: null } });
    const stale = await station.post('eng', `/drills/${id}/start`, {}, { 'if-match': '"g1"' });
    expect([stale.status, kind(stale)]).toEqual([409, 'changed-since']);
    expect(await station.app.get(Drills).clock(station.records.db, id)).toBeNull();
    expect(said(await act('eng', id, 'start'))).toEqual([200, 'running']);
    const { body } = await station.get('uli', `/drills/${id}`);
    expect(body).toMatchObject({ clock: { running: true }, started: { by: 'eng', ruleVersion: 1 } });
    await act('eng', id, 'abort', { reason: 'enough' });
  });

  test('it stands, goes on, ends with all that is open in it, and is reported', async () => {
    const drill = await HandMovedDrill.begin(station, 'whole');
    const { id: incident } = await station.openIncident([ofDrill(drill)]);
    const running = async () =>
      ((await station.get('ada', '/drills/whole')).body as unknown as DrillView).clock?.running;
    expect((await act('uli', 'whole', 'pause')).status).toBe(403);
    expect(said(await act('ada', 'whole', 'pause', { reason: 'rain' }))).toEqual([200, 'paused']);
    expect(await running()).toBe(false);
    const { body: badge } = await station.get('pia', '/drills?underWay=true&park=east');
    expect((badge['items'] as DrillView[]).map(({ id, state }) => [id, state])).toEqual([['whole', 'paused']]);
    expect(said(await act('ada', 'whole', 'resume'))).toEqual([200, 'running']);
    expect(await running()).toBe(true);
    const seen = await act('aud', 'whole', 'observations', { objective: 'contain', rating: 'S', note: 'slow' });
    expect(seen.status).toBe(201);
    expect((await act('pan', 'whole', 'observations', { rating: 'P', note: 'mine' })).status).toBe(403);
    const end = await drill.settle(300);
    expect(said(await act('ada', 'whole', 'end'))).toEqual([200, 'ended']);
    expect((await station.get('ada', `/incidents/${incident}`)).body['state']).toBe('CLOSED');
    expect((await eventsOf('whole', 'drill.ended')).map(({ at }) => at)).toEqual([end]);
    expect(await running()).toBe(false);
    expect(said(await act('pan', 'whole', 'evaluate'))).toEqual([403, 'role-too-low']); // takes part, and judges nothing
    const made = await act('ada', 'whole', 'actions', { text: 'train', owner: 'uli', due: '2027-01-31' });
    const [action] = (made.body as unknown as DrillView).actions;
    expect(said(await act('aud', 'whole', 'evaluate'))).toEqual([200, 'evaluated']);
    expect(said(await act('pan', 'whole', 'report'))).toEqual([403, 'role-too-low']);
    expect(said(await act('aud', 'whole', 'report'))).toEqual([200, 'reported']);
    const { body: score } = await station.get('aud', '/drills/whole/score');
    const { body: script } = await station.get('aud', '/drills/whole/script');
    const scored = (score['expectations'] as { outcome: string }[]).map(({ outcome }) => outcome);
    const items = script['items'] as { expected: { outcome: string }[] }[];
    expect(items.flatMap(({ expected }) => expected.map(({ outcome }) => outcome))).toEqual(scored);
    expect(scored).toEqual(['not-fired']);
    expect(await station.app.get(Drills).report(station.records.db, 'whole')).not.toBeNull();
    const closed = await act('ada', 'whole', `actions/${action?.id}/close`, { note: 'trained' });
    expect(closed.body).toMatchObject({ actions: [{ closed: { by: 'ada', note: 'trained' } }] });
  });

  test('aborted before its start it never had a clock', async () => {
    const id = await planned();
    const { body } = await act('eng', id, 'abort', { reason: 'no' });
    expect(body).toMatchObject({ state: 'ended', clock: null, ended: { why: 'abort', reason: 'no' } });
  });
});

describe('who sees what', () => {
  test('everybody of the park hears of it; its script is for those who run it, may approve it, or read the records', async () => {
    const drill = await HandMovedDrill.begin(station, 'seen');
    const ids = async (who: string) =>
      ((await station.get(who, '/drills?limit=200')).body['items'] as DrillView[]).map(({ id }) => id);
    expect(await ids('pia')).toContain(drill.id);
    expect(await ids('wei')).toEqual([]);
    for (const path of ['', '/script', '/score']) {
      const status = async (who: string) => (await station.get(who, `/drills/seen${path}`)).status;
      for (const who of ['ada', 'aud', 'eng', 'pia', 'bas'])
        expect([path, who, await status(who)]).toEqual([path, who, 200]);
      // Who plays is not told beforehand what will come, and what is expected.
      for (const who of ['uli', 'ent']) expect([path, await status(who)]).toEqual([path, path === '' ? 200 : 403]);
      expect([path, await status('eva'), await status('wei')]).toEqual([path, 403, 404]);
    }
    const { body } = await station.get('aud', '/drills/seen/script');
    const [rise] = body['items'] as object[];
    expect(rise).toMatchObject({ id: 'rise', at: 30, state: 'waiting', carriedOutAt: null });
    expect(rise).toMatchObject({ expected: [{ action: 'detect', within: 120, outcome: 'waiting', latency: null }] });
    await station.post('ada', '/drills/seen/end');
  });
});

describe('who acts in a drill', () => {
  let drill: HandMovedDrill;
  let at: number;
  const alarm = (more: object = {}) => station.raise({ ...ofDrill(drill), ...more });
  const incident = async () => (await station.openIncident([ofDrill(drill)])).id;
  beforeAll(async () => {
    drill = await HandMovedDrill.begin(station, 'gate', { participants: SCENARIO.participants.map(person) });
    at = await drill.settle(100);
  });
  const person = ({ user, role }: (typeof SCENARIO.participants)[number]) =>
    ({ user, role }) as { user: string; role: 'unit' };

  const approval = async (): Promise<string> => {
    const id = await incident();
    const body = { reason: 'r', evidence: 'e' };
    const asked = await station.post('ent', `/incidents/${id}/mark-false`, body, { 'if-match': '"g1"' });
    expect(asked.status).toBe(202);
    return (asked.body['approval'] as { id: string }).id;
  };
  const acts: [what: string, path: () => Promise<string>, body: object, insider: string, outsider: string][] = [
    ['acknowledge', async () => `/incidents/${await incident()}/acknowledge`, {}, 'ent', 'pia'],
    ['note', async () => `/incidents/${await incident()}/note`, { text: 't' }, 'ent', 'eva'],
    ['an alarm', async () => `/alarms/${(await alarm()).id}/acknowledge`, {}, 'uli', 'pia'],
    ['its note', async () => `/alarms/${(await alarm()).id}/note`, { note: 't' }, 'ada', 'eva'],
    ['shelving', async () => `/alarms/${(await alarm()).id}/shelve`, { minutes: 5, reason: 'r' }, 'ent', 'eva'],
    ['the law', async () => `/incidents/${await incident()}/event-level`, { level: 'III' }, 'pan', 'pia'],
    ['an approval', async () => `/approvals/${await approval()}/confirm`, {}, 'pan', 'pia'],
    [
      'a wall',
      async () => '/parks/east/walls/gate/report?class=exercise&drill=gate',
      { state: 'closed' },
      'pan',
      'pia',
    ],
  ];

  test.each(acts)('%s: participants and controllers, and nobody else', async (_, path, body, insider, outsider) => {
    const url = await path();
    const stranger = await station.post(outsider, url, body, { 'if-match': '"g1"' });
    expect([stranger.status, stranger.body['reason']]).toEqual([403, 'not-a-participant']);
    const reply = await station.post(insider, url, body, { 'if-match': '"g1"' });
    expect([reply.status, reply.body['reason']]).toEqual([200, undefined]);
  });

  test('the drill’s clock says when', async () => {
    const id = await incident();
    const reply = await station.post('ent', `/incidents/${id}/acknowledge`);
    expect(reply.body['at']).toBe(iso(at));
    const wall = await station.get('pan', '/parks/east/walls?class=exercise&drill=gate');
    const gate = (wall.body['items'] as { wall: string; at: string }[]).find((one) => one.wall === 'gate');
    expect(gate).toMatchObject({ at: iso(at), state: 'closed' });
    const live = (await station.get('pan', '/parks/east/walls')).body['items'] as { wall: string }[];
    expect(live.find((one) => one.wall === 'gate')).toMatchObject({ at: null, state: 'unknown' });
  });

  test('of a group, alarms of another’s drill are told apart, and each alarm goes by its own clock', async () => {
    const [own, real] = [await alarm(), await station.raise()];
    const items = [own, real].map(({ id, generation }) => ({ id, generation }));
    const outsider = (await station.post('pia', '/alarms/acknowledge', { items })).body;
    expect(outsider).toMatchObject({ refused: [{ id: own.id, reason: 'not-a-participant' }] });
    expect(outsider).toMatchObject({ acknowledged: [{ id: real.id }] });
    await station.post('pan', '/alarms/acknowledge', { items });
    const told = await eventsOf('gate', 'alarm.acknowledged');
    expect(told.find(({ data }) => (data as { id: string }).id === own.id)?.at).toBe(at);
  });

  test('nobody outside is handed anything, and the public is never warned', async () => {
    const id = await incident();
    const offer = { to: 'eva' };
    const reply = await station.post('ent', `/incidents/${id}/hand-over`, offer, { 'if-match': '"g1"' });
    expect([reply.status, reply.body['reason']]).toEqual([403, 'not-a-participant']);
    const text = { zh: '演。', en: 'x' };
    const warning = { headline: text, description: text, instruction: text, areas: [text] };
    expect(said(await station.post('bas', `/incidents/${id}/warning`, warning))).toEqual([409, 'wrong-state']);
  });

  test('when it is over nobody acts in it any more', async () => {
    const id = await incident();
    await station.post('ada', '/drills/gate/pause');
    expect((await station.post('ent', `/incidents/${id}/note`, { text: 'while it stands' })).status).toBe(200);
    await station.post('ada', '/drills/gate/end');
    const late = await station.post('ent', `/incidents/${id}/note`, { text: 'late' });
    expect([late.status, late.body['reason']]).toEqual([403, 'not-a-participant']);
    const unknown = await station.openIncident([{ class: 'exercise', drill: 'never-was' }]);
    expect((await station.post('ent', `/incidents/${unknown.id}/note`, { text: 't' })).status).toBe(403);
  });
});

describe('a false alert', () => {
  test('is corrected in one act, by those who act in it', async () => {
    const drill = await HandMovedDrill.begin(station, 'false');
    const at = await drill.settle(50);
    const ids = [(await station.openIncident([ofDrill(drill)])).id, (await station.openIncident([ofDrill(drill)])).id];
    const real = await station.openIncident();
    const outsider = await station.post('pia', '/drills/false/correct', { reason: 'a mistake' });
    expect(said(outsider)).toEqual([403, 'not-a-participant']);
    const reply = await station.post('ada', '/drills/false/correct', { reason: 'a mistake' });
    expect(reply).toMatchObject({ status: 200, body: { by: 'ada', at: iso(at), left: [] } });
    expect(reply.body['suspended']).toEqual([...ids].sort());
    const state = async (id: string) =>
      ((await station.get('pan', `/incidents/${id}`)).body as unknown as IncidentView).state;
    expect(await Promise.all([...ids, real.id].map(state))).toEqual(['SUSPENDED', 'SUSPENDED', 'OPEN']);
    const [told, ...more] = await eventsOf('false', 'drill.corrected');
    expect([told?.actor, told?.at, more]).toEqual(['ada', at, []]);
    expect((await station.post('pan', '/drills/false/correct', { reason: 'again' })).body).toMatchObject({
      suspended: [],
      left: ids.map((incident) => ({ incident, state: 'SUSPENDED' })),
    });
    await station.post('ada', '/drills/false/end');
  });
});
