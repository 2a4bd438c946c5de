import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Installation, manyParks, type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { countInHistory, report, round } from './results';

/** Enough that starting up, compiling hot code and the last batch of history weigh little. */
const MESSAGES = 120_000;
const PARKS = 64;
const OUTLETS = 65;
const CONNECTIONS = 8;
const parks = manyParks(PARKS, OUTLETS);
const placesFile = join(parks.folder, 'places.json');

let services: SharedServices;

beforeAll(async () => {
  services = await sharedServices();
  writeFileSync(placesFile, JSON.stringify(parks.places));
}, 60_000);
afterAll(async () => {
  rmSync(parks.folder, { recursive: true, force: true });
  await services?.stop();
});

const program = (name: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [join(__dirname, name), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });

async function line(child: ChildProcess): Promise<string> {
  const [text] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return text;
}

/** Sends everything; answers when the first message went out, epoch ms. */
async function publishAll(): Promise<{ begin: number; end: Promise<string> }> {
  const publisher = program('publisher.mjs', services.urls.mqttUrl, placesFile, String(MESSAGES), String(CONNECTIONS));
  await line(publisher);
  const end = line(publisher);
  publisher.stdin?.write('go\n');
  return { begin: Date.now(), end };
}

/** Messages a second that a bare subscriber is handed. */
async function bare(): Promise<number> {
  const subscriber = program(
    'bare-subscriber.mjs',
    services.urls.mqttUrl,
    'parks/+/outlets/+/readings',
    String(MESSAGES),
  );
  await line(subscriber);
  const end = line(subscriber);
  const { begin } = await publishAll();
  const { last } = JSON.parse(await end) as { last: number };
  return (1000 * MESSAGES) / (last - begin);
}

/** Messages a second from the first publish until all are judged and in history. */
async function whole(
  apps: readonly ('station' | 'ingestion' | 'rule-engine' | 'alert-worker' | 'operator-api')[],
): Promise<number> {
  const { folder } = manyParks(PARKS, OUTLETS);
  const installation = await Installation.make(services, { PARKS_DIR: folder }, false);
  try {
    for (const app of apps) await installation.start(app);
    const { begin } = await publishAll();
    const stored = async () => (await countInHistory(installation.env['INFLUX_URL'] ?? '', 'w01018')) >= MESSAGES;
    await waitFor(stored, { what: 'all readings in history', timeoutMs: 120_000, everyMs: 100 });
    const judged = async () => (await installation.call<{ total: number }>('/alarms?limit=1')).body.total >= PARKS;
    await waitFor(judged, { what: "each park's last reading judged", timeoutMs: 60_000, everyMs: 50 });
    return (1000 * MESSAGES) / (Date.now() - begin);
  } finally {
    await installation.stop();
  }
}

test('the whole pipeline against a bare subscriber', async () => {
  const before = await bare();
  const one = await whole(['station']);
  const apart = await whole(['alert-worker', 'operator-api', 'rule-engine', 'ingestion']);
  const after = await bare();
  const yardstick = (before + after) / 2;
  report('bench', 'throughput', [
    {
      what: 'bare MQTT.js QoS 1 subscriber, before and after, messages/s',
      measured: `${round(before)} ${round(after)}`,
    },
    { what: 'station, messages/s', measured: round(one) },
    { what: 'processes apart, messages/s', measured: round(apart) },
    { what: 'station ÷ bare', measured: round(one / yardstick, 2), asked: '≥ 0.25', holds: one / yardstick >= 0.25 },
    { what: 'apart ÷ bare', measured: round(apart / yardstick, 2), asked: '≥ 0.35', holds: apart / yardstick >= 0.35 },
  ]);
}, 400_000);
