import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Channel } from '../channel';
import { Endpoint, Keyword, Secret } from '../endpoint';
import { post } from '../post';
import { readRobot, type RobotFault, withKeyword } from '../robot';
import { plain } from '../text/plain';

/** A group's custom bot: the address before its id, the id, and its security settings. */
export const FeishuSettings = z.strictObject({
  /** Lark outside China: `https://open.larksuite.com/open-apis/bot/v2/hook`. */
  url: Endpoint.default('https://open.feishu.cn/open-apis/bot/v2/hook'),
  /** The last part of the bot's address. */
  hook: Secret,
  /** Of the security setting "signature verification". */
  secret: Secret.nullable().default(null),
  keyword: Keyword,
});
export type FeishuSettings = z.infer<typeof FeishuSettings>;

/**
 * Feishu custom bot. Signed by HMAC-SHA256 of nothing with the key `<s>\n<secret>` (not DingTalk's order), at most one hour
 * off; 100 messages a minute and 5 a second; a body has at most 20 KB, where a character of the text may take two.
 * Source: open.feishu.cn "custom bot usage guide", "frequency control".
 */
export const feishu: Channel<FeishuSettings> = {
  kind: 'feishu',
  settings: FeishuSettings,
  secrets: ['hook', 'secret'],
  collective: true,
  address: null,
  allowances: [
    { count: 5, perMs: 1_000 },
    { count: 100, perMs: 60_000 },
  ],
  reserved: 2,
  size: { unit: 'bytes', max: 9_000 },
  send({ url, hook, secret, keyword }, message, signal) {
    const text = withKeyword(plain(message, feishu.size), keyword).replace(MENTION, '(');
    const sign = secret === null ? null : signature(Date.now(), secret);
    const body = JSON.stringify({ ...sign, msg_type: 'text', content: { text } });
    const to = `${url}/${encodeURIComponent(hook)}`;
    const secrets = [hook, secret, sign?.sign ?? null];
    return post({ url: to, body, secrets }, signal, (answered) => readRobot(answered, 'code', faultOf));
  },
};

/** A text may call the whole group by `<at user_id="all">`: no name of a park file does. */
const MENTION = /<(?=\/?at\b)/gi;

function signature(now: number, secret: string): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
}

/** 11232 is also said when the whole of Feishu is busy, at full and half hours: it passes in seconds. */
const BUSY_MS = 5_000;

function faultOf(code: number, words: string): RobotFault {
  if (code === 11_232 || /too many request|frequency limit/i.test(words))
    return { fault: 'throttled', waitMs: BUSY_MS };
  if (code === 19_001) return { fault: /token invalid|not exist/i.test(words) ? 'gone' : 'malformed' };
  const known: Readonly<Record<number, RobotFault['fault']>> = {
    2_200: 'unreachable',
    9_499: 'malformed',
    19_002: 'malformed',
    19_007: 'gone',
    19_021: 'refused',
    19_022: 'refused',
    19_024: 'malformed',
  };
  return { fault: known[code] ?? 'refused' };
}
