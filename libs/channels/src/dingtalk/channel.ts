import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { failed } from '../answer';
import type { Channel } from '../channel';
import { Endpoint, Keyword, Secret } from '../endpoint';
import { type Answered, post } from '../post';
import { readRobot, type RobotFault, withKeyword } from '../robot';
import { plain } from '../text/plain';

/** A group's custom robot: its address without the query, what stands in the query, and its security settings. */
export const DingTalkSettings = z.strictObject({
  url: Endpoint.default('https://oapi.dingtalk.com/robot/send'),
  accessToken: Secret,
  /** Of the security setting "sign", `SEC…`. */
  secret: Secret.nullable().default(null),
  keyword: Keyword,
});
export type DingTalkSettings = z.infer<typeof DingTalkSettings>;

/** After the 21st message of a minute the robot says no for ten minutes, ms. */
const PENALTY_MS = 600_000;

/**
 * DingTalk custom robot. Signed by HMAC-SHA256(secret, `<ms>\n<secret>`), at most one hour off; 20 messages a minute, then
 * nothing for ten; a message has at most 20,000 bytes as JSON, where a character of the text may take two.
 * Source: open.dingtalk.com "custom robot access", "robot security settings", error codes of `robot/send`.
 */
export const dingtalk: Channel<DingTalkSettings> = {
  kind: 'dingtalk',
  settings: DingTalkSettings,
  secrets: ['accessToken', 'secret'],
  collective: true,
  address: null,
  allowances: [{ count: 20, perMs: 60_000 }],
  reserved: 5,
  size: { unit: 'bytes', max: 9_000 },
  send({ url, accessToken, secret, keyword }, message, signal) {
    const query = new URLSearchParams({ access_token: accessToken });
    const sign = secret === null ? null : signature(Date.now(), secret);
    if (sign !== null) for (const [name, value] of Object.entries(sign)) query.set(name, value);
    const content = withKeyword(plain(message, dingtalk.size), keyword);
    const body = JSON.stringify({ msgtype: 'text', text: { content } });
    const secrets = [accessToken, secret, sign?.sign ?? null];
    return post({ url: `${url}?${query.toString()}`, body, secrets }, signal, (answered) =>
      isPunished(answered) ? failed('throttled', answered.words, PENALTY_MS) : readRobot(answered, 'errcode', faultOf),
    );
  },
};

function signature(now: number, secret: string): { timestamp: string; sign: string } {
  const timestamp = String(now);
  return { timestamp, sign: createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64') };
}

/** What stands before the robots says `{ status: 1111, punish: "deny" }`, without a code. */
const isPunished = ({ said }: Answered): boolean => said !== null && 'punish' in said;

const THROTTLED: readonly number[] = [130_101, 410_100, 660_026, 90_030];
/** No such token; the group was dissolved; the robot was switched off or deleted. */
const GONE: readonly number[] = [300_001, 300_005, 400_013, 400_101, 400_102, 400_106];
/** No JSON, a wrong content type, a kind of message that it does not know. */
const MALFORMED: readonly number[] = [40_035, 43_004, 400_105];

function faultOf(code: number, words: string): RobotFault {
  if (THROTTLED.includes(code)) return { fault: 'throttled', waitMs: PENALTY_MS };
  if (GONE.includes(code)) return { fault: 'gone' };
  if (code === -1) return { fault: 'unreachable' };
  // One code for a missing keyword, a sign or timestamp that does not match and an address that is not let in.
  if (code === 310_000) return { fault: /keyword/i.test(words) ? 'malformed' : 'refused' };
  return { fault: MALFORMED.includes(code) || /too long|empty/i.test(words) ? 'malformed' : 'refused' };
}
