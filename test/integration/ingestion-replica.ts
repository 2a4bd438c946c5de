import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectAsync, type MqttClient } from 'mqtt';
import { loadSettings, SETTINGS, type Settings } from '@cofferdam/config';
import { type LogMessage, type Park, ParkSchema, type Sample } from '@cofferdam/domain';
import {
  DISK_LIMITS,
  type DiskLimits,
  IngestionModule,
  IntakeCounters,
  RegisterWatch,
  slotOf,
  Slots,
} from '@cofferdam/ingestion';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule, Register } from '@cofferdam/records';
import { RedisModule, Shards } from '@cofferdam/redis';
import { type Services, startServices, waitFor } from '@cofferdam/testing';

export const PARKS = 8;
export const PATIENCE = 60_000;

let services: Services;
let device: MqttClient;
let namespace: string;
let databaseUrl: string;
const replicas = new Set<INestApplicationContext>();
const ends: (() => unknown)[] = [];

/** Services of our own for a file of tests, and a database, a namespace and a device for each test. */
export function useServices(): void {
  beforeAll(async () => {
    services = await startServices(['mosquitto', 'redis', 'postgres']);
  }, PATIENCE);
  beforeEach(async () => {
    namespace = services.freshNamespace();
    databaseUrl = await services.freshDatabase();
    device = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5, reconnectPeriod: 50 });
    device.on('error', () => undefined);
    ends.push(() => device.endAsync(true));
  }, PATIENCE);
  afterEach(async () => {
    for (const replica of replicas) await replica.close();
    replicas.clear();
    for (const end of ends.splice(0).reverse()) await end();
  }, PATIENCE);
  afterAll(() => services.stop(), PATIENCE);
}

/** What `useServices` started, and the device of the present test. */
export const present = () => ({ services, device, namespace });

/** Called after the test, the last one first. */
export const afterwards = (end: () => unknown): void => void ends.push(end);

/** Parks of their own names, so that tests do not hear each other's devices. */
export const parkOf = (n: number): string => `${namespace}-${n}`;
export function park(n: number): Park {
  const outlet = (id: string) => ({
    id,
    name: { zh: id, en: id },
    kind: 'enterprise-main',
    monitors: [{ id: `MN${n}${id}`, interval: 60, factors: { w01018: {} } }],
  });
  return ParkSchema.parse({
    id: parkOf(n),
    name: { zh: '园区', en: 'Park' },
    outlets: [outlet('o1'), outlet('o2')],
    rules: [{ kind: 'silence', id: 'silence' }],
  });
}

interface Deviation extends Partial<Settings> {
  readonly disk?: DiskLimits;
}

/** An ingestion process with parks in its register, as soon as all their slots are heard. */
export async function start({ disk, ...deviation }: Deviation = {}, parks = PARKS): Promise<INestApplicationContext> {
  const { redisUrl, mqttUrl, drillMqttUrl } = services.urls;
  const mqtt = { MQTT_URL: mqttUrl, DRILL_MQTT_URL: drillMqttUrl };
  const env = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, ...mqtt, INFLUX_URL: 'http://localhost/x' };
  const settings: Settings = { ...loadSettings({ ...env, NAMESPACE: namespace }), canarySeconds: 0.2, ...deviation };
  const values = [
    { provide: SETTINGS, useValue: settings },
    { provide: DISK_LIMITS, useValue: disk },
  ];
  const frame = { module: class Frame {}, global: true, providers: values, exports: values };
  const imports = [frame, ProcessModule, RedisModule, RecordsModule, IngestionModule];
  const app = await NestFactory.createApplicationContext({ module: class Replica {}, imports }, { logger: false });
  replicas.add(app);
  await app.get(Register).importParks(
    Array.from({ length: parks }, (_, n) => park(n)),
    'test',
  );
  await app.get(RegisterWatch).refresh();
  return app;
}
export async function heard(app: INestApplicationContext): Promise<INestApplicationContext> {
  await waitFor(() => slotsOf(app).open.length === slotsWithParks(), {
    what: 'all slots to be open',
    timeoutMs: 20_000,
  });
  return app;
}
export async function end(app: INestApplicationContext): Promise<void> {
  replicas.delete(app);
  await app.close();
}
export const slotsOf = (app: INestApplicationContext) => app.get(Slots);
export const countersOf = (app: INestApplicationContext) => app.get(IntakeCounters);

export const slotsWithParks = (): number => {
  const hashes = Array.from({ length: PARKS }, (_, n) => slotOf(parkOf(n), 64));
  return new Set(hashes).size;
};

export async function logOf(app: INestApplicationContext): Promise<LogMessage[]> {
  const shards = app.get(Shards);
  const all = await Promise.all(Array.from({ length: shards.count }, (_, shard) => shards.read(shard, '0', 100_000)));
  return all.flat().flatMap(({ messages }) => messages);
}
export const samplesOf = async (app: INestApplicationContext): Promise<Sample[]> =>
  (await logOf(app)).filter((message) => message.kind === 'sample');

export const topic = (n: number, level = 'readings', outlet = 'o1') => `parks/${parkOf(n)}/outlets/${outlet}/${level}`;
export const reading = (n: number, at = Date.now(), more: object = {}) =>
  JSON.stringify({ monitor: `MN${n}o1`, at: new Date(at).toISOString(), values: { w01018: 1 }, ...more });
export const publish = (to: string, payload: string | Buffer) => device.publishAsync(to, payload, { qos: 1 });

/** Numbered readings of every park, one ms apart, spread over time. */
const START = Date.now() - 20_000;
export async function number(from: number, to: number, pauseMs = 0): Promise<void> {
  for (let i = from; i < to; i++) {
    await Promise.all(Array.from({ length: PARKS }, (_, n) => publish(topic(n), reading(n, START + i))));
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
/** All there, and in order of their first arrival, at each monitor. */
export async function expectNumbers(app: INestApplicationContext, count: number): Promise<void> {
  const wanted = Array.from({ length: count }, (_, i) => i);
  const look = async () => {
    const byMonitor = new Map<string, Set<number>>();
    for (const { monitor, at } of await samplesOf(app)) {
      byMonitor.set(monitor, (byMonitor.get(monitor) ?? new Set()).add(at - START));
    }
    return byMonitor;
  };
  await waitFor(async () => [...(await look()).values()].filter(({ size }) => size === count).length === PARKS, {
    what: `${count} readings of each of ${PARKS} monitors`,
    timeoutMs: 20_000,
    everyMs: 100,
  });
  for (const numbers of (await look()).values()) expect([...numbers]).toEqual(wanted);
}

/** What devices are told, from now on. */
export async function commands(): Promise<{ topic: string; text: string }[]> {
  const told: { topic: string; text: string }[] = [];
  device.on('message', (to, payload) => told.push({ topic: to, text: payload.toString() }));
  await device.subscribeAsync(['parks/+/outlets/+/commands', 'drills/+/parks/+/outlets/+/commands'], { qos: 1 });
  return told;
}
