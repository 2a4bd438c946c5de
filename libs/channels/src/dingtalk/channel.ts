import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel, SendResult } from '../channel';

const Secret = z.string().regex(/^[\x21-\x7e]{8,200}$/, '8 to 200 printable characters without blanks');
const Settings = z.strictObject({
  url: z.url().max(500).default('https://oapi.dingtalk.com/robot/send'),
  accessToken: Secret,
  secret: Secret.nullable().default(null),
  keyword: z.string().trim().min(1).max(20).nullable().default(null),
});
type Settings = z.infer<typeof Settings>;

/** A robot in a DingTalk group. */
export const dingtalk: Channel<Settings> = {
  ...{ kind: 'dingtalk', settings: Settings, secrets: ['accessToken', 'secret'], collective: true, address: null },
  ...{ allowances: [{ count: 20, perMs: 60_000 }], reserved: 6, size: { unit: 'bytes', max: 9_000 } },
  send: async (settings, { title, body }, signal): Promise<SendResult> => {
    try {
      const response = await fetch(addressOf(settings), {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, signal },
        body: JSON.stringify({ msgtype: 'text', text: { content: `${title}\n${body}` } }),
      });
      const answer = (await response.text()).slice(0, 2_000);
      const { errcode } = JSON.parse(answer) as { errcode?: unknown };
      return errcode === 0 ? { ok: true, answer } : { ok: false, fault: 'refused', retryAfterMs: null, answer };
    } catch (error) {
      return { ok: false, fault: 'unreachable', retryAfterMs: null, answer: String(error) };
    }
  },
};

function addressOf({ url, accessToken, secret }: Settings): string {
  const query = new URLSearchParams({ access_token: accessToken });
  if (secret === null) return `${url}?${query.toString()}`;
  const timestamp = String(Date.now());
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  return `${url}?${query.toString()}&${new URLSearchParams({ timestamp, sign }).toString()}`;
}
