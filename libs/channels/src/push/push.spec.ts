import { type KeptSubscription, makeSubscription, PushProvider } from '@cofferdam/providers';
import type { Outgoing, SendResult } from '../channel';
import { pushChannel } from './push';
import { makeVapidKeys, PushSettings } from './settings';
import { PushAddress } from './subscription';

const keys = makeVapidKeys();
const settings: PushSettings = { ...keys, subject: 'mailto:duty@demo.example', services: ['127.0.0.1'] };
const message: Outgoing = {
  key: 'page-17-park-desk',
  language: 'zh-CN',
  title: '【红色】临江石化雨水排口',
  body: '氨氮 26 mg/L\n限值 5.0 mg/L',
  severity: 'red',
  link: 'https://cofferdam.example/incidents/17',
  to: null,
};

let provider: PushProvider;
let kept: KeptSubscription;
beforeEach(async () => {
  provider = new PushProvider(keys.publicKey);
  kept = makeSubscription(await provider.listen());
  provider.add(kept);
});
afterEach(() => provider.close());

const send = (change: Partial<Outgoing> = {}, by = settings): Promise<SendResult> =>
  pushChannel.send(by, { ...message, to: JSON.stringify(kept.subscription), ...change }, new AbortController().signal);

test('the browser reads what was sent; severity says how long and how urgent, a repeat replaces the first', async () => {
  expect(await send()).toEqual({ ok: true, answer: 'HTTP 201' });
  expect(await send({ severity: 'blue', link: null })).toMatchObject({ ok: true });
  await send({ key: 'another' });
  const [first, repeat, other] = provider.taken;
  if (first === undefined || repeat === undefined || other === undefined) throw new Error('not taken');
  const { title, body, link, severity, key } = message;
  expect(provider.open(first)).toEqual({ title, body, link, severity, key });
  expect(first.headers).toMatchObject({ urgency: 'high', ttl: '14400' });
  expect(repeat.headers).toMatchObject({ urgency: 'low', ttl: '3600' });
  expect(first.headers['topic']).toMatch(/^[\w-]{32}$/);
  expect(repeat.headers['topic']).toBe(first.headers['topic']);
  expect(other.headers['topic']).not.toBe(first.headers['topic']);
  expect(first.body).not.toContain('mg/L');
});

test('what a service says about a subscription', async () => {
  provider.end(kept);
  expect(await send()).toMatchObject({ ok: false, fault: 'gone' });
  kept = makeSubscription(kept.subscription.endpoint);
  expect(await send()).toMatchObject({ ok: false, fault: 'gone', answer: expect.stringContaining('404') as string });
  provider.mood = { lie: true };
  expect(await send()).toMatchObject({ ok: false, fault: 'throttled', retryAfterMs: 30_000 });
  provider.mood = { down: true };
  expect(await send()).toMatchObject({ ok: false, fault: 'unreachable' });
  expect(provider.taken).toEqual([]);
});

test('somebody else’s keys are refused, and are not told', async () => {
  const other = { ...settings, ...makeVapidKeys() };
  const result = await send({}, other);
  expect(result).toMatchObject({ ok: false, fault: 'refused' });
  // the public key of one pair, the private of another
  const mixed = await send({}, { ...settings, privateKey: other.privateKey });
  expect(mixed).toMatchObject({ ok: false, fault: 'refused', answer: expect.stringContaining('signature') as string });
  expect(result.answer + mixed.answer).not.toContain(other.privateKey);
});

test('too long a message is said to be so before it is sent', async () => {
  expect(await send({ body: '长'.repeat(1_300) })).toMatchObject({ ok: false, fault: 'malformed' });
  expect(provider.requests).toBe(0);
  expect(await send({ body: 'x'.repeat(3_000) })).toMatchObject({ ok: true });
});

test('posts to push services alone', async () => {
  const { services: _, ...usual } = settings;
  expect(await send({}, usual)).toMatchObject({ ok: false, fault: 'refused' });
  const inside = { ...kept.subscription, endpoint: 'https://fcm.googleapis.com.evil.example/x' };
  expect(await send({ to: JSON.stringify(inside) }, usual)).toMatchObject({ ok: false, fault: 'refused' });
  expect(provider.requests).toBe(0);
});

test('what is told to stop has no answer', async () => {
  provider.mood = { delayMs: 500 };
  const to = JSON.stringify(kept.subscription);
  expect(await pushChannel.send(settings, { ...message, to }, AbortSignal.timeout(50))).toMatchObject({
    ok: false,
    fault: 'unreachable',
  });
});

test('an address is a subscription with an https endpoint and keys of P-256', async () => {
  const { endpoint, keys: own } = kept.subscription;
  const address = (change: object): boolean =>
    PushAddress.safeParse(JSON.stringify({ ...kept.subscription, ...change })).success;
  expect(address({})).toBe(true);
  expect(address({ endpoint: 'https://fcm.googleapis.com/fcm/send/abc' })).toBe(true);
  expect(address({ endpoint: endpoint.replace('127.0.0.1', 'demo.example') })).toBe(false);
  expect(address({ endpoint: 'https://user:word@fcm.googleapis.com/' })).toBe(false);
  expect(address({ endpoint: `https://fcm.googleapis.com/${'x'.repeat(2_000)}` })).toBe(false);
  expect(address({ keys: { ...own, auth: 'short' } })).toBe(false);
  expect(PushAddress.safeParse('park-desk').success).toBe(false);
  const point = Buffer.alloc(65, 7).toString('base64url'); // as long as a key, and none
  expect(await send({ to: JSON.stringify({ endpoint, keys: { ...own, p256dh: point } }) })).toMatchObject({
    fault: 'malformed',
  });
});

test('settings: a pair of keys and somebody to write to', () => {
  expect(pushChannel.settings.safeParse(settings).success).toBe(true);
  expect(pushChannel.settings.safeParse({ ...settings, subject: 'duty' }).success).toBe(false);
  expect(pushChannel.settings.safeParse({ ...settings, privateKey: keys.publicKey }).success).toBe(false);
  expect(pushChannel.secrets).toEqual(['privateKey']);
});
