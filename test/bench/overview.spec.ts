import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmView } from '@cofferdam/domain';
import {
  FeedReader,
  Installation,
  manyParks,
  type Place,
  readingOf,
  type SharedServices,
  sharedServices,
  waitFor,
} from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { quantile, report, round } from './results';

const ACTIVE = 10_000;
const CLIENTS = 20;
const EVERY_MS = 200;
const CHANGES_PER_SECOND = 100;
const SECONDS = 20;
const parks = manyParks(64, 160);

let services: SharedServices;
let installation: Installation;
let client: MqttClient;

beforeAll(async () => {
  services = await sharedServices();
  installation = await Installation.make(services, { PARKS_DIR: parks.folder }, false);
  client = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5 });
}, 60_000);
afterAll(async () => {
  await client?.endAsync(true);
  await installation?.stop();
  await services?.stop();
});

interface Answer {
  readonly at: number;
  readonly took: number;
  readonly asOf: number;
  readonly open: number;
  readonly rows: number;
  readonly sum: number;
}

/** What one screen is shown: open alarms, and the journal's number that they are about. */
async function shown(): Promise<{ open: number; asOf: number }> {
  const { body } = await installation.call<{ totals: { open: number }; asOf: number }>('/overview');
  return { open: body.totals.open, asOf: body.asOf };
}

test(`${ACTIVE} active alarms, ${CLIENTS} screens, ${CHANGES_PER_SECOND} changes a second`, async () => {
  await installation.start('station');
  await raise(parks.places.slice(0, ACTIVE));
  const begin = await shown();
  const feed = await FeedReader.open(installation.api, installation.demo.operator.token, begin.asOf);
  const args = [installation.api, installation.demo.operator.token, String(CLIENTS), String(EVERY_MS)];
  const child = spawn(process.execPath, [join(__dirname, 'overview-clients.mjs'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  await next(lines);
  await toggle(parks.places.slice(ACTIVE), SECONDS);
  const line = next(lines);
  child.stdin.write('report\n');
  const answers = JSON.parse(await line) as Answer[];
  child.stdin.end();
  await waitFor(() => feed.lastSeq >= Math.max(...answers.map(({ asOf }) => asOf)), { what: 'the feed to be as far' });
  const times = new Map(feed.events.map(({ event, at }) => [event.seq, at]));
  const open = openAfter(begin, feed);
  const { total } = (await installation.call<{ total: number }>('/alarms?open=true&limit=1')).body;
  await waitFor(async () => (await shown()).open === total, { what: 'the overview to show what the records have' });
  feed.close();

  const p99 = quantile(
    answers.map(({ took }) => took),
    0.99,
  );
  const behind = Math.max(0, ...answers.map(({ at, asOf }) => at - (times.get(asOf + 1) ?? at)));
  const wrong = answers.filter((answer) => answer.sum !== answer.open || answer.open !== open(answer.asOf));
  const most = Math.max(...answers.map(({ rows }) => rows));
  report('bench', 'overview', [
    { what: 'answers', measured: answers.length },
    { what: 'events seen meanwhile', measured: feed.events.length },
    {
      what: 'answer p50, ms',
      measured: round(
        quantile(
          answers.map(({ took }) => took),
          0.5,
        ),
      ),
    },
    { what: 'answer p99, ms', measured: round(p99), asked: '≤ 50', holds: p99 <= 50 },
    {
      what: 'oldest change that an answer did not have yet, ms',
      measured: round(behind),
      asked: '≤ 1000',
      holds: behind <= 1_000,
    },
    { what: 'most rows', measured: most, asked: '≤ 25', holds: most <= 25 },
    {
      what: 'answers whose sums are not exactly what was open at their asOf',
      measured: wrong.length,
      asked: '0',
      holds: wrong.length === 0,
    },
  ]);
}, 240_000);

/** Alarms at these places, and waits until all are there. */
async function raise(places: readonly Place[]): Promise<void> {
  for (const place of places) client.publish(place.topic, readingOf(place, Date.now(), 90), { qos: 1 });
  await waitFor(async () => (await shown()).open >= places.length, {
    ...{ what: 'all alarms raised', timeoutMs: 90_000, everyMs: 200 },
  });
}

/** How many alarms were open at a number of the journal, counted from what the feed said. */
function openAfter(begin: { open: number; asOf: number }, feed: FeedReader): (seq: number) => number | undefined {
  const counts = new Map([[begin.asOf, begin.open]]);
  const open = new Map<string, boolean>();
  let count = begin.open;
  for (const { event } of feed.events) {
    if (event.type.startsWith('alarm.')) {
      const alarm = event.data as AlarmView;
      count += Number(alarm.open) - Number(open.get(alarm.id) ?? event.type !== 'alarm.raised');
      open.set(alarm.id, alarm.open);
    }
    counts.set(event.seq, count);
  }
  return (seq) => counts.get(seq);
}

/** One change each: up, down, up … at outlets that are not among the others. */
async function toggle(places: readonly Place[], seconds: number): Promise<void> {
  const begin = Date.now();
  for (let i = 0; i < seconds * CHANGES_PER_SECOND; i++) {
    const place = places[i % places.length];
    const cod = Math.floor(i / places.length) % 2 === 0 ? 400 : 20;
    if (place) client.publish(place.topic, readingOf(place, Date.now(), cod), { qos: 1 });
    await pause(Math.max(0, begin + ((i + 1) * 1000) / CHANGES_PER_SECOND - Date.now()));
  }
}

async function next(lines: Interface): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}
