import type { AlarmView } from '@cofferdam/domain';
import { DeviceClient } from '@cofferdam/mqtt';
import { FeedReader, Installation, manyParks, type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';

let services: SharedServices;
let installation: Installation;

beforeAll(async () => {
  services = await sharedServices();
  installation = await Installation.make(services, { PARKS_DIR: manyParks(1, 2).folder });
  await installation.start('station');
}, 60_000);

afterAll(async () => {
  await installation?.stop();
  await services?.stop();
});

const login = () => ({ ...installation.spareMonitor, url: services.urls.mqttUrl.replace(/\/\/[^@]*@/, '//') });
const lastSeq = async () => (await installation.call<{ asOf: number }>('/alarms')).body.asOf;

test('a reading over the limit is an alarm on the feed within a second, with its receipt, and in history', async () => {
  const { id, park, outlet } = installation.spareMonitor;
  const feed = await FeedReader.open(installation.api, installation.demo.operator.token, await lastSeq());
  const commands: string[] = [];
  const device = await DeviceClient.connect(login(), (payload) => commands.push(payload.toString()));
  const at = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  const values = { w01018: { value: 400, flag: 'N', unit: 'mg/L' }, w21003: 1.1 };
  const sentAt = performance.timeOrigin + performance.now();
  await device.publish('readings', JSON.stringify({ monitor: id, at, receipt: true, values }));

  const raised = await waitFor(
    () =>
      feed.events.find(({ event }) => event.type === 'alarm.raised' && (event.data as AlarmView).factor === 'w01018'),
    { what: 'alarm.raised on the feed' },
  );
  expect(raised.at - sentAt).toBeLessThan(1_000);
  const alarm = raised.event.data as AlarmView;
  expect(alarm).toMatchObject({ park, outlet, value: 400, unit: 'mg/L', state: 'UNACK', open: true, active: true });
  expect(new Date(alarm.raisedAt).toISOString()).toBe(at);

  const receipt = await waitFor(() => commands.find((text) => text.includes('receipt')), { what: 'the receipt' });
  expect(JSON.parse(receipt)).toMatchObject({ ok: true, receipt: { monitor: id, period: 'realtime' } });

  interface Series {
    items: { at: string; value: number; flag: string }[];
  }
  const from = new Date(Date.parse(at) - 60_000).toISOString();
  const to = new Date(Date.parse(at) + 60_000).toISOString();
  const series = await waitFor(
    async () => {
      const path = `/outlets/${park}.${outlet}/readings?factor=w01018&period=realtime&from=${from}&to=${to}`;
      const { body } = await installation.call<Series>(path);
      return (body.items?.length ?? 0) > 0 && body;
    },
    { what: 'the reading in history' },
  );
  expect(series.items[0]).toMatchObject({ value: 400, flag: 'N' });
  await device.close();
  feed.close();
});

test('acknowledged by one, seen by all; then it returns', async () => {
  const { id } = installation.spareMonitor;
  const feed = await FeedReader.open(installation.api, installation.demo.operator.token, 0);
  const { body } = await installation.call<{ items: AlarmView[] }>('/alarms?open=true');
  const alarm = body.items.find(({ factor }) => factor === 'w01018');
  if (alarm === undefined) throw new Error('no open alarm to acknowledge');
  const desk = installation.demo.operators.find(({ role }) => role === 'enterprise');
  const answer = await installation.call<AlarmView>(
    `/alarms/${alarm.id}/acknowledge`,
    { note: 'on my way' },
    desk?.token,
  );
  expect(answer.status).toBe(200);
  await waitFor(
    () =>
      feed.events.find(({ event }) => event.type === 'alarm.acknowledged' && (event.data as AlarmView).id === alarm.id),
    {
      what: 'alarm.acknowledged on the feed',
    },
  );
  const device = await DeviceClient.connect(login());
  const values = { w01018: 12, w21003: 1.1 };
  await device.publish('readings', JSON.stringify({ monitor: id, at: new Date().toISOString(), values }));
  const returned = await waitFor(
    () => feed.events.find(({ event }) => event.type === 'alarm.returned' && (event.data as AlarmView).id === alarm.id),
    { what: 'alarm.returned on the feed', timeoutMs: 15_000 },
  );
  expect((returned.event.data as AlarmView).state).toBe('NORM');
  await device.close();
  feed.close();
}, 30_000);

test('a stranger may not publish, and nobody reads without a log-in', async () => {
  await expect(DeviceClient.connect({ ...login(), password: 'wrong' })).rejects.toThrow();
  const answer = await fetch(`${installation.api}/api/v1/alarms`);
  expect(answer.status).toBe(401);
});
