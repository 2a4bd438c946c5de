import { DingTalkProvider, type DingTalkRobot } from '@cofferdam/providers';
import { calm, faultIn, outgoing } from '../outgoing.fixture';
import { dingtalk, DingTalkSettings } from './channel';

const ROBOT = { accessToken: 'token-0123456789', secret: 'SEC0123456789abcdef', keyword: '预警' };
const open: DingTalkProvider[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

async function robot(setup: DingTalkRobot = ROBOT) {
  const provider = new DingTalkProvider(setup);
  open.push(provider);
  const url = `${await provider.listen()}/robot/send`;
  const settings = (over: object = {}) => DingTalkSettings.parse({ ...ROBOT, url, ...over });
  const send = (over = {}, message = {}) => dingtalk.send(settings(over), outgoing(message), calm());
  return { provider, send };
}

test('signs, and the group reads title, body and link as plain text', async () => {
  const { provider, send } = await robot();
  expect(await send()).toEqual({ ok: true, answer: 'HTTP 200 {"errcode":0,"errmsg":"ok"}' });
  expect(provider.texts()).toEqual([
    '红色预警 请确认：总排口\n化学需氧量：210 mg/L\n请于 11-24 08:30 前确认。\nhttps://console.example/incidents/1',
  ]);
});

test('errors inside HTTP 200 are faults, and secrets are in none', async () => {
  const { provider, send } = await robot();
  const wrongSign = await send({ secret: 'SEC-another-secret' });
  expect(wrongSign).toMatchObject({ fault: 'refused', answer: expect.stringContaining('sign not match') as string });
  expect(await send({ accessToken: 'token-of-nobody' })).toMatchObject({ fault: 'gone' });
  expect(await send({ keyword: null }, { title: 'x' })).toMatchObject({ fault: 'malformed' });
  provider.mood = { lie: true };
  expect(faultIn(await send())).toBe('unreachable');
  provider.mood = { down: true };
  expect(faultIn(await send())).toBe('unreachable');
  expect(provider.taken).toEqual([]);
});

test('the keyword stands at the end where the text does not hold it', async () => {
  const { provider, send } = await robot();
  await send({}, { title: '【演练】x', body: '', link: null });
  expect(provider.texts()).toEqual(['【演练】x\n预警']);
});

test('the 21st message of a minute closes the robot for ten', async () => {
  const { provider, send } = await robot();
  const results = [];
  for (let n = 0; n < 22; n += 1) results.push(await send());
  expect(results.map(faultIn)).toEqual([...Array<string>(20).fill('ok'), 'throttled', 'throttled']);
  expect(results[20]).toMatchObject({ retryAfterMs: 600_000, answer: expect.stringContaining('130101') as string });
  expect(provider.taken).toHaveLength(20);
});

test('a text of the greatest size is taken', async () => {
  const { provider, send } = await robot();
  expect(faultIn(await send({}, { body: '"\\'.repeat(20_000) }))).toBe('ok');
  expect(Buffer.byteLength(provider.texts()[0] ?? '')).toBeLessThanOrEqual(dingtalk.size.max);
});
