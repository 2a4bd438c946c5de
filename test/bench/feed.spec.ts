import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Installation, manyParks, readingOf, type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { quantile, report, round } from './results';

const CLIENTS = 500;
const STOPPED = 10;
const EVENTS_PER_SECOND = 100;
const SECONDS = 20;
const BURST = 10_000;
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

interface Seen {
  seqs: number[];
  delays: number[];
  ended: number[];
}

/** Resident memory of a process, 0 where it is gone. */
function residentMib(pid: number): number {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024 : 0;
}

const lastSeq = async (): Promise<number> => (await installation.call<{ asOf: number }>('/alarms?limit=1')).body.asOf;

/** Feeds that the station has open, as its metrics say. */
async function feedsOpen(): Promise<number> {
  const headers = { authorization: `Bearer ${installation.demo.operator.token}` };
  const text = await (await fetch(`${installation.api}/metrics`, { headers })).text();
  return Number(/^cofferdam_feeds (\d+)$/m.exec(text)?.[1] ?? NaN);
}

test('500 clients, 10 of them stopped', async () => {
  const station = await installation.start('station');
  const args = [installation.api, installation.demo.operator.token, String(CLIENTS), String(STOPPED)];
  const child = spawn(process.execPath, [join(__dirname, 'feed-clients.mjs'), ...args, String(await lastSeq())], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  await next(lines);
  const ask = async (): Promise<Seen> => {
    const line = next(lines);
    child.stdin.write('report\n');
    return JSON.parse(await line) as Seen;
  };
  let worst = 0;
  const watch = setInterval(() => (worst = Math.max(worst, residentMib(station.pid))), 200);

  await toggle(parks.places.slice(BURST), SECONDS);
  await pause(1_000);
  const steady = await ask();
  const begin = Date.now();
  for (const place of parks.places.slice(0, BURST))
    client.publish(place.topic, readingOf(place, Date.now(), 90), { qos: 1 });
  const total = async () => (await installation.call<{ total: number }>('/alarms?severity=orange&limit=1')).body.total;
  await waitFor(async () => (await total()) >= BURST, { what: 'all alarms raised', timeoutMs: 60_000, everyMs: 200 });
  const target = await lastSeq();
  const reached = ({ seqs }: Seen) => seqs.filter((seq) => seq >= target).length >= CLIENTS - STOPPED;
  await waitFor(async () => reached(await ask()), {
    what: 'every reading client has all',
    timeoutMs: 60_000,
    everyMs: 100,
  });
  const took = (Date.now() - begin) / 1000;
  const open = await feedsOpen();
  clearInterval(watch);
  child.stdin.end();
  const p99 = quantile(steady.delays, 0.99);
  report('bench', 'feed', [
    { what: `events seen at ${EVENTS_PER_SECOND}/s`, measured: steady.delays.length },
    { what: 'send → event p99, ms', measured: round(p99), asked: '≤ 250', holds: p99 <= 250 },
    {
      what: `${BURST} events at once, publish → all clients, s`,
      measured: round(took),
      asked: '≤ 15',
      holds: took <= 15,
    },
    {
      what: 'feeds still open (the stopped ones were told to resync and closed)',
      measured: open,
      asked: String(CLIENTS - STOPPED),
      holds: open === CLIENTS - STOPPED,
    },
    { what: 'station, worst resident MiB', measured: round(worst) },
  ]);
}, 240_000);

/** One event each: up, down, up … at outlets that are not part of the burst. */
async function toggle(places: readonly (typeof parks.places)[number][], seconds: number): Promise<void> {
  const begin = Date.now();
  for (let i = 0; i < seconds * EVENTS_PER_SECOND; i++) {
    const place = places[i % places.length];
    const cod = Math.floor(i / places.length) % 2 === 0 ? 400 : 20;
    if (place) client.publish(place.topic, readingOf(place, Date.now(), cod), { qos: 1 });
    await pause(Math.max(0, begin + ((i + 1) * 1000) / EVENTS_PER_SECOND - Date.now()));
  }
}

async function next(lines: Interface): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}
