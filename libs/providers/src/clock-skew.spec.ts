import { createHmac } from 'node:crypto';
import { DingTalkProvider } from './dingtalk';
import { FeishuProvider } from './feishu';

const HOUR = 3_600_000;
const SECRET = 'SEC0123456789';
const post = async (url: string, body: object): Promise<unknown> =>
  (
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  ).json();

test.each([
  [0, 0],
  [-HOUR + 60_000, 0],
  [-HOUR - 60_000, 310_000],
  [HOUR + 60_000, 310_000],
])('DingTalk: a clock that is off by %i ms is answered %i', async (off, errcode) => {
  const provider = new DingTalkProvider({ accessToken: 'token-01', secret: SECRET });
  const base = await provider.listen();
  const timestamp = String(Date.now() + off);
  const sign = createHmac('sha256', SECRET).update(`${timestamp}\n${SECRET}`).digest('base64');
  const query = new URLSearchParams({ access_token: 'token-01', timestamp, sign }).toString();
  const said = await post(`${base}/robot/send?${query}`, { msgtype: 'text', text: { content: 'x' } });
  expect(said).toMatchObject({ errcode });
  await provider.close();
});

test.each([
  [0, 0],
  [-HOUR - 60_000, 19_021],
])('Feishu: a clock that is off by %i ms is answered %i', async (off, code) => {
  const provider = new FeishuProvider({ hook: 'hook-0123', secret: SECRET });
  const base = await provider.listen();
  const timestamp = String(Math.floor((Date.now() + off) / 1000));
  const sign = createHmac('sha256', `${timestamp}\n${SECRET}`).update('').digest('base64');
  const body = { timestamp, sign, msg_type: 'text', content: { text: 'x' } };
  expect(await post(`${base}/open-apis/bot/v2/hook/hook-0123`, body)).toMatchObject({ code });
  await provider.close();
});
