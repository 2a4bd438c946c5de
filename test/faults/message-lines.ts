import type { ChannelKind, ChannelSetup } from '@cofferdam/domain';
import {
  DingTalkProvider,
  FeishuProvider,
  MailProvider,
  type Mood,
  SmsProvider,
  type TakenMessage,
  WeComProvider,
} from '@cofferdam/providers';

/** What a message that a provider has taken says to people. */
export interface Said {
  readonly at: number;
  /** The same for every repeat; empty where the provider is not told. */
  readonly key: string;
  readonly text: string;
  /** Whose, by user name; null for a group. */
  readonly to: string | null;
  readonly repeat: boolean;
}

interface Provider {
  readonly taken: readonly TakenMessage[];
  readonly requests: number;
  mood: Mood;
  close(): Promise<void>;
}

/** A channel with what plays its provider. */
export interface Line {
  readonly setup: ChannelSetup;
  readonly provider: Provider;
  /** A user's address on it. */
  readonly addressOf: (user: string) => string;
  readonly said: () => Said[];
}

const TOKEN = 'line-token-of-the-run';
const SECRET = 'line-secret-of-the-run';
/** Users are `o0`, `o1` ...: the number is their telephone's. */
const NUMBER = '+8613800';
const phoneOf = (user: string): string => `${NUMBER}${user.slice(1).padStart(6, '0')}`;
const ownerOf = (phone: string): string => `o${Number(phone.slice(NUMBER.length))}`;
const MAIL_HOST = '@works.example';

const setUp = (kind: ChannelKind, settings: Readonly<Record<string, unknown>>): ChannelSetup => ({
  ...{ id: kind, park: null, kind, name: { zh: kind, en: kind }, language: 'zh-CN', settings },
  ...{ enabled: true, version: 1 },
});
const said = (at: number, text: string, more: { key?: string; to?: string } = {}): Said => ({
  ...{ at, text, key: more.key ?? '', to: more.to ?? null },
  repeat: /可能重复|POSSIBLE REPEAT/.test(text),
});

async function robot(
  kind: 'dingtalk' | 'wecom' | 'feishu',
  provider: DingTalkProvider | WeComProvider | FeishuProvider,
  settings: (base: string) => Readonly<Record<string, unknown>>,
): Promise<Line> {
  const setup = setUp(kind, settings(await provider.listen()));
  const texts = (): Said[] => provider.texts().map((text, n) => said(provider.taken[n]?.at ?? 0, text));
  return { setup, provider, said: texts, addressOf: (user) => user };
}

/** A robot with the limit of its kind. */
export function robotLine(kind: 'dingtalk' | 'wecom' | 'feishu'): Promise<Line> {
  switch (kind) {
    case 'dingtalk':
      return robot(kind, new DingTalkProvider({ accessToken: TOKEN, secret: SECRET }), (base) => ({
        ...{ url: `${base}/robot/send`, accessToken: TOKEN, secret: SECRET },
      }));
    case 'wecom':
      return robot(kind, new WeComProvider({ key: TOKEN }), (base) => ({
        ...{ url: `${base}/cgi-bin/webhook/send`, key: TOKEN },
      }));
    case 'feishu':
      return robot(kind, new FeishuProvider({ hook: TOKEN, secret: SECRET }), (base) => ({
        ...{ url: `${base}/open-apis/bot/v2/hook`, hook: TOKEN, secret: SECRET },
      }));
  }
}

/** A gateway of SMS that takes all that comes. */
export async function smsLine(): Promise<Line> {
  const provider = new SmsProvider({ token: TOKEN, secret: SECRET, perMinute: 1_000_000 });
  const setup = setUp('sms', { url: await provider.listen(), token: TOKEN, secret: SECRET });
  const texts = (): Said[] =>
    provider.taken.map(({ at, body }) => {
      const { key, to, text } = JSON.parse(body) as { key: string; to: string; text: string };
      return said(at, text, { key, to: ownerOf(to) });
    });
  return { setup, provider, said: texts, addressOf: phoneOf };
}

/** A mail server: what it is sent twice it has twice. */
export async function mailLine(): Promise<Line> {
  const provider = new MailProvider();
  const { hostname: host, port } = new URL(await provider.listen());
  const setup = setUp('email', { host, port: Number(port), security: 'none', from: `desk${MAIL_HOST}` });
  const texts = (): Said[] =>
    provider.taken.map(({ at, headers, body, to: [to = ''] }) =>
      said(at, `${headers['subject'] ?? ''}\n${body}`, {
        ...{ key: headers['x-cofferdam-key'] ?? '', to: to.replace(MAIL_HOST, '') },
      }),
    );
  return { setup, provider, said: texts, addressOf: (user) => `${user}${MAIL_HOST}` };
}

/** Most messages that a provider took within any window of that length, ms. */
export function mostWithin({ provider: { taken } }: Line, perMs: number): number {
  const times = taken.map(({ at }) => at);
  return Math.max(0, ...times.map((at, n) => n + 1 - times.findIndex((other) => other > at - perMs)));
}
