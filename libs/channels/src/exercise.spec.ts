import {
  CHANNEL_KINDS,
  type ChannelKind,
  type Language,
  LANGUAGES,
  MESSAGE_KINDS,
  saysItIsReal,
} from '@cofferdam/domain';
import {
  DingTalkProvider,
  FeishuProvider,
  MailProvider,
  makeSubscription,
  PushProvider,
  SmsProvider,
  VoiceProvider,
  WeComProvider,
} from '@cofferdam/providers';
import type { Outgoing } from './channel';
import { logTo } from './log/log';
import { makeVapidKeys } from './push/settings';
import { channelOf } from './registry';
import { compose } from './text/compose';
import { digest } from './text/digest';
import type { TextFacts } from './text/facts';
import { factsOf } from './text/facts.fixture';

jest.setTimeout(30_000);

const MARK: Readonly<Record<Language, string>> = { 'zh-CN': '【演练】', en: '[EXERCISE]' };
/** Providers that do not count, so that all of it goes out. */
const speed = 1e6;
const gateway = { token: 'gateway-token-1', secret: 'gateway-secret-1', perMinute: 100_000 };
const keys = makeVapidKeys();

/** A provider of a channel: its settings, an address, and every text so far that somebody reads by itself. */
interface Played {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly to: string | null;
  readonly read: () => string[];
}
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function listening<P extends { listen(): Promise<string>; close(): Promise<unknown> }>(provider: P) {
  const url = await provider.listen();
  closing.push(() => provider.close());
  return { provider, url };
}

const PLAYED: Readonly<Record<Exclude<ChannelKind, 'log'>, () => Promise<Played>>> = {
  async dingtalk() {
    const { provider, url } = await listening(new DingTalkProvider({ accessToken: 'token-0123456789', speed }));
    const settings = { url: `${url}/robot/send`, accessToken: 'token-0123456789', keyword: '预警' };
    return { settings, to: null, read: () => provider.texts() };
  },
  async wecom() {
    const { provider, url } = await listening(new WeComProvider({ key: 'key-0123456789', speed }));
    const settings = { url: `${url}/cgi-bin/webhook/send`, key: 'key-0123456789' };
    return { settings, to: null, read: () => provider.texts() };
  },
  async feishu() {
    const { provider, url } = await listening(new FeishuProvider({ hook: 'hook-0123456789', speed }));
    const settings = { url: `${url}/open-apis/bot/v2/hook`, hook: 'hook-0123456789' };
    return { settings, to: null, read: () => provider.texts() };
  },
  async sms() {
    const { provider, url } = await listening(new SmsProvider(gateway));
    const settings = { url, token: gateway.token, secret: gateway.secret, most: 70 };
    return { settings, to: '13800000000', read: () => provider.texts() };
  },
  async voice() {
    const { provider, url } = await listening(new VoiceProvider(gateway));
    const settings = { url, token: gateway.token, secret: gateway.secret };
    return { settings, to: '13800000000', read: () => provider.texts() };
  },
  async email() {
    const { provider, url } = await listening(new MailProvider());
    const { hostname: host, port } = new URL(url);
    const settings = { host, port: Number(port), from: 'cofferdam@demo.example' };
    const read = () => provider.taken.flatMap(({ headers, body }) => [headers['subject'] ?? '', body]);
    return { settings, to: 'uli@demo.example', read };
  },
  async push() {
    const { provider, url } = await listening(new PushProvider(keys.publicKey));
    const kept = makeSubscription(url);
    provider.add(kept);
    const settings = { ...keys, subject: 'mailto:duty@demo.example', services: ['127.0.0.1'] };
    const read = () =>
      provider.taken.flatMap((message) => {
        const { title, body } = provider.open(message);
        return [title, body];
      });
    return { settings, to: JSON.stringify(kept.subscription), read };
  },
};

/** What people may say in a drill, and must not. */
const CLAIM = '注意：非演练！This is NOT a  drill';
const data = { reason: CLAIM, explain: CLAIM, zh: CLAIM, en: CLAIM, title: CLAIM, note: CLAIM, news: 'started' };
let n = 0;
const facts = (kind: TextFacts['kind'], language: Language, more: Partial<TextFacts> = {}): TextFacts =>
  factsOf({
    ...{ kind, language, class: 'exercise', drill: 'd1', data, actor: '不是演练', number: `INC-${(n += 1)}` },
    ...more,
  });

function outgoing(kind: ChannelKind, all: readonly TextFacts[], to: string | null): Outgoing {
  const { size } = channelOf(kind);
  const [one] = all;
  if (one === undefined) throw new Error('nothing to say');
  const text = all.length === 1 ? compose(one, size) : digest(all, size);
  return { ...text, key: `k${(n += 1)}`, language: one.language, severity: 'red', link: one.link, to };
}

/** Robots take only so many at the same moment. */
const inTurns = <T>(all: readonly T[], many: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / many) }, (_, turn) => all.slice(turn * many, (turn + 1) * many));

const played = Object.entries(PLAYED) as [keyof typeof PLAYED, () => Promise<Played>][];
test('every kind of channel is played', () => {
  expect([...played.map(([kind]) => kind), 'log'].sort()).toEqual([...CHANNEL_KINDS].sort());
});

test.each(played)(
  '%s: each message starts with the mark, alone and gathered, and none says that it is real',
  async (kind, play) => {
    const { settings, to, read } = await play();
    const channel = channelOf(kind);
    const parsed = channel.settings.parse(settings);
    for (const language of LANGUAGES) {
      const link = language === 'en' ? 'https://console.example/#/exercise/d1' : null;
      const sent = MESSAGE_KINDS.flatMap((of) => {
        const one = facts(of, language, { link });
        const other = facts('duty', language, { severity: 'blue', possibleRepeat: true });
        return [[one], [one, other]].map((all) => outgoing(kind, all, to));
      });
      const before = read().length;
      for (const some of inTurns(sent, channel.collective ? 4 : sent.length)) {
        const answers = await Promise.all(some.map((one) => channel.send(parsed, one, AbortSignal.timeout(20_000))));
        expect(answers.filter(({ ok }) => !ok)).toEqual([]);
      }
      const texts = read().slice(before);
      expect(texts).toHaveLength(sent.length * (kind === 'email' || kind === 'push' ? 2 : 1));
      expect(texts.filter((text) => !text.startsWith(MARK[language]))).toEqual([]);
      expect(texts.filter(saysItIsReal)).toEqual([]);
      if (kind === 'voice') expect(texts.filter((text) => !text.endsWith(MARK[language]))).toEqual([]);
    }
  },
);

test('the log as well', async () => {
  const lines: string[] = [];
  const log = logTo((line) => lines.push(line));
  for (const [kind, language] of MESSAGE_KINDS.flatMap((one) => LANGUAGES.map((other) => [one, other] as const))) {
    await log.send({}, outgoing('log', [facts(kind, language)], 'uli'), AbortSignal.timeout(1_000));
    expect(lines.at(-1)).toContain(`: ${MARK[language]}`);
  }
});
