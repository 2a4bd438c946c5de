import { z } from 'zod';
import type { Channel } from '../channel';
import { Endpoint, Secret } from '../endpoint';
import { post } from '../post';
import { readRobot, type RobotFault } from '../robot';
import { plain } from '../text/plain';

/** A group's robot; its key is its only protection. */
export const WeComSettings = z.strictObject({
  url: Endpoint.default('https://qyapi.weixin.qq.com/cgi-bin/webhook/send'),
  key: Secret,
});
export type WeComSettings = z.infer<typeof WeComSettings>;

/**
 * WeCom group robot. A text has at most 2,048 bytes as UTF-8; 20 messages a minute.
 * Source: developer.work.weixin.qq.com path/91770 (group robots), path/90313 (global error codes).
 */
export const wecom: Channel<WeComSettings> = {
  kind: 'wecom',
  settings: WeComSettings,
  secrets: ['key'],
  collective: true,
  address: null,
  allowances: [{ count: 20, perMs: 60_000 }],
  reserved: 5,
  size: { unit: 'bytes', max: 2_048 },
  send({ url, key }, message, signal) {
    const body = JSON.stringify({ msgtype: 'text', text: { content: plain(message, wecom.size) } });
    const to = `${url}?${new URLSearchParams({ key }).toString()}`;
    return post({ url: to, body, secrets: [key] }, signal, (answered) => readRobot(answered, 'errcode', faultOf));
  },
};

const MINUTE_MS = 60_000;
const THROTTLED: readonly number[] = [45_009, 45_033];
const MALFORMED: readonly number[] = [40_008, 40_058, 44_004, 45_002];

function faultOf(code: number, words: string): RobotFault {
  if (THROTTLED.includes(code)) return { fault: 'throttled', waitMs: MINUTE_MS };
  if (code === -1) return { fault: 'unreachable' };
  // The same code says that a text is too long.
  if (code === 93_000) return { fault: /invalid webhook/i.test(words) ? 'gone' : 'malformed' };
  return { fault: MALFORMED.includes(code) ? 'malformed' : 'refused' };
}
