import { FeishuProvider } from '@cofferdam/providers';
import { calm, faultIn, outgoing } from '../outgoing.fixture';
import { feishu, FeishuSettings } from './channel';

const BOT = { hook: 'c6aa1a2b-0000-4444-8888-9d6f0c2a1b3c', secret: 'fei-secret-0123', keyword: '预警' };
let provider: FeishuProvider;
let url: string;
beforeEach(async () => {
  provider = new FeishuProvider(BOT);
  url = `${await provider.listen()}/open-apis/bot/v2/hook`;
});
afterEach(() => provider.close());

const send = (message = {}, over = {}) =>
  feishu.send(FeishuSettings.parse({ ...BOT, url, ...over }), outgoing(message), calm());

test('signs in its own way, and the group reads it', async () => {
  expect(await send()).toMatchObject({ ok: true, answer: expect.stringContaining('success') as string });
  expect(provider.texts()[0]).toMatch(/^红色预警 请确认：总排口\n/);
});

test('no text calls the whole group', async () => {
  await send({ body: '<at user_id="all">all</at>' });
  expect(provider.texts()[0]).toContain('(at user_id="all">all(/at>');
});

test.each([
  ['another secret', { secret: 'another-secret-1' }, 'refused', '19021'],
  ['no secret', { secret: null }, 'refused', '19021'],
  ['another bot', { hook: 'ffffffff-0000-4444-8888-9d6f0c2a1b3c' }, 'gone', '19001'],
  ['no keyword', { keyword: null }, 'malformed', '19024'],
])('%s', async (_, over, fault, code) => {
  const result = await send({ title: 'x' }, over);
  expect(result).toMatchObject({ fault, answer: expect.stringContaining(code) as string });
  for (const secret of [BOT.hook, BOT.secret, ...Object.values(over)]) {
    if (typeof secret === 'string') expect(result.answer).not.toContain(secret);
  }
});

test('5 a second, then throttled', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => send()));
  expect(results.filter(({ ok }) => ok)).toHaveLength(5);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ fault: 'throttled', retryAfterMs: 5_000 });
});

test('a body of the greatest size has less than 20 KB', async () => {
  expect(faultIn(await send({ body: '"\\'.repeat(20_000) }))).toBe('ok');
});

test('a lie is no delivery', async () => {
  provider.mood = { lie: true };
  expect(faultIn(await send())).toBe('unreachable');
});
