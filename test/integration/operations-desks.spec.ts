import { type Deadline, DEFAULT_POLICY, type DeskStateView } from '@cofferdam/domain';
import { Deadlines, Outbox } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

type Told = Record<string, unknown>;
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const items = ({ body }: Reply): Told[] => body['items'] as Told[];
const put = (who: string, path: string, body: unknown, headers = {}) =>
  station.call(who, 'PUT', `/api/v1${path}`, body, headers);
const remove = (who: string, path: string, headers = {}) =>
  station.call(who, 'DELETE', `/api/v1${path}`, undefined, headers);
const seen = (count: unknown) => ({ 'if-match': `"g${String(count)}"` });
const eventsOf = async (type: string): Promise<Told[]> => {
  const events = items(await station.get('ada', '/journal?limit=1000'));
  return events.filter((event) => event['type'] === type);
};
const told = (type: string, about: (event: Told) => boolean) =>
  waitFor(async () => (await eventsOf(type)).find(about), { what: type });

const NAME = { zh: '值班台', en: 'Desk' };
const members = ['ent', 'eva'].map((user) => ({ user, phone: '+86 10 1234' }));

/** A desk of the enterprise tier with two people; each test has its own. */
async function makeDesk(id: string, more: object = {}): Promise<Told> {
  const body = { name: NAME, tier: 'enterprise', members, phone: '+86 10 5555', ...more };
  const reply = await put('eng', `/parks/east/desks/${id}`, body);
  expect([reply.status, reply.headers.get('etag')]).toEqual([200, '"g1"']);
  return reply.body;
}
const deskOf = async (id: string): Promise<DeskStateView & Told> => {
  const found = items(await station.get('pan', '/desks')).find((desk) => desk['id'] === `east.${id}`);
  return found as unknown as DeskStateView & Told;
};
const act = (who: string, id: string, verb: string, body: object = {}, headers = {}) =>
  station.post(who, `/desks/east.${id}/${verb}`, body, headers);
const pendingOf = (id: string): Promise<Deadline[]> =>
  station.records.snapshot((tx) => station.app.get(Deadlines).pendingOf(tx, { kind: 'desk', id: `east.${id}` }));
const messagesOf = (id: string) =>
  station.records.transaction((tx) => station.app.get(Outbox).of(tx, { kind: 'desk', id: `east.${id}` }));

describe('desks', () => {
  test('are those of the park file and of the API, within one’s parks, with who is on duty', async () => {
    const desk = await makeDesk('made');
    expect(desk).toMatchObject({ id: 'east.made', source: 'api', version: 1, generation: 0, holder: null });
    expect((desk['onDuty'] as Told[]).map(({ user }) => user)).toEqual(['ent', 'eva']);
    const mine = items(await station.get('pan', '/desks')).map(({ id }) => id);
    expect(mine).toEqual(expect.arrayContaining(['east.made', 'east.park-desk', 'east.unit-desk']));
    expect(items(await station.get('wei', '/desks'))).toEqual([]);
    expect((await station.get('wei', '/desks?park=east')).status).toBe(404);
    expect((await deskOf('park-desk'))['source']).toBe('file');
  });

  test('an edit needs the version that was seen, an engineer, and people who make sense', async () => {
    await makeDesk('edited');
    const path = '/parks/east/desks/edited';
    const body = { name: NAME, tier: 'enterprise', members: [{ user: 'eva' }] };
    expect((await put('pan', path, body)).status).toBe(403);
    expect(kind(await put('eng', path, body))).toBe('precondition-required');
    const stale = await put('eng', path, body, seen(9));
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"g1"']);
    expect(stale.body['current']).toMatchObject({ id: 'east.edited', version: 1 });
    const done = await put('eng', path, body, seen(1));
    expect([done.status, done.body['version'], done.headers.get('etag')]).toEqual([200, 2, '"g2"']);
    const odd = { ...body, shifts: [{ id: 's', name: NAME, from: '08:00', to: '20:00', members: ['stranger'] }] };
    expect((await put('eng', path, odd, seen(2))).body).toMatchObject({
      status: 400,
      errors: [{ at: 'body.shifts.0.members.0' }],
    });
    expect((await put('eng', path, { ...body, id: 'other' }, seen(2))).status).toBe(400);
    expect((await put('eng', '/parks/none/desks/x', body)).status).toBe(404);
    expect(kind(await put('eng', '/parks/east/desks/none', body, seen(1)))).toBe('precondition-failed');
    const event = await told('desk.changed', ({ data }) => (data as Told)['version'] === 2);
    expect(JSON.stringify(event)).not.toContain('1234');
  });

  test('a desk that goes leaves nothing due', async () => {
    await makeDesk('gone');
    await act('ent', 'gone', 'hand-over', { to: 'eva' }, seen(0));
    expect(await pendingOf('gone')).toHaveLength(1);
    expect(kind(await remove('eng', '/parks/east/desks/gone'))).toBe('precondition-required');
    expect((await remove('pan', '/parks/east/desks/gone', seen(1))).status).toBe(403);
    expect((await remove('eng', '/parks/east/desks/gone', seen(1))).body).toEqual({ id: 'east.gone', removed: true });
    expect(await pendingOf('gone')).toEqual([]);
    expect((await messagesOf('gone')).map(({ state }) => state)).toEqual(['CANCELLED']);
    expect(await deskOf('gone')).toBeUndefined();
    expect((await act('ent', 'gone', 'present')).status).toBe(404);
  });

  test('shifts: now with who holds the desk, at another time as they are planned', async () => {
    const shifts = [
      { id: 'day', name: NAME, from: '08:00', to: '20:00', members: ['ent'] },
      { id: 'night', name: NAME, from: '20:00', to: '08:00', members: ['eva'] },
    ];
    await makeDesk('shifted', { shifts });
    const at = async (moment: string) => {
      const all = items(await station.get('pan', `/shifts?park=east&at=${encodeURIComponent(moment)}`));
      return all.find(({ desk }) => desk === 'shifted');
    };
    expect(await at('2026-11-24T21:00:00+08:00')).toMatchObject({
      shifts: [{ id: 'night', from: '2026-11-24T12:00:00.000Z', to: '2026-11-25T00:00:00.000Z', members: ['eva'] }],
      onDuty: [{ user: 'eva', until: '2026-11-25T00:00:00.000Z', phone: '+86 10 1234' }],
    });
    expect(await at('2026-11-24T09:00:00+08:00')).toMatchObject({ onDuty: [{ user: 'ent' }] });
    await act('ada', 'shifted', 'force', { to: 'eva', reason: 'asked to stay' });
    const now = items(await station.get('pan', '/shifts')).find(({ desk }) => desk === 'shifted');
    expect((now?.['onDuty'] as Told[])[0]).toMatchObject({ user: 'eva', until: null });
    expect((await station.get('pan', '/shifts?at=yesterday')).status).toBe(400);
  });
});

describe('a desk is handed over', () => {
  test('offered, held until it is accepted, then the other’s', async () => {
    await makeDesk('night');
    const incident = await station.openIncident([{ severity: 'red' }]);
    const before = await deskOf('night');
    expect(kind(await act('ent', 'night', 'hand-over', { to: 'eva' }))).toBe('precondition-required');
    const offered = await act(
      'ent',
      'night',
      'hand-over',
      { to: 'eva', note: 'watch the gate' },
      seen(before.generation),
    );
    expect([offered.status, offered.headers.get('etag')]).toEqual([200, '"g1"']);
    expect(offered.body).toMatchObject({ holder: 'ent', offer: { to: 'eva', note: 'watch the gate', missed: false } });
    const { at, due, digest } = (await deskOf('night')).offer ?? { at: '', due: '', digest: null };
    expect(Date.parse(due) - Date.parse(at)).toBe(DEFAULT_POLICY.handOver.red * 60_000);
    expect(digest?.incidents).toBeGreaterThanOrEqual(1);
    expect(Date.parse(digest?.nextDue ?? '')).toBeGreaterThan(incident.openedAt);
    expect(await pendingOf('night')).toMatchObject([{ kind: 'hand-over', dueAt: Date.parse(due) }]);
    expect(await messagesOf('night')).toMatchObject([
      { state: 'PENDING', message: { kind: 'hand-over', tier: 'enterprise', severity: 'red', data: { to: 'eva' } } },
    ]);

    const twice = await act('ent', 'night', 'hand-over', { to: 'eva' }, seen(1));
    expect([twice.status, twice.body['reason']]).toEqual([409, 'already-offered']);
    expect((await act('ent', 'night', 'accept')).body).toMatchObject({ status: 409, reason: 'offered-to-another' });
    const accepted = await act('eva', 'night', 'accept');
    expect(accepted.body).toMatchObject({ holder: 'eva', offer: null, onDuty: [{ user: 'eva' }, { user: 'ent' }] });
    expect(await pendingOf('night')).toEqual([]);
    expect((await messagesOf('night')).map(({ state }) => state)).toEqual(['CANCELLED']);
    const event = await told('desk.handed-over', ({ data }) => (data as Told)['desk'] === 'night');
    expect(event).toMatchObject({ actor: 'eva', park: 'east', data: { from: 'ent', to: 'eva', holder: 'eva' } });
    await told('desk.hand-over-offered', ({ data }) => (data as Told)['desk'] === 'night');
  });

  test('only by its people, and only to them', async () => {
    await makeDesk('own');
    const offer = (who: string, to: string) => act(who, 'own', 'hand-over', { to }, seen(0));
    expect((await offer('pan', 'eva')).body).toMatchObject({ status: 403, reason: 'not-a-member' });
    expect((await offer('ent', 'pan')).body).toMatchObject({ status: 403, reason: 'not-a-member' });
    expect((await offer('ent', 'wei')).status).toBe(400);
    expect((await offer('ent', 'nobody')).status).toBe(400);
    expect((await offer('eng', 'eva')).status).toBe(403);
    expect((await offer('wei', 'eva')).status).toBe(404);
    const stale = await act('ent', 'own', 'hand-over', { to: 'eva' }, seen(3));
    expect([stale.status, stale.body['current']]).toEqual([412, expect.objectContaining({ id: 'east.own' })]);
  });

  test('forced by a supervisor with a reason, never by an engineer', async () => {
    await makeDesk('forced');
    const force = (who: string, to = 'eva') => act(who, 'forced', 'force', { to, reason: 'ent was taken ill' });
    expect((await force('eng')).status).toBe(403);
    expect((await force('uli')).body).toMatchObject({ status: 403, reason: 'role-too-low' });
    expect((await force('eva')).body).toMatchObject({ status: 403, reason: 'role-too-low' });
    expect((await act('pan', 'forced', 'force', { to: 'eva', reason: ' ' })).status).toBe(400);
    expect((await force('pan')).body).toMatchObject({ holder: 'eva', offer: null });
    expect((await force('ada', 'ent')).body).toMatchObject({ holder: 'ent' });
    const event = await told('desk.handed-over', ({ actor }) => actor === 'pan');
    expect(event['data']).toMatchObject({ forced: { by: 'pan', reason: 'ent was taken ill' } });
  });

  test('of two acceptances at once one is done', async () => {
    await makeDesk('raced');
    await act('ent', 'raced', 'hand-over', { to: 'eva' }, seen(0));
    const replies = await Promise.all([act('eva', 'raced', 'accept'), act('eva', 'raced', 'accept')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('who says that they are there is one of its people', async () => {
    await makeDesk('there');
    expect((await act('pan', 'there', 'present')).body).toMatchObject({ status: 403, reason: 'not-a-member' });
    const reply = await act('eva', 'there', 'present');
    expect(Date.parse(String(reply.body['presenceAt']))).toBeGreaterThan(Date.now() - 60_000);
    await told('desk.presence-confirmed', ({ actor }) => actor === 'eva');
  });

  test('who is taken off the roster holds it no more', async () => {
    await makeDesk('roster');
    await act('ent', 'roster', 'hand-over', { to: 'eva' }, seen(0));
    const body = { name: NAME, tier: 'enterprise', members: [{ user: 'eva' }] };
    const reply = await put('eng', '/parks/east/desks/roster', body, seen(1));
    expect(reply.body).toMatchObject({ holder: null, offer: null, onDuty: [{ user: 'eva' }] });
    expect(await pendingOf('roster')).toEqual([]);
  });

  test('a desk without members is its tier’s', async () => {
    await makeDesk('open', { members: [] });
    expect((await act('ent', 'open', 'hand-over', { to: 'eva' }, seen(0))).status).toBe(200);
    expect((await act('eva', 'open', 'accept')).body).toMatchObject({ holder: 'eva' });
  });
});
