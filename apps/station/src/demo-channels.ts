import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type ChannelKind,
  type ChannelSetup,
  type ContactPoint,
  DEFAULT_LANGUAGE,
  type Park,
  type Role,
} from '@cofferdam/domain';
import type { DemoUser } from './demo-users';

type Played = Exclude<ChannelKind, 'log'>;

/** What `messages.json` says: where the demo's providers are played, and what they expect. */
export interface DemoMessages {
  readonly page: string;
  readonly urls: Readonly<Record<Played, string>>;
  readonly secrets: Readonly<Record<Exclude<Played, 'email'>, Readonly<Record<string, string>>>>;
  readonly browsers: readonly { readonly username: string; readonly subscription: object }[];
}

/** Null where no provider is played: then no channel is set up either. */
export function messagesIn(local: string): DemoMessages | null {
  const path = join(local, 'messages.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DemoMessages) : null;
}

/** Robots, by the desk of the demo park that they belong to; the park file says the same under `channels`. */
export const DEMO_ROBOTS: Readonly<Record<string, string>> = {
  units: 'units-wecom',
  enterprises: 'enterprises-feishu',
  park: 'park-dingtalk',
};

type Setup = Omit<ChannelSetup, 'version'>;

/** Every kind of channel once, each at a provider that is played on this machine. */
export function demoChannels({ urls, secrets }: DemoMessages): readonly Setup[] {
  const { hostname: host, port } = new URL(urls.email);
  const one = (id: string, kind: ChannelKind, zh: string, en: string, settings: Setup['settings']): Setup => ({
    id,
    park: null,
    kind,
    name: { zh, en },
    language: DEFAULT_LANGUAGE,
    settings,
    enabled: true,
  });
  const robot = (...given: Parameters<typeof one>): Setup => ({ ...one(...given), park: 'demo' });
  const push = { ...secrets.push, subject: 'mailto:cofferdam@demo.example', services: ['127.0.0.1'] };
  return [
    one('log', 'log', '服务日志', 'The service’s log', {}),
    one('email', 'email', '邮件', 'E-mail', { host, port: Number(port), from: 'cofferdam@demo.example' }),
    one('sms', 'sms', '短信', 'SMS', { url: urls.sms, ...secrets.sms }),
    one('voice', 'voice', '语音电话', 'Voice call', { url: urls.voice, ...secrets.voice }),
    one('push', 'push', '浏览器推送', 'Browser push', push),
    robot('park-dingtalk', 'dingtalk', '园区值守群（钉钉）', 'Park desk’s group (DingTalk)', {
      url: `${urls.dingtalk}/robot/send`,
      ...secrets.dingtalk,
    }),
    robot('units-wecom', 'wecom', '装置值班群（企业微信）', 'Units’ group (WeCom)', {
      url: `${urls.wecom}/cgi-bin/webhook/send`,
      ...secrets.wecom,
    }),
    robot('enterprises-feishu', 'feishu', '企业环保群（飞书）', 'Enterprises’ group (Feishu)', {
      url: `${urls.feishu}/open-apis/bot/v2/hook`,
      ...secrets.feishu,
    }),
  ];
}

/** In which order somebody of a role is told; different ones, so that a demo shows each of them. */
const ORDER: Readonly<Record<Role, readonly ('log' | 'email' | 'sms' | 'voice' | 'push')[]>> = {
  unit: ['sms', 'voice', 'email'],
  enterprise: ['email', 'sms', 'voice'],
  park: ['push', 'sms', 'voice'],
  basin: ['voice', 'sms', 'email'],
  engineer: ['email', 'log'],
  director: ['sms', 'email'],
  auditor: ['email'],
  admin: ['email', 'log'],
};

/** Where somebody of the demo is reached, in their order; what they have no address for is left out. */
export function contactPointsOf(
  { username, role }: DemoUser,
  { browsers }: DemoMessages,
  parks: readonly Park[],
): ContactPoint[] {
  const phone = phoneOf(username, parks);
  const browser = browsers.find((one) => one.username === username);
  const to: Readonly<Record<string, string | undefined>> = {
    log: username,
    email: `${username}@demo.example`,
    sms: phone,
    voice: phone,
    push: browser && JSON.stringify(browser.subscription),
  };
  return ORDER[role].flatMap((channel) => {
    const address = to[channel];
    return address === undefined ? [] : [{ channel, to: address }];
  });
}

/** How a channel of the demo is to be set up again; null where it is as it should be. What somebody changed of it stays. */
export function moved(before: Setup | null, wanted: Setup): Setup | null {
  if (before === null) return wanted;
  const same = Object.entries(wanted.settings).every(([name, value]) =>
    isDeepStrictEqual(before.settings[name], value),
  );
  return same ? null : { ...before, settings: { ...before.settings, ...wanted.settings } };
}

/** Where somebody is to be reached now: their own order stays, only a played browser's address moves with its port. */
export function movedPoints(before: readonly ContactPoint[], wanted: readonly ContactPoint[]): readonly ContactPoint[] {
  if (before.length === 0) return wanted;
  const browser = wanted.find(({ channel }) => channel === 'push');
  return before.map((point) => (browser && keysOf(point) === keysOf(browser) ? browser : point));
}

/** The keys of a browser's subscription; another text for whatever else. */
const keysOf = ({ to }: ContactPoint): string => /"p256dh":"([^"]*)"/.exec(to)?.[1] ?? to;

/** The number that the first desk has of somebody. */
function phoneOf(username: string, parks: readonly Park[]): string | undefined {
  const members = parks.flatMap(({ desks }) => desks.flatMap((desk) => desk.members));
  return members.find(({ user, phone }) => user === username && phone !== undefined)?.phone;
}
