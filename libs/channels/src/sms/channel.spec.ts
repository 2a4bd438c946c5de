import { SmsProvider } from '@cofferdam/providers';
import { calm, faultIn, outgoing } from '../outgoing.fixture';
import { sms, SmsSettings } from './channel';

const SETUP = { token: 'gateway-token-1', secret: 'gateway-secret-1' };
let provider: SmsProvider;
let url: string;
beforeEach(async () => {
  provider = new SmsProvider({ ...SETUP, perMinute: 3, gone: ['13900000000'] });
  url = await provider.listen();
});
afterEach(() => provider.close());

const send = (message = {}, over = {}) =>
  sms.send(SmsSettings.parse({ ...SETUP, url, ...over }), outgoing(message), calm());

test('the gateway is told whom, in which language, how grave, and by a signature from whom', async () => {
  expect(await send()).toEqual({ ok: true, answer: 'HTTP 202 {"accepted":true,"id":"sms-1"}' });
  const [{ body, headers } = { body: '', headers: {} }] = provider.taken;
  expect(JSON.parse(body)).toMatchObject({
    ...{ key: 'm1/duty/park-desk', kind: 'sms', to: '13800000000', language: 'zh-CN', severity: 'red' },
    text: expect.stringMatching(/^红色预警 请确认：总排口\n/) as string,
  });
  expect(headers).toMatchObject({ 'idempotency-key': 'm1%2Fduty%2Fpark-desk', authorization: `Bearer ${SETUP.token}` });
});

test('a repeat of a key is accepted and not sent again', async () => {
  await send();
  expect(await send()).toMatchObject({ ok: true, answer: expect.stringContaining('sms-1') as string });
  expect(provider.texts()).toHaveLength(1);
});

test('what is too long is cut to the setting', async () => {
  await send({ body: '😀'.repeat(600) }, { most: 120 });
  const [text = ''] = provider.texts();
  expect(text.length).toBeLessThanOrEqual(120);
  expect(text).toMatch(/^红色预警[^]*…\nhttps:/);
});

test.each([
  ['another token', {}, { token: 'another-token-1' }, 'refused'],
  ['another secret', {}, { secret: 'another-secret-1' }, 'refused'],
  ['a number out of service', { to: '13900000000' }, {}, 'gone'],
  ['no number', { to: null }, {}, 'malformed'],
  ['no number at all', { to: 'li@example.com' }, {}, 'malformed'],
])('%s: %s', async (_, message, over, fault) => {
  const result = await send(message, over);
  expect(faultIn(result)).toBe(fault);
  for (const secret of Object.values({ ...SETUP, ...over })) expect(result.answer).not.toContain(secret);
  expect(provider.taken).toEqual([]);
});

test('a broken key breaks nothing', async () => {
  expect(faultIn(await send({ key: 'k\ud800' }))).toBe('ok');
});

test('429 says how long to wait', async () => {
  for (let n = 0; n < 3; n += 1) await send({ key: `k${n}` });
  expect(await send({ key: 'k9' })).toMatchObject({ fault: 'throttled', retryAfterMs: 7_000 });
});

test('"not accepted" inside a 2xx is no delivery', async () => {
  provider.mood = { lie: true };
  expect(faultIn(await send())).toBe('unreachable');
});
