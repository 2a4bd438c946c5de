import { makeVapidKeys } from '@cofferdam/channels';
import { Channels, Contacts } from '@cofferdam/records';
import { makeSubscription } from '@cofferdam/providers';
import { OperationsStation } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const points = () => station.records.transaction((tx) => station.app.get(Contacts).of(tx, 'eng'));
const say = (path: string, body: unknown) => station.call('eng', 'POST', `/api/v1/push/${path}`, body);

test('a browser is told from when it is switched on until it is switched off; the key to sign with stays here', async () => {
  const { subscription } = makeSubscription('https://fcm.googleapis.com', 'b1');
  expect((await station.get('eng', '/push')).body).toEqual({ channel: null });
  expect((await say('subscriptions', subscription)).status).toBe(404);

  const keys = makeVapidKeys();
  const settings = { ...keys, subject: 'mailto:duty@demo.example' };
  const setup = {
    id: 'push',
    park: null,
    kind: 'push' as const,
    name: { zh: '推送', en: 'Push' },
    language: 'zh-CN' as const,
    settings,
    enabled: true,
  };
  await station.records.transaction((tx) => station.app.get(Channels).put(tx, setup, 'test'));
  expect((await station.get('eng', '/push')).body).toEqual({ channel: 'push', publicKey: keys.publicKey });

  for (let n = 0; n < 2; n += 1)
    expect(await say('subscriptions', subscription)).toMatchObject({ status: 200, body: { channel: 'push' } });
  expect(await points()).toEqual([{ channel: 'push', to: JSON.stringify(subscription) }]);
  expect((await say('subscriptions', { ...subscription, endpoint: 'http://10.0.0.1/' })).status).toBe(400);

  const { endpoint } = subscription;
  expect((await say('subscriptions/remove', { endpoint })).body).toEqual({ removed: true });
  expect((await say('subscriptions/remove', { endpoint })).body).toEqual({ removed: false });
  expect(await points()).toEqual([]);
});
