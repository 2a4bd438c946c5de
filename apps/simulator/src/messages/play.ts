import {
  DingTalkProvider,
  FeishuProvider,
  MailProvider,
  PushProvider,
  SmsProvider,
  type TakenMessage,
  VoiceProvider,
  WeComProvider,
} from '@cofferdam/providers';
import type { MessagesFile } from './file';
import { trim } from './page';
import { MessagesServer } from './server';
import { mailSource, NAMES, plainly, type Played, pushSource, type Source } from './source';

const TRIM_MS = 10_000;

/** A provider as it is played: where, and how its messages are shown. */
interface Playing {
  readonly kind: Played;
  readonly provider: { listen(port: number): Promise<string>; close(): Promise<void> };
  readonly source: Source;
}

/** Plays the providers of the demo and shows what they took. @returns what ends it */
export async function play(file: MessagesFile): Promise<() => Promise<void>> {
  const playing = providersOf(file);
  const sources = playing.map(({ source }) => source);
  const server = new MessagesServer(sources);
  const timer = setInterval(() => trim(sources), TRIM_MS);
  await Promise.all(playing.map(({ kind, provider }) => provider.listen(Number(new URL(file.urls[kind]).port))));
  await server.listen(Number(new URL(file.page).port));
  return async () => {
    clearInterval(timer);
    await Promise.all([server, ...playing.map(({ provider }) => provider)].map((one) => one.close()));
  };
}

function providersOf({ secrets, browsers }: MessagesFile): Playing[] {
  const mail = new MailProvider();
  const push = new PushProvider(secrets.push.publicKey);
  for (const browser of browsers) push.add(browser);
  const whose = (path: string): string =>
    browsers.find(({ subscription }) => new URL(subscription.endpoint).pathname === path)?.username ?? path;
  const robots = {
    dingtalk: new DingTalkProvider(secrets.dingtalk),
    wecom: new WeComProvider(secrets.wecom),
    feishu: new FeishuProvider(secrets.feishu),
  };
  // A robot's address is its secret: it reaches its group.
  const groups = (['dingtalk', 'wecom', 'feishu'] as const).map((kind): Playing => {
    const read = (message: TakenMessage) => ({ ...plainly(message), to: '群 group' });
    return { kind, provider: robots[kind], source: { name: NAMES[kind], provider: robots[kind], read } };
  });
  const gateways = { sms: new SmsProvider(secrets.sms), voice: new VoiceProvider(secrets.voice) };
  const numbers = (['sms', 'voice'] as const).map((kind): Playing => {
    return { kind, provider: gateways[kind], source: { name: NAMES[kind], provider: gateways[kind] } };
  });
  return [
    ...groups,
    ...numbers,
    { kind: 'email', provider: mail, source: mailSource(mail) },
    { kind: 'push', provider: push, source: pushSource(push, whose) },
  ];
}
