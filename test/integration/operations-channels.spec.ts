import type { ChannelSetup, ContactPoint } from '@cofferdam/domain';
import { Channels, Contacts, Notifications } from '@cofferdam/records';
import { HttpProvider } from '@cofferdam/providers';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

/** A group's robot that says how it is asked and nothing else. */
class Robot extends HttpProvider {
  said = '{"errcode":0,"errmsg":"ok"}';

  protected override answer(): { status: number; body: string; taken: boolean } {
    return { status: 200, body: this.said, taken: true };
  }
}

let station: OperationsStation;
let robot: Robot;
let url: string;
beforeAll(async () => {
  [station, robot] = [await OperationsStation.start(), new Robot()];
  url = `${await robot.listen()}/robot/send`;
}, 120_000);
afterAll(async () => {
  await robot.close();
  await station.stop();
});

type Told = Record<string, unknown>;
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const items = ({ body }: Reply): Told[] => body['items'] as Told[];
const NAME = { zh: '值班群', en: 'Duty group' };
const TOKEN = 'token-of-the-robot';
const put = (who: string, path: string, body: unknown, headers = {}) =>
  station.call(who, 'PUT', `/api/v1${path}`, body, headers);
const remove = (who: string, id: string, headers = {}) =>
  station.call(who, 'DELETE', `/api/v1/channels/${id}`, undefined, headers);
const seen = (count: unknown) => ({ 'if-match': `"g${String(count)}"` });
const group = (more: object = {}) => ({
  ...{ kind: 'dingtalk', name: NAME, settings: { url, accessToken: TOKEN } },
  ...more,
});
const diary = (more: object = {}) => ({ kind: 'log', name: { zh: '日志', en: 'Log' }, settings: {}, ...more });
async function set(id: string, body: object): Promise<Told> {
  const reply = await put('eng', `/channels/${id}`, body);
  expect([reply.status, reply.headers.get('etag')]).toEqual([200, '"g1"']);
  return reply.body;
}
/** Sets it up behind the API's back. */
async function have(id: string, body: object): Promise<void> {
  const setup = { id, park: null, enabled: true, language: 'zh-CN', ...body } as ChannelSetup;
  await station.records.transaction((tx) => station.app.get(Channels).put(tx, setup, 'test'));
}
const reach = (username: string, points: ContactPoint[]) =>
  station.records.transaction((tx) => station.app.get(Contacts).set(tx, username, points));
const eventsOf = async (type: string, more = ''): Promise<Told[]> => {
  const events = items(await station.get('ada', `/journal?limit=1000${more}`));
  return events.filter((event) => event['type'] === type);
};
const told = (type: string, about: (event: Told) => boolean, more = '') =>
  waitFor(async () => (await eventsOf(type, more)).find(about), { what: type });
const subjectIs = (id: string) => (event: Told) => (event['subject'] as Told)['id'] === id;

describe('channels', () => {
  test('are set up by engineers; a secret is never shown, and stays where it is left out', async () => {
    const made = await set('masked', group());
    expect(made).toMatchObject({
      ...{ id: 'masked', park: null, enabled: true, collective: true, version: 1, editable: true, language: 'zh-CN' },
      settings: { url, accessToken: { set: true }, secret: null },
    });
    const edit = group({ name: { zh: '新', en: 'New' }, settings: { url, accessToken: { set: true } } });
    expect(kind(await put('eng', '/channels/masked', edit))).toBe('precondition-required');
    const stale = await put('eng', '/channels/masked', edit, seen(7));
    expect([stale.status, stale.headers.get('etag'), stale.body['current']]).toMatchObject([
      412,
      '"g1"',
      { version: 1 },
    ]);
    expect((await put('eng', '/channels/masked', edit, seen(1))).body).toMatchObject({ version: 2, name: edit.name });
    expect((await put('eng', '/channels/masked', group({ settings: { url } }), seen(2))).status).toBe(200);
    const stored = await station.app.get(Channels).get(station.records.db, 'masked');
    expect(stored?.settings).toMatchObject({ accessToken: TOKEN });
    const one = await station.get('eng', '/channels/masked');
    expect([one.headers.get('etag'), one.body['version']]).toEqual(['"g3"', 3]);
    const event = await told('channel.changed', subjectIs('masked'));
    expect(event).toMatchObject({ park: 'system', actor: 'eng', data: { change: 'set', version: 1 } });
    const kept = await station.records.db.selectFrom('idempotency').select('answer').execute();
    for (const shown of [one.body, items(await station.get('ada', '/channels')), stale.body, event, kept]) {
      expect(JSON.stringify(shown)).not.toContain(TOKEN);
    }
  });

  test('are seen within one’s parks; how they are set is not for the desks', async () => {
    await have('west-log', diary({ park: 'west' }));
    const ids = async (who: string, query = '') =>
      items(await station.get(who, `/channels${query}`)).map(({ id }) => id);
    await have('every-log', diary());
    expect(await ids('pan')).toEqual(expect.arrayContaining(['every-log']));
    expect(await ids('pan')).not.toContain('west-log');
    expect(await ids('wei')).toContain('west-log');
    expect((await station.get('pan', '/channels/west-log')).status).toBe(404);
    expect((await station.get('pan', '/channels/every-log')).body).toMatchObject({ settings: null, usedBy: null });
    for (const who of ['pan', 'aud']) expect((await put(who, '/channels/x', diary())).status).toBe(403);
    const kinds = items(await station.get('pan', '/channel-kinds'));
    expect(kinds.find((one) => one['kind'] === 'dingtalk')).toMatchObject({
      ...{ collective: true, secrets: ['accessToken', 'secret'], address: null },
      settings: { properties: { accessToken: {} } },
    });
  });

  test('an engineer of one park sets up that park’s alone', async () => {
    const newcomer = { username: 'ewa', role: 'engineer', parks: ['east'], password: 'long enough' };
    await station.post('ada', '/users', newcomer);
    const { body } = await station.post(null, '/session', { username: 'ewa', password: newcomer.password });
    const ewa = body['token'] as string;
    expect((await put(ewa, '/channels/ewas', diary())).status).toBe(403);
    expect((await put(ewa, '/channels/ewas', diary({ park: 'west' }))).status).toBe(404);
    expect((await put(ewa, '/channels/ewas', diary({ park: 'east' }))).status).toBe(200);
    expect((await put(ewa, '/channels/west-log', diary({ park: 'east' }), seen(1))).status).toBe(404);
    expect((await remove(ewa, 'every-log', seen(1))).status).toBe(403);
  });

  test.each([
    [{ kind: 'pager' }, 'body.kind', /unknown kind "pager"; known are .*dingtalk/],
    [{ settings: {} }, 'body.settings.accessToken', /string/],
    [{ settings: { accessToken: TOKEN, colour: 1 } }, 'body.settings', /colour/],
    [{ name: { zh: '', en: 'E' } }, 'body.name.zh', /./],
    [{ language: 'de' }, 'body.language', /zh-CN.*en/],
  ])('%j is not taken, and it says why', async (odd, at, detail) => {
    const { status, body } = await put('eng', '/channels/odd', group(odd));
    expect([status, body['errors']]).toEqual([400, [{ at, detail: expect.stringMatching(detail) as string }]]);
  });

  test('a robot has the language of its group', async () => {
    expect(await set('english', group({ language: 'en' }))).toMatchObject({ language: 'en' });
    expect((await station.get('eng', '/channels/english')).body).toMatchObject({ language: 'en' });
    const stored = await station.app.get(Channels).get(station.records.db, 'english');
    expect(stored?.language).toBe('en');
    const event = await told('channel.changed', subjectIs('english'));
    expect(event['data']).toMatchObject({ channel: { language: 'en' } });
  });

  test('a channel keeps its kind', async () => {
    await have('kept', diary());
    expect((await put('eng', '/channels/kept', group(), seen(1))).body).toMatchObject({ reason: 'channel-kind' });
    expect((await put('eng', '/channels/kept', diary({ enabled: false }), seen(1))).body).toMatchObject({ version: 2 });
  });
});

describe('a test message', () => {
  const test_ = (who: string, id: string, body = {}) => station.post(who, `/channels/${id}/test`, body);

  test('goes out, says that it is a test, and the provider’s own words come back without the secret', async () => {
    await have('tested', group({ park: 'east' }));
    robot.said = `{"errcode":0,"errmsg":"ok","echo":"${TOKEN}"}`;
    const reply = await test_('eng', 'tested');
    expect(reply.body).toEqual({
      ...{ ok: true, fault: null, answer: expect.stringMatching(/\{"errcode":0,.*"echo":".+"\}$/) as string },
      tookMs: expect.any(Number) as number,
    });
    expect(JSON.stringify(reply.body)).not.toContain(TOKEN);
    const [message] = robot.taken.splice(0);
    expect(message?.body).toMatch(/【测试】\[TEST\].*测试消息.*Duty group \(tested\).*eng/);
    robot.said = '{"errcode":310000,"errmsg":"sign not match"}';
    expect((await test_('eng', 'tested')).body).toMatchObject({
      ...{ ok: false, fault: 'refused', answer: expect.stringContaining(robot.said) as string },
    });
    const event = await told('notification.failed', subjectIs('tested'), '&class=test');
    expect(event).toMatchObject({ class: 'test', park: 'east', actor: 'eng', data: { channel: 'tested', to: null } });
    const list = items(await station.get('pan', '/notifications?class=test&channel=tested&park=east'));
    expect(list.map(({ state, fault }) => [state, fault])).toEqual([
      ['failed', 'refused'],
      ['sent', null],
    ]);
    expect(items(await station.get('wei', '/notifications?class=test&channel=tested'))).toEqual([]);
    expect(items(await station.get('ada', '/notifications?channel=tested'))).toEqual([]);
  });

  test('is bounded by channel', async () => {
    await have('often', group());
    robot.said = '{"errcode":0}';
    const replies = [];
    for (let n = 0; n < 4; n += 1) replies.push(await test_('eng', 'often'));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(kind(replies[3] as Reply)).toBe('too-many-tests');
    expect(Number(replies[3]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('to a person goes to an address of an engineer’s choice, or to one’s own', async () => {
    await have('persons', diary());
    expect((await test_('eng', 'persons')).body).toMatchObject({ status: 400, errors: [{ at: 'body.to' }] });
    expect((await test_('pan', 'persons', { to: 'wei' })).status).toBe(403);
    expect((await test_('eng', 'persons', { to: 'someone' })).body).toMatchObject({ ok: true });
    await reach('pan', [{ channel: 'persons', to: 'pan-at-home' }]);
    expect((await test_('pan', 'persons')).body).toMatchObject({ ok: true });
    const event = await told('notification.sent', ({ actor }) => actor === 'pan', '&class=test');
    expect((event['data'] as Told)['to']).toBe('pan');
    expect(JSON.stringify(event)).not.toContain('at-home');
    await have('groups', group());
    expect((await test_('pan', 'groups')).status).toBe(403);
    expect((await test_('eng', 'groups', { to: 'x' })).status).toBe(400);
  });

  test('does not go out over what is switched off, or set up for another time', async () => {
    await have('off', group({ enabled: false }));
    expect((await test_('eng', 'off')).body).toMatchObject({ status: 409, reason: 'channel-off' });
    await have('old', group({ settings: { url } }));
    expect((await test_('eng', 'old')).body).toMatchObject({ status: 409, reason: 'channel-settings' });
    expect(robot.taken.splice(0).filter(({ body }) => body.includes('(off)'))).toEqual([]);
  });
});

describe('people and desks', () => {
  test('a person has an order of their own, and nobody else but administrators sees it', async () => {
    await have('mail', diary());
    await have('pager', diary());
    await have('robot', group());
    const own = [
      { channel: 'pager', to: 'p1' },
      { channel: 'mail', to: 'p2' },
    ];
    expect((await put('uli', '/me/channels', { channels: own })).body).toEqual({ channels: own, language: 'zh-CN' });
    expect((await station.get('uli', '/me/channels')).body).toMatchObject({ channels: own });
    const shown = items(await station.get('ada', '/users')).find(({ username }) => username === 'uli');
    expect(shown).toMatchObject({ channels: own });
    expect(await station.app.get(Contacts).of(station.records.db, 'uli')).toEqual(own);
    const event = await told('user.changed', ({ actor }) => actor === 'uli');
    expect(event['data']).toMatchObject({ channels: ['pager', 'mail'] });
    expect(JSON.stringify(event)).not.toMatch(/p1|p2/);
    const odd = await put('uli', '/me/channels', { channels: [{ channel: 'robot', to: 'x' }, ...own] });
    expect(odd.body).toMatchObject({ status: 400, errors: [{ at: 'body.channels.0.channel' }] });
    expect((await station.get('uli', '/me/channels')).body).toMatchObject({ channels: own });
  });

  test('a person says in which language they are told; what they do not say stays', async () => {
    const say = (language?: string) => put('wei', '/me/channels', { channels: [], ...(language && { language }) });
    expect((await station.get('wei', '/me/channels')).body).toMatchObject({ channels: [], language: 'zh-CN' });
    expect((await say('en')).body).toEqual({ channels: [], language: 'en' });
    expect((await say()).body).toEqual({ channels: [], language: 'en' });
    expect((await say('de')).body).toMatchObject({ status: 400 });
    expect((await station.get('wei', '/me/channels')).body).toMatchObject({ language: 'en' });
    const event = await told('user.changed', ({ actor }) => actor === 'wei');
    expect(event['data']).toMatchObject({ username: 'wei', language: 'en' });
  });

  test('an administrator sets them with the person; what cannot be used makes nobody', async () => {
    const newcomer = { username: 'kim', role: 'unit', parks: ['east'], password: 'long enough' };
    const wrong = { ...newcomer, channels: [{ channel: 'west-log', to: 'k' }] };
    expect((await station.post('ada', '/users', wrong)).body).toMatchObject({
      ...{ status: 400, errors: [{ at: 'body.channels.0.channel' }] },
    });
    const channels = [{ channel: 'mail', to: 'k' }];
    expect((await station.post('ada', '/users', { ...newcomer, channels })).body).toMatchObject({ channels });
    expect((await station.post('ada', '/users/kim', { name: 'Kim' })).body).toMatchObject({ channels });
    expect((await station.post('ada', '/users/kim', { channels: [] })).body).toMatchObject({ channels: [] });
  });

  test('a desk has robots of its park; what is used is not taken away', async () => {
    await have('east-robot', group({ park: 'east' }));
    await have('west-robot', group({ park: 'west' }));
    await have('pool', diary());
    const desk = (channels: string[]) =>
      put('eng', '/parks/east/desks/told', { name: NAME, tier: 'park', members: [{ user: 'pan' }], channels });
    const wrong = await desk(['east-robot', 'west-robot', 'pool', 'nowhere']);
    expect(wrong.status).toBe(400);
    expect((wrong.body['errors'] as Told[]).map(({ at }) => at)).toEqual([1, 2, 3].map((n) => `body.channels.${n}`));
    expect((await desk(['east-robot'])).body).toMatchObject({ channels: ['east-robot'] });
    await reach('bas', [{ channel: 'pool', to: 'o' }]);
    const refused = await remove('eng', 'east-robot', seen(1));
    expect(refused.body).toMatchObject({ status: 409, reason: 'channel-in-use' });
    expect(refused.body['detail']).toContain('desk east.told');
    expect((await remove('eng', 'pool', seen(1))).body['detail']).toContain('user bas');
    expect((await put('eng', '/channels/pool', diary({ park: 'west' }), seen(1))).status).toBe(409);
    expect((await station.get('eng', '/channels/pool')).body).toMatchObject({ usedBy: { desks: [], users: ['bas'] } });
    await put('eng', '/parks/east/desks/told', { name: NAME, tier: 'park', members: [{ user: 'pan' }] }, seen(1));
    expect((await remove('eng', 'east-robot', seen(1))).body).toEqual({ id: 'east-robot', removed: true });
    expect((await station.get('eng', '/channels/east-robot')).status).toBe(404);
  });
});

test('what was told to whom is read by incident, newest first and a page at a time', async () => {
  const tellOf = (n: number, type: 'notification.sent' | 'notification.failed') =>
    station.tell(1, {
      type,
      subject: { kind: 'incident', id: 'inc-told' },
      data: { key: `k${n}`, channel: n % 2 ? 'mail' : 'sms', to: 'pan', attempt: n, possibleRepeat: n === 2 },
    });
  await tellOf(1, 'notification.failed');
  for (const n of [2, 3]) await tellOf(n, 'notification.sent');
  const path = '/notifications?incident=inc-told';
  await waitFor(async () => items(await station.get('pan', path)).length === 3, { what: 'three notifications' });
  const first = await station.get('pan', `${path}&limit=2`);
  expect(first.body['total']).toBe(3);
  expect(items(first).map(({ attempt, possibleRepeat, incident }) => [attempt, possibleRepeat, incident])).toEqual([
    [3, false, 'inc-told'],
    [2, true, 'inc-told'],
  ]);
  const rest = await station.get('pan', `${path}&limit=2&after=${String(first.body['next'])}`);
  expect(items(rest).map(({ state, channel }) => [state, channel])).toEqual([['failed', 'mail']]);
  expect(rest.body['next']).toBeNull();
  expect(items(await station.get('pan', `${path}&state=sent&channel=sms`))).toHaveLength(1);
  expect(items(await station.get('wei', path))).toEqual([]);
  const query = { class: 'actual', drill: null, parks: '*', incident: 'inc-told' } as const;
  expect(await station.app.get(Notifications).count(station.records.db, query)).toBe(3);
});
