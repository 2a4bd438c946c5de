import type { MailProvider, PushProvider, TakenMessage } from '@cofferdam/providers';

/** Ways to tell someone whose providers are played here. */
export const PLAYED = ['email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'push'] as const;
export type Played = (typeof PLAYED)[number];

export const NAMES: Readonly<Record<Played, { readonly zh: string; readonly en: string }>> = {
  email: { zh: '邮件', en: 'E-mail' },
  dingtalk: { zh: '钉钉机器人', en: 'DingTalk robot' },
  wecom: { zh: '企业微信机器人', en: 'WeCom robot' },
  feishu: { zh: '飞书机器人', en: 'Feishu robot' },
  sms: { zh: '短信', en: 'SMS' },
  voice: { zh: '语音电话', en: 'Voice call' },
  push: { zh: '浏览器推送', en: 'Browser push' },
};

/** A message as a person sees it. */
export interface Shown {
  readonly to: string;
  readonly text: string;
}

/** A provider whose messages are shown. */
export interface Source {
  readonly name: { readonly zh: string; readonly en: string };
  readonly provider: { readonly taken: TakenMessage[] };
  /** Absent: `plainly`. */
  readonly read?: (message: TakenMessage) => Shown;
}

export const mailSource = (provider: MailProvider): Source => ({
  name: NAMES.email,
  provider,
  read: ({ path, headers, body }) => ({ to: path, text: `${headers['subject'] ?? ''}\n${body}` }),
});

/** @param whose the person whose browser has a subscription's path */
export const pushSource = (provider: PushProvider, whose: (path: string) => string): Source => ({
  name: NAMES.push,
  provider,
  read: (message) => {
    const { title, body, link } = provider.open(message);
    return { to: whose(message.path), text: [title, body, link ?? ''].join('\n').trim() };
  },
});

/** Where the receiver stands in a body, in the words of one provider or another. */
const RECEIVERS = ['to', 'phone', 'mobile', 'number', 'touser'];
const TEXTS = ['title', 'subject', 'text', 'content', 'body'];

/**
 * A message of any provider that is handed JSON: its texts in their order, or else all of it. The receiver is the body's,
 * or else the path: without the query, in which robots have their keys.
 */
export function plainly({ path, body }: Pick<TakenMessage, 'path' | 'body'>): Shown {
  const leaves = leavesOf(body);
  const receivers = leaves.filter(([name]) => RECEIVERS.includes(name)).map(([, value]) => value);
  const texts = leaves.filter(([name]) => TEXTS.includes(name)).map(([, value]) => value);
  return {
    to: receivers.join(', ') || path.replace(/\?.*$/s, ''),
    text: texts.join('\n') || body,
  };
}

/** Every text in a JSON document with the name of its field; none where it is no JSON. */
function leavesOf(body: string): [name: string, value: string][] {
  const leaves: [string, string][] = [];
  try {
    JSON.parse(body, (name, value: unknown) => {
      if (typeof value === 'string') leaves.push([name, value]);
      return value;
    });
    return leaves;
  } catch {
    return [];
  }
}
