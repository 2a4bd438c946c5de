import type { ChannelKind } from '@cofferdam/domain';

/** Settings of channels that have a name and a source of their own: `{kind}.{setting}`. */
export type SettingName =
  | `dingtalk.${'url' | 'accessToken' | 'secret' | 'keyword'}`
  | `wecom.${'url' | 'key'}`
  | `feishu.${'url' | 'hook' | 'secret' | 'keyword'}`
  | `sms.${'url' | 'token' | 'secret' | 'most'}`
  | `voice.${'url' | 'token' | 'secret'}`
  | `email.${'host' | 'port' | 'security' | 'user' | 'password' | 'from' | 'fromName'}`
  | `push.${'publicKey' | 'privateKey' | 'subject' | 'services'}`;

/** What a setting is called, and where its value is found. */
export interface SettingWords {
  label: string;
  hint: string;
}

type Fault = 'throttled' | 'unreachable' | 'refused' | 'gone' | 'malformed';

/** The words of channels, of where people are reached, and of what was told to whom. Part of `Words`. */
export interface ChannelWords {
  channels: {
    heading: string;
    hint: string;
    count(n: string): string;
    none: string;
    create: string;
    change: string;
    changing(name: string): string;
    remove: string;
    removing(name: string): string;
    removeNote: string;
    usedBy(what: string): string;
    unused: string;
    desk(name: string): string;
    on: string;
    off: string;
    failing(since: string): string;
    everyPark: string;
    kind: Readonly<Record<ChannelKind, string>>;
    robot: string;
    personal: string;
    language: string;
    done: { set: string; removed: string };
  };
  channelEdit: {
    id: string;
    kind: string;
    park: string;
    nameZh: string;
    nameEn: string;
    enabled: string;
    language: string;
    save: string;
    isSet: string;
    takeAway: string;
    standard(value: string): string;
    noSettings: string;
    setting: Readonly<Record<SettingName, SettingWords>>;
  };
  channelTest: {
    test: string;
    heading(name: string): string;
    note: string;
    to: string;
    toNote: string;
    send: string;
    taken: string;
    fault: Readonly<Record<Fault, string>>;
    answer: string;
    noAnswer: string;
    took(ms: string): string;
  };
  contact: {
    heading: string;
    note: string;
    none: string;
    point(n: string): string;
    channel: string;
    address: string;
    add: string;
    remove(what: string): string;
    up(what: string): string;
    down(what: string): string;
    save: string;
    saved: string;
    noChannel: string;
  };
  told: {
    heading: string;
    none: string;
    more(n: string): string;
    sent: string;
    failed: string;
    attempt(n: string): string;
    possibleRepeat: string;
    robot(desk: string): string;
  };
  deskRobots: { label: string; none: string; unknown(id: string): string };
}
