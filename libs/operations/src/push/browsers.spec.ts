import { type ChannelSetup, type ContactPoint, MOST_CONTACT_POINTS } from '@cofferdam/domain';
import { makeSubscription } from '@cofferdam/providers';
import { pushChannelFor, withBrowser, withoutBrowser } from './browsers';

const setup = (id: string, more: Partial<ChannelSetup> = {}): ChannelSetup => ({
  ...{ id, park: null, kind: 'push', name: { zh: '推送', en: 'Push' }, language: 'zh-CN' },
  ...{ settings: {}, enabled: true, version: 1 },
  ...more,
});
const sms: ContactPoint = { channel: 'sms', to: '+86 000 0000 3001' };
const browser = (id: string) => makeSubscription('https://fcm.googleapis.com', id).subscription;
const point = (of: object): ContactPoint => ({ channel: 'push', to: JSON.stringify(of) });

test('the channel is a push channel of the person’s parks that is switched on', () => {
  const [off, other, sms, ours] = [
    setup('off', { enabled: false }),
    setup('other', { park: 'upstream' }),
    setup('sms', { kind: 'sms' }),
    setup('ours', { park: 'demo' }),
  ];
  expect(pushChannelFor([off, other, sms, ours], ['demo'])?.id).toBe('ours');
  expect(pushChannelFor([off, other, sms], ['demo'])).toBeNull();
  expect(pushChannelFor([other], ['*'])?.id).toBe('other');
  expect(pushChannelFor([setup('all')], ['demo'])?.id).toBe('all');
});

test('a new browser comes last; one that is known keeps its place and gets its new keys', () => {
  const [one, two] = [browser('1'), browser('2')];
  const first = withBrowser([sms], 'push', one) ?? [];
  expect(first).toEqual([sms, point(one)]);
  expect(withBrowser(first, 'push', two)).toEqual([sms, point(one), point(two)]);
  const renewed = { ...one, keys: two.keys };
  expect(withBrowser([point(one), sms], 'push', renewed)).toEqual([point(renewed), sms]);
});

test('where there is no room the oldest browser makes it, never another way', () => {
  const browsers = Array.from({ length: MOST_CONTACT_POINTS - 1 }, (_, n) => point(browser(`b${n}`)));
  const added = browser('new');
  expect(withBrowser([sms, ...browsers], 'push', added)).toEqual([sms, ...browsers.slice(1), point(added)]);
  expect(
    withBrowser(
      Array.from({ length: MOST_CONTACT_POINTS }, () => sms),
      'push',
      added,
    ),
  ).toBeNull();
});

test('a browser is taken away by its endpoint, and nothing else with it', () => {
  const [one, two] = [browser('1'), browser('2')];
  const odd = { channel: 'other', to: '{"endpoint":' };
  const points = [sms, point(one), odd, point(two)];
  expect(withoutBrowser(points, one.endpoint)).toEqual([sms, odd, point(two)]);
  expect(withoutBrowser(points, 'https://elsewhere.example/')).toEqual(points);
});
