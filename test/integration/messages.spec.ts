import { waitFor } from '@cofferdam/testing';
import { PlainProvider, setupOf } from './message-voices';
import { MessageWorkers } from './message-workers';

const workers = new MessageWorkers();
const providers: PlainProvider[] = [];
const provider = async (limit: ConstructorParameters<typeof PlainProvider>[0] = null) => {
  const one = new PlainProvider(limit);
  providers.push(one);
  return { one, url: await one.listen() };
};
afterEach(async () => {
  for (const one of providers.splice(0)) await one.close();
});

const sms = { channel: 'sms', to: '13800000000' };
const mail = { channel: 'mail', to: 'a@example.org' };

test('a page goes to who is on duty, once, with names and a link', async () => {
  const { one, url } = await provider();
  await workers.park(1);
  await workers.channel(setupOf('sms', 'sms', url));
  await workers.user('unit', 'unit', [sms]);
  await workers.user('idle', 'unit', [sms]);
  await workers.desk('units', 'unit', { members: [{ user: 'unit' }] });
  const module = await workers.worker({ begins: true });
  const other = await workers.worker({ begins: true });
  await workers.open({ o0: 'yellow' });
  await Promise.all([workers.look(module), workers.look(other)]);
  await waitFor(() => one.messages.length > 0, { what: 'the page' });
  await waitFor(async () => (await workers.outbox('o0')).join() === 'duty unit SENT', { what: 'the end of the row' });
  expect(one.messages).toMatchObject([{ to: sms.to, link: 'https://console.example/#/incidents/o0' }]);
  expect(one.messages[0]?.body).toContain('排口0号');
  const [delivery] = await workers.deliveries('o0');
  expect(delivery).toMatchObject({ state: 'SENT', recipient: 'unit', attempt: 1, possibleRepeat: false });
  const [told] = await workers.journalled('notification.sent');
  expect(told?.data).toEqual({
    ...{ key: delivery?.key, channel: 'sms', to: 'unit', attempt: 1, possibleRepeat: false },
    ...{ kind: 'duty', incident: 'o0' },
  });
});
