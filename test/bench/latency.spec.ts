import type { AlarmView } from '@cofferdam/domain';
import {
  FeedReader,
  Installation,
  manyParks,
  readingOf,
  type SharedServices,
  sharedServices,
  waitFor,
} from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { quantile, report, round } from './results';

const BREACHES = 600;
const BACKGROUND_PER_SECOND = 1_000;
const SECONDS = 40;
const CLIENTS = 10;
const parks = manyParks(32, 50);

let services: SharedServices;
let installation: Installation;
let client: MqttClient;

beforeAll(async () => {
  services = await sharedServices();
  installation = await Installation.make(services, { PARKS_DIR: parks.folder }, false);
  await installation.start('station');
  client = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5 });
}, 90_000);

afterAll(async () => {
  await client?.endAsync(true);
  await installation?.stop();
  await services?.stop();
});

const now = (): number => performance.timeOrigin + performance.now();

test('send to event at an SSE client, under background load', async () => {
  const token = installation.demo.operator.token;
  const { asOf } = (await installation.call<{ asOf: number }>('/alarms?limit=1')).body;
  const feeds = await Promise.all(
    Array.from({ length: CLIENTS }, () => FeedReader.open(installation.api, token, asOf)),
  );
  const breaching = parks.places.slice(0, BREACHES);
  const quiet = parks.places.slice(BREACHES);
  const sentAt = new Map<string, number>();
  let sent = 0;
  const begin = now();
  for (let slice = 0; slice < SECONDS * 100; slice++) {
    for (let i = 0; i < BACKGROUND_PER_SECOND / 100; i++) {
      const place = quiet[sent++ % quiet.length];
      if (place) client.publish(place.topic, readingOf(place, Date.now(), 40), { qos: 1 });
    }
    const breach = breaching[Math.floor((slice * BREACHES) / (SECONDS * 100))];
    if (breach && !sentAt.has(breach.outlet + breach.park)) {
      sentAt.set(breach.outlet + breach.park, now());
      client.publish(breach.topic, readingOf(breach, Date.now(), 90), { qos: 1 });
    }
    await pause(Math.max(0, begin + (slice + 1) * 10 - now()));
  }
  const raisedAt = (feed: FeedReader) => feed.events.filter(({ event }) => event.type === 'alarm.raised');
  await waitFor(() => feeds.every((feed) => raisedAt(feed).length >= sentAt.size), {
    what: 'all alarms at all clients',
  });
  const delays = feeds.flatMap((feed) =>
    raisedAt(feed).map(({ event, at }) => {
      const { outlet, park } = event.data as AlarmView;
      return at - (sentAt.get(`${outlet}${park}`) ?? NaN);
    }),
  );
  const p99 = quantile(delays, 0.99);
  report('bench', 'latency', [
    { what: 'background, messages/s', measured: round(sent / ((now() - begin) / 1000)) },
    { what: 'breaches × clients', measured: `${sentAt.size} × ${CLIENTS}` },
    { what: 'send → event p50, ms', measured: round(quantile(delays, 0.5)) },
    { what: 'send → event p99, ms', measured: round(p99), asked: '≤ 250', holds: p99 <= 250 },
    { what: 'send → event worst, ms', measured: round(Math.max(...delays)) },
  ]);
  feeds.forEach((feed) => feed.close());
}, 120_000);
