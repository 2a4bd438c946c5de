import { WeComProvider } from '@cofferdam/providers';
import { calm, faultIn, outgoing } from '../outgoing.fixture';
import { wecom, WeComSettings } from './channel';

const KEY = '693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa';
let provider: WeComProvider;
let url: string;
beforeEach(async () => {
  provider = new WeComProvider({ key: KEY });
  url = `${await provider.listen()}/cgi-bin/webhook/send`;
});
afterEach(() => provider.close());

const send = (message = {}, key = KEY) => wecom.send(WeComSettings.parse({ url, key }), outgoing(message), calm());

test('the group reads it', async () => {
  expect(await send()).toEqual({ ok: true, answer: 'HTTP 200 {"errcode":0,"errmsg":"ok"}' });
  expect(provider.texts()[0]).toMatch(/^红色预警 请确认：总排口\n[^]*incidents\/1$/);
});

test('a text has at most 2,048 bytes, its link survives', async () => {
  expect(faultIn(await send({ body: '一行字\n'.repeat(1_000) }))).toBe('ok');
  const [text = ''] = provider.texts();
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2_048);
  expect(text).toMatch(/^红色预警 [^]*…\nhttps:\/\/console.example\/incidents\/1$|^红色预警 [^]*一行字\nhttps:/);
});

test('an unknown key is gone, and the answer does not show it', async () => {
  const other = '00000000-1111-2222-3333-444444444444';
  const result = await send({}, other);
  expect(result).toMatchObject({ fault: 'gone', answer: expect.stringContaining('invalid webhook url') as string });
  expect(result.answer).not.toContain(other);
});

test('20 a minute, then throttled', async () => {
  const results = [];
  for (let n = 0; n < 21; n += 1) results.push(await send());
  expect(results.map(faultIn)).toEqual([...Array<string>(20).fill('ok'), 'throttled']);
  expect(results[20]).toMatchObject({ retryAfterMs: 60_000, answer: expect.stringContaining('45009') as string });
});

test('a lie, a dropped line: unreachable', async () => {
  provider.mood = { lie: true };
  expect(faultIn(await send())).toBe('unreachable');
  provider.mood = { drop: 1 };
  expect(faultIn(await send())).toBe('unreachable');
});
