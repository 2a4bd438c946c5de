import { join } from 'node:path';
import { type Channel, CHANNELS, makeVapidKeys } from '@cofferdam/channels';
import { loadParks } from '@cofferdam/config';
import { CHANNEL_KINDS, ChannelSetupSchema, ContactPointSchema } from '@cofferdam/domain';
import { makeSubscription } from '@cofferdam/providers';
import {
  contactPointsOf,
  DEMO_ROBOTS,
  demoChannels,
  type DemoMessages,
  messagesIn,
  moved,
  movedPoints,
} from './demo-channels';
import { DEMO_USERS } from './demo-users';

const { parks } = loadParks(join(__dirname, '../../../parks'));
const http = (port: number): string => `http://127.0.0.1:${port}`;
const messages: DemoMessages = {
  page: 'http://127.0.0.1:3100/',
  urls: {
    email: 'smtp://127.0.0.1:3101',
    dingtalk: http(3102),
    wecom: http(3103),
    feishu: http(3104),
    sms: http(3105),
    voice: http(3106),
    push: http(3107),
  },
  secrets: {
    dingtalk: { accessToken: 'token-1234', secret: 'SEC-12345' },
    wecom: { key: 'key-12345' },
    feishu: { hook: 'hook-12345', secret: 'secret-12345' },
    sms: { token: 'token-1234', secret: 'secret-12345' },
    voice: { token: 'token-1234', secret: 'secret-12345' },
    push: makeVapidKeys(),
  },
  browsers: ['park-desk', 'park-night'].map((username) => ({ username, ...makeSubscription(http(3107)) })),
};
const setups = demoChannels(messages);
const CHECKED: readonly Channel[] = CHANNELS;

test('every kind of channel is set up once, as it is to be', () => {
  expect(setups.map(({ kind }) => kind).sort()).toEqual([...CHANNEL_KINDS].sort());
  expect(new Set(setups.map(({ id }) => id)).size).toBe(setups.length);
  for (const setup of setups) expect(ChannelSetupSchema.safeParse(setup).error).toBeUndefined();
  for (const { kind, settings } of CHECKED)
    expect(settings.safeParse(setups.find((setup) => setup.kind === kind)?.settings).error).toBeUndefined();
});

test('everybody is reached at least one way, at addresses that their channels take', () => {
  const first = new Set<string | undefined>();
  for (const user of DEMO_USERS) {
    const points = contactPointsOf(user, messages, parks);
    first.add(points[0]?.channel);
    expect([user.username, points.length > 0]).toEqual([user.username, true]);
    for (const point of points) {
      expect(ContactPointSchema.safeParse(point).error).toBeUndefined();
      const kind = setups.find(({ id }) => id === point.channel)?.kind;
      const channel = CHECKED.find((one) => one.kind === kind);
      if (channel !== undefined) expect(channel.address?.safeParse(point.to).error).toBeUndefined();
    }
  }
  expect([...first].sort()).toEqual(['email', 'push', 'sms', 'voice']);
});

test('the desks of the demo park have the robots that are set up for them', () => {
  const desks = parks.find(({ id }) => id === 'demo')?.desks ?? [];
  const robots = desks.flatMap(({ id, channels = [] }) => channels.map((channel) => [id, channel]));
  expect(Object.fromEntries(robots)).toEqual(DEMO_ROBOTS);
  const known = setups.filter(({ park }) => park === 'demo').map(({ id }) => id);
  expect(known.sort()).toEqual(Object.values(DEMO_ROBOTS).sort());
});

test('after a start on other ports what moved is set up again, and what somebody changed stays', () => {
  const elsewhere = JSON.parse(JSON.stringify(messages).replaceAll(':3107', ':4107')) as DemoMessages;
  const changed = setups.map((setup) => ({ ...setup, enabled: false, settings: { ...setup.settings, more: 1 } }));
  const again = demoChannels(elsewhere).map((wanted, n) => moved(changed[n] ?? null, wanted));
  expect(again.filter((setup) => setup !== null)).toEqual([]); // the push channel itself knows no port
  const sms = demoChannels({ ...messages, urls: { ...messages.urls, sms: http(4105) } }).find(({ id }) => id === 'sms');
  if (sms === undefined) throw new Error('no sms');
  const before = { ...sms, enabled: false, settings: { ...sms.settings, url: http(3105), most: 70 } };
  expect(moved(before, sms)).toEqual({ ...before, settings: { ...before.settings, url: http(4105) } });
  expect(moved(null, sms)).toEqual(sms);

  const desk = { username: 'park-desk', role: 'park' } as const;
  const [browser, ...rest] = contactPointsOf(desk, messages, parks);
  const [there, ...others] = contactPointsOf(desk, elsewhere, parks);
  if (browser === undefined || there === undefined) throw new Error('no browser');
  expect(there.to).toContain(':4107/');
  expect(movedPoints([...rest, browser], [there, ...others])).toEqual([...rest, there]);
  expect(movedPoints([], [there])).toEqual([there]);
  expect(movedPoints(rest, [there])).toEqual(rest);
});

test('where no provider is played there is nothing to set up', () => {
  expect(messagesIn('/nowhere')).toBeNull();
});
