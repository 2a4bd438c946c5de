import { setTimeout as pause } from 'node:timers/promises';
import {
  type BuiltProcess,
  Installation,
  manyParks,
  type Place,
  readingOf,
  type Services,
  startServices,
  waitFor,
} from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { countInHistory, report } from '../bench/results';
import { missingFrom, storedReadings } from './reconcile';

const KILLS = 5;
const EVERY_MS = 4_000;
const RESEND_MS = 2_000;
const PER_DEVICE_MS = 200;
const { folder, places } = manyParks(16, 5);

interface Sent {
  readonly place: Place;
  readonly at: number;
  readonly body: string;
  acknowledged: boolean;
  receipted: boolean;
}

let services: Services;
let installation: Installation;
let client: MqttClient;
let station: BuiltProcess;
beforeAll(async () => {
  services = await startServices();
  installation = await Installation.make(services, { PARKS_DIR: folder }, false);
  station = await installation.start('station');
  client = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5, reconnectPeriod: 100, clean: true });
  client.on('error', () => undefined);
}, 90_000);
afterAll(async () => {
  await client?.endAsync(true);
  await installation?.stop();
  await services?.stop();
});

test('Mosquitto killed under devices that ask for receipts and send again', async () => {
  const waiting = new Map<string, Sent>();
  let ending = false;
  let lostByPuback = 0;
  client.on('message', (_topic, payload) => {
    const answer = JSON.parse(payload.toString()) as { ok: boolean; receipt: { monitor: string; at: string } };
    const sent = waiting.get(`${answer.receipt.monitor}@${Date.parse(answer.receipt.at)}`);
    if (answer.ok && sent) sent.receipted = true;
  });
  client.on('connect', () => client.subscribe('parks/+/outlets/+/commands', { qos: 1 }));
  await client.subscribeAsync('parks/+/outlets/+/commands', { qos: 1 });

  const all: Sent[] = [];
  const play = async (place: Place): Promise<void> => {
    while (!ending) {
      const at = Date.now();
      const body = JSON.stringify({ ...(JSON.parse(readingOf(place, at, 30)) as object), receipt: true });
      const sent: Sent = { place, at, body, acknowledged: false, receipted: false };
      waiting.set(`${place.monitor}@${at}`, sent);
      all.push(sent);
      while (!sent.receipted) {
        client.publish(place.topic, body, { qos: 1 }, (error) => (sent.acknowledged ||= !error));
        const got = await waitFor(() => sent.receipted, { what: 'receipt', timeoutMs: RESEND_MS, everyMs: 20 }).catch(
          () => false,
        );
        if (!got && sent.acknowledged) lostByPuback += 1;
      }
      await pause(PER_DEVICE_MS);
    }
  };
  const playing = Promise.all(places.map(play));
  for (let kill = 0; kill < KILLS; kill++) {
    await pause(EVERY_MS);
    // The service stands still for a moment, so that the broker has acknowledged what only its memory has.
    station.signal('SIGSTOP');
    await pause(500);
    await services.kill('mosquitto');
    station.signal('SIGCONT');
    await pause(300);
    await services.start('mosquitto');
  }
  await pause(EVERY_MS);
  ending = true;
  await playing;

  const influx = installation.env['INFLUX_URL'] ?? '';
  const receipted = all.filter((sent) => sent.receipted).map(({ place, at }) => ({ monitor: place.monitor, at }));
  const lost = async () => missingFrom(await storedReadings(influx), receipted);
  await waitFor(async () => (await lost()) === 0, { what: 'history', timeoutMs: 30_000, everyMs: 500 }).catch(
    () => null,
  );
  const twice =
    (await countInHistory(influx, 'w01018')) - new Set(all.map(({ place, at }) => `${place.monitor}@${at}`)).size;
  const figures = { lost: await lost(), twice: Math.max(0, twice) };
  report('faults', 'receipts', [
    { what: 'kills of Mosquitto', measured: KILLS },
    { what: 'receipted readings', measured: receipted.length },
    { what: 'receipted readings lost', measured: figures.lost, asked: '0', holds: figures.lost === 0 },
    { what: 'readings twice in history', measured: figures.twice, asked: '0', holds: figures.twice === 0 },
    { what: 'sendings with PUBACK but without receipt (PUBACK alone would have lost them)', measured: lostByPuback },
  ]);
  expect(figures).toEqual({ lost: 0, twice: 0 });
}, 300_000);
