import { DEFAULT_POLICY } from '@cofferdam/domain';
import { FeedReader, waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

type Told = Record<string, unknown>;
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const HOUR = 3_600_000;
const items = ({ body }: Reply): Told[] => body['items'] as Told[];
const put = (who: string, path: string, body: unknown, headers = {}) =>
  station.call(who, 'PUT', `/api/v1${path}`, body, headers);
const seen = (count: unknown) => ({ 'if-match': `"g${String(count)}"` });
const eventsOf = async (type: string): Promise<Told[]> => {
  const events = items(await station.get('ada', '/journal?limit=1000'));
  return events.filter((event) => event['type'] === type);
};
const told = (type: string, about: (event: Told) => boolean) =>
  waitFor(async () => (await eventsOf(type)).find(about), { what: type });

describe('users', () => {
  const newcomer = { role: 'unit', parks: ['east'], password: 'long enough' };
  /** An administrator of one park. */
  const eastAdmin = async (username: string): Promise<string> => {
    await station.post('ada', '/users', { ...newcomer, username, role: 'admin' });
    const { body } = await station.post(null, '/session', { username, password: newcomer.password });
    return body['token'] as string;
  };

  test('are made and seen by administrators, without their passwords', async () => {
    const made = await station.post('ada', '/users', { ...newcomer, username: 'nils', name: 'Nils', phone: '+86 139' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      ...{ username: 'nils', role: 'unit', parks: ['east'], name: 'Nils', phone: '+86 139' },
      ...{ language: 'zh-CN', channels: [], disabled: false, editable: true },
    });
    expect((await station.post('ada', '/users', { ...newcomer, username: 'nils' })).body).toMatchObject({
      ...{ status: 409, reason: 'name-taken' },
    });
    const list = await station.get('ada', '/users');
    expect(items(list).map(({ username }) => username)).toEqual(expect.arrayContaining(['ada', 'nils', 'wei']));
    expect(JSON.stringify(list.body)).not.toMatch(/password|scrypt/);
    for (const who of ['eng', 'pan', 'aud']) expect((await station.get(who, '/users')).status).toBe(403);
    expect((await station.post('eng', '/users', { ...newcomer, username: 'x1' })).status).toBe(403);
    const event = await told('user.changed', ({ subject }) => (subject as Told)['id'] === 'nils');
    expect(event).toMatchObject({ actor: 'ada', park: 'east', data: { role: 'unit', created: true } });
    expect(JSON.stringify(event)).not.toMatch(/long enough|139/);
  });

  test.each([
    [{ password: 'short' }],
    [{ parks: [] }],
    [{ role: 'king' }],
    [{ username: 'a b' }],
    [{ parks: ['nowhere'] }],
    [{ phone: 'ring me' }],
    [{ language: 'de' }],
  ])('%j is not taken', async (odd) => {
    expect((await station.post('ada', '/users', { ...newcomer, username: 'odd', ...odd })).status).toBe(400);
  });

  test('are told in the language that an administrator gives them', async () => {
    const made = await station.post('ada', '/users', { ...newcomer, username: 'joan', language: 'en' });
    expect(made.body).toMatchObject({ language: 'en' });
    expect((await station.post('ada', '/users/joan', { name: 'Joan' })).body).toMatchObject({ language: 'en' });
    expect((await station.post('ada', '/users/joan', { language: 'fr' })).status).toBe(400);
    expect((await station.post('ada', '/users/joan', { language: 'zh-CN' })).body).toMatchObject({ language: 'zh-CN' });
    const list = items(await station.get('ada', '/users'));
    expect(list.find(({ username }) => username === 'joan')).toMatchObject({ language: 'zh-CN' });
    const joan = ({ subject }: Told) => (subject as Told)['id'] === 'joan';
    for (const language of ['en', 'zh-CN']) {
      await told('user.changed', (event) => joan(event) && (event['data'] as Told)['language'] === language);
    }
  });

  test('an administrator of one park gives that park and no other', async () => {
    const token = await eastAdmin('east-admin');
    const make = (username: string, parks: string[]) => station.post(token, '/users', { ...newcomer, username, parks });
    expect((await make('e1', ['east'])).status).toBe(201);
    for (const parks of [['west'], ['east', 'west'], ['*']]) expect((await make('e2', parks)).status).toBe(403);
    expect((await station.post(token, '/users/e1', { parks: ['*'] })).status).toBe(403);
    expect((await station.post(token, '/users/wei', { name: 'W' })).status).toBe(404);
    expect((await station.post(token, '/users/ada', { password: 'taken over' })).status).toBe(403);
    const seenByThem = items(await station.get(token, '/users'));
    expect(seenByThem.find(({ username }) => username === 'ada')).toMatchObject({ editable: false });
    expect(seenByThem.map(({ username }) => username)).not.toContain('wei');
    expect((await station.get(token, '/users?park=west')).status).toBe(404);
  });

  test('nobody takes their own rights away', async () => {
    const token = await eastAdmin('careful');
    for (const change of [{ disabled: true }, { role: 'unit' }, { parks: ['east'] }]) {
      expect((await station.post(token, '/users/careful', change)).body).toMatchObject({ reason: 'same-person' });
    }
    expect((await station.post(token, '/users/careful', { name: 'C' })).body).toMatchObject({ name: 'C' });
  });

  test('a new password, or none, ends their sessions and feeds at once', async () => {
    await station.post('ada', '/users', { ...newcomer, username: 'tom' });
    const signIn = (password: string) => station.post(null, '/session', { username: 'tom', password });
    const token = (await signIn(newcomer.password)).body['token'] as string;
    const feed = await FeedReader.open(station.url, token, 0);
    expect((await station.post('ada', '/users/tom', { password: 'another one' })).status).toBe(200);
    expect((await station.get(token, '/parks')).status).toBe(401);
    await waitFor(() => feed.ended, { what: 'the end of the feed' });
    expect((await signIn(newcomer.password)).status).toBe(401);
    const again = (await signIn('another one')).body['token'] as string;
    await station.post('ada', '/users/tom', { disabled: true });
    expect((await station.get(again, '/parks')).status).toBe(401);
    expect((await signIn('another one')).status).toBe(401);
    await station.post('ada', '/users/tom', { disabled: false });
    expect((await signIn('another one')).status).toBe(200);
    const event = await told('user.changed', ({ data }) => (data as Told)['passwordChanged'] === true);
    expect(JSON.stringify(event)).not.toContain('another one');
  });

  test('a feed of a user whose parks have changed is opened again', async () => {
    await station.post('ada', '/users', { ...newcomer, username: 'ula', parks: ['east', 'west'] });
    const { body } = await station.post(null, '/session', { username: 'ula', password: newcomer.password });
    const token = body['token'] as string;
    const feed = await FeedReader.open(station.url, token, 0);
    await station.post('ada', '/users/ula', { parks: ['west'] });
    await waitFor(() => feed.ended, { what: 'the end of the feed' });
    expect(items(await station.get(token, '/parks')).map(({ id }) => id)).toEqual(['west']);
  });
});

describe('policies', () => {
  test('are the park’s, in versions', async () => {
    const before = await station.get('pan', '/parks/east/policy');
    expect(before.body).toMatchObject({ park: 'east', policy: { repeat: DEFAULT_POLICY.repeat } });
    const tag = before.headers.get('etag') ?? '';
    const policy = { ...DEFAULT_POLICY, repeat: 7 };
    const set = (who: string, headers = {}) => put(who, '/parks/east/policy', policy, headers);
    expect((await set('pan', { 'if-match': tag })).status).toBe(403);
    expect(kind(await set('eng'))).toBe('precondition-required');
    expect((await set('eng', seen(99))).status).toBe(412);
    const done = await set('eng', { 'if-match': tag });
    expect(done.body).toMatchObject({ version: Number(before.body['version']) + 1, policy: { repeat: 7 } });
    const after = await station.get('pan', '/parks/east/policy');
    expect(after.body['history']).toMatchObject([{ actor: 'eng', version: done.body['version'] }]);
    const list = items(await station.get('ada', '/policies')).map(({ park }) => park);
    expect(list).toEqual(['east', 'west']);
    expect(items(await station.get('pan', '/policies?park=east'))).toHaveLength(1);
    expect((await station.get('pan', '/parks/west/policy')).status).toBe(404);
    await told('policy.changed', ({ actor }) => actor === 'eng');
  });
});

describe('walls', () => {
  test('stand as they were last reported; a pond says what it could still take', async () => {
    const walls = items(await station.get('pan', '/parks/east/walls'));
    expect(walls.find(({ wall }) => wall === 'pond')).toMatchObject({
      ...{ state: 'unknown', volume: 3_000, level: 1_000, free: 2_000, by: null, at: null },
    });
    const report = (who: string, wall: string, body: unknown) =>
      station.post(who, `/parks/east/walls/${wall}/report`, body);
    expect((await report('pan', 'pond', { state: 'in-use', level: 2_500 })).body).toMatchObject({
      ...{ wall: 'pond', state: 'in-use', level: 2_500, free: 500, by: 'pan', incident: null },
    });
    expect((await report('uli', 'pond', { state: 'open' })).body).toMatchObject({ level: 2_500, by: 'uli' });
    expect((await report('uli', 'gate', { state: 'failed' })).body).toMatchObject({ state: 'failed', free: null });
    expect((await report('uli', 'gate', { state: 'closed', level: 3 })).status).toBe(400);
    expect((await report('uli', 'none', { state: 'closed' })).status).toBe(404);
    expect((await report('eng', 'gate', { state: 'closed' })).status).toBe(403);
    expect((await report('wei', 'gate', { state: 'closed' })).status).toBe(404);
    await told('wall.reported', ({ actor }) => actor === 'pan');
    const again = items(await station.get('pan', '/parks/east/walls'));
    expect(again.find(({ wall }) => wall === 'gate')).toMatchObject({ state: 'failed', by: 'uli' });
    expect((await station.get('wei', '/parks/east/walls')).status).toBe(404);
  });

  test('what is read at a pond moves the clock of the incident that fills it', async () => {
    const { id, generation } = await station.openIncident();
    const at = Date.now();
    const use = { volume: 3_000, level: 1_000, inflow: 400, at, fullAt: at + 5 * HOUR, generation: 1, n: 1 };
    await station.amend(id, { pond: { wall: 'pond', ...use, missed: false } });
    const reading = { state: 'in-use', level: 2_000, inflow: 1_000 };
    await station.post('pan', '/parks/east/walls/pond/report', reading);
    const { body } = await station.get('pan', `/incidents/${id}`);
    expect(body).toMatchObject({ generation, pond: { level: 2_000, inflow: 1_000, n: 2 } });
    const { fullAt, at: readAt } = body['pond'] as { fullAt: string; at: string };
    expect(Date.parse(fullAt) - Date.parse(readAt)).toBe(HOUR);
    const deadlines = items(await station.get('pan', `/incidents/${id}/deadlines`));
    const ponds = deadlines.filter((deadline) => deadline['kind'] === 'pond');
    expect(ponds.map(({ n, state }) => [n, state])).toEqual(
      expect.arrayContaining([
        [1, 'CANCELLED'],
        [2, 'PENDING'],
      ]),
    );
  });
});
