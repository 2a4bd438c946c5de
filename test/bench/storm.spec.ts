import type { AlarmView, OverviewRow } from '@cofferdam/domain';
import {
  FeedReader,
  Installation,
  manyParks,
  type Place,
  readingOf,
  type Services,
  startServices,
  waitFor,
} from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type Figure, report, round } from './results';

const BREACHES = 10_000;
const PARKS = 8;
const CONNECTIONS = 8;
/** Outlets of one more park, whose ordinary day comes before the storm: a service is not met just started. */
const WARM = 500;
/** mg/L: orange and red at an enterprise's main outlet. */
const [ORANGE, RED] = [90, 400];
/** Where the gravest stand in the storm. */
const GRAVE = [0, BREACHES / 2, BREACHES - 1];

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 60_000);
afterAll(() => services?.stop());

const now = (): number => performance.timeOrigin + performance.now();

interface Storm {
  readonly seconds: number;
  readonly publishSeconds: number;
  /** From a grave breach's publish to its first outbox row, ms. */
  readonly grave: readonly number[];
  readonly incidents: number;
  readonly rows: number;
  readonly sum: number;
  readonly total: number;
}

/** 10,000 breaches in one second over 40 enterprises, with everything in one process. */
async function storm(spread: boolean): Promise<Storm> {
  const parks = manyParks(PARKS + 1, BREACHES / PARKS, 5);
  const installation = await Installation.make(services, { PARKS_DIR: parks.folder }, false);
  await installation.start('station');
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => connectAsync(services.urls.mqttUrl, { protocolVersion: 5 })),
  );
  await ordinaryDay(installation, clients, parks.places);
  const { asOf } = (await installation.call<{ asOf: number }>('/alarms?limit=1')).body;
  const feed = await FeedReader.open(installation.api, installation.demo.operator.token, asOf);
  const watch = new Client({ connectionString: installation.env['DATABASE_URL'] });
  await watch.connect();
  // The parks in turn, so that every shard has the storm at once.
  const each = BREACHES / PARKS;
  const places = Array.from({ length: BREACHES }, (_, i) => parks.places[(i % PARKS) * each + Math.floor(i / PARKS)]!);
  const grave = GRAVE.map((n) => ({ ...places[n]!, sentAt: 0 }));
  const begin = now();
  const waiting = grave.map((place) => firstMessage(watch, place, () => place.sentAt));
  await publish(places, clients, grave, spread);
  const publishSeconds = (now() - begin) / 1000;
  const raised = () => feed.events.filter(({ event }) => event.type === 'alarm.raised');
  await waitFor(() => raised().length >= BREACHES, {
    what: 'every alarm at the feed',
    timeoutMs: 120_000,
    everyMs: 20,
  });
  const last = Math.max(...raised().map(({ at }) => at));
  const outlets = new Set(raised().map(({ event }) => JSON.stringify([event.park, (event.data as AlarmView).outlet])));
  expect(outlets.size).toBe(BREACHES);
  const seen = await overviewOf(installation);
  const { total: incidents } = (await installation.call<{ total: number }>('/incidents?limit=1')).body;
  const result = {
    seconds: (last - begin) / 1000,
    publishSeconds,
    grave: await Promise.all(waiting),
    incidents,
    ...seen,
  };
  feed.close();
  await watch.end();
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await installation.stop();
  return result;
}

/** Good readings everywhere, and some breaches that come and go in the park that the storm leaves out. */
async function ordinaryDay(installation: Installation, clients: MqttClient[], places: readonly Place[]): Promise<void> {
  const warm = places.slice(BREACHES, BREACHES + WARM);
  const open = async () => (await installation.call<{ total: number }>('/alarms?active=true&limit=1')).body.total;
  for (const cod of [20, ORANGE, 20, ORANGE, 20]) {
    const spoken = cod === 20 ? [...places.slice(0, BREACHES), ...warm] : warm;
    await Promise.all(
      spoken.map((place, n) =>
        clients[n % CONNECTIONS]!.publishAsync(place.topic, readingOf(place, Date.now(), cod), { qos: 1 }),
      ),
    );
    await waitFor(async () => (await open()) === (cod === 20 ? 0 : WARM), {
      what: `an ordinary ${cod} mg/L`,
      timeoutMs: 60_000,
    });
  }
}

type Grave = Place & { sentAt: number };

/** Spread over the second, in steps of 10 ms, or all at once. */
async function publish(
  places: readonly Place[],
  clients: MqttClient[],
  grave: readonly Grave[],
  spread: boolean,
): Promise<void> {
  const begin = now();
  for (const [n, place] of places.entries()) {
    if (spread && n % 100 === 0) await pause(Math.max(0, begin + n / 10 - now()));
    const gravest = grave[GRAVE.indexOf(n)];
    if (gravest !== undefined) gravest.sentAt = now();
    const reading = readingOf(place, Date.now(), gravest === undefined ? ORANGE : RED);
    clients[n % CONNECTIONS]!.publish(place.topic, reading, { qos: 1 });
  }
}

/** When the outbox first has a red row for an outlet, ms after it was sent. */
async function firstMessage(watch: Client, { park, outlet }: Grave, sentAt: () => number): Promise<number> {
  const query = `select 1 from outbox where message->>'park' = $1 and message->>'severity' = 'red'
    and message->'data'->>'outlet' is not null and exists (select from alarm where park = $1 and outlet = $2
      and document->>'incident' = message->'owner'->>'id') limit 1`;
  await waitFor(async () => (await watch.query(query, [park, outlet])).rowCount === 1, {
    ...{ what: 'the outbox row of a grave breach', timeoutMs: 120_000, everyMs: 10 },
  });
  return now() - sentAt();
}

async function overviewOf(installation: Installation): Promise<{ rows: number; sum: number; total: number }> {
  interface Answer {
    rows: OverviewRow[];
    totals: { open: number };
  }
  let body: Answer = { rows: [], totals: { open: 0 } };
  const seen = async () => {
    ({ body } = await installation.call<Answer>('/overview'));
    return body.totals.open >= BREACHES;
  };
  await waitFor(seen, { what: 'the overview has all', timeoutMs: 10_000, everyMs: 50 });
  return { rows: body.rows.length, sum: body.rows.reduce((sum, { count }) => sum + count, 0), total: body.totals.open };
}

function figures(
  name: string,
  paced: boolean,
  { seconds, publishSeconds, grave, incidents, rows, sum, total }: Storm,
): Figure[] {
  const worst = Math.max(...grave);
  return [
    { what: `${name}: published in, s`, measured: round(publishSeconds, 2) },
    {
      what: `${name}: first publish → last alarm.raised, s`,
      measured: round(seconds),
      asked: '≤ 30',
      holds: seconds <= 30,
    },
    { what: `${name}: grave → outbox, first/middle/last, ms`, measured: grave.map((ms) => round(ms, 0)).join(' / ') },
    {
      what: `${name}: grave → outbox, worst, ms`,
      measured: round(worst, 0),
      ...(paced && { asked: '≤ 1000', holds: worst <= 1000 }),
    },
    { what: `${name}: incidents`, measured: incidents },
    { what: `${name}: rows of the overview`, measured: rows, asked: '≤ 25', holds: rows <= 25 },
    { what: `${name}: sum of the rows`, measured: sum, asked: String(total), holds: sum === total },
  ];
}

test('10,000 breaches in the same second', async () => {
  const plain = figures('over a second', true, await storm(true));
  // Nobody asks for it: what a broker hands over that was away meanwhile.
  const atOnce = figures('all at once', false, await storm(false));
  const admin = new Client({ connectionString: services.urls.databaseUrl });
  await admin.connect();
  // The leader of every flush of the log waits 5 ms before its fsync, whether or not others follow.
  for (const setting of [`commit_delay = 5000`, `commit_siblings = 0`])
    await admin.query(`alter system set ${setting}`);
  await admin.query('select pg_reload_conf()');
  await admin.end();
  report('bench', 'storm', [...plain, ...atOnce, ...figures('fsync + 5 ms', true, await storm(true))]);
}, 400_000);
