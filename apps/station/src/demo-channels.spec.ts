import { join } from 'node:path';
import { type Channel, emailChannel, logChannel, makeVapidKeys, pushChannel } from '@cofferdam/channels';
import { loadParks } from '@cofferdam/config';
import { CHANNEL_KINDS, ChannelSetupSchema, ContactPointSchema } from '@cofferdam/domain';
import { makeSubscription } from '@cofferdam/providers';
import { contactPointsOf, DEMO_ROBOTS, demoChannels, type DemoMessages, messagesIn } from './demo-channels';
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
const CHECKED: readonly Channel[] = [emailChannel, logChannel, pushChannel] as unknown as Channel[];

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

test('where no provider is played there is nothing to set up', () => {
  expect(messagesIn('/nowhere')).toBeNull();
});
