import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Orders, ordersThrough } from './orders';

const SCRIPT = join(__dirname, '../../../scripts/services.mjs');
const SHARED = 'COFFERDAM_TEST_SERVICES';

export type ServiceName = 'postgres' | 'redis' | 'influx' | 'mosquitto';

/** URLs with the service's own accounts; a service that was not asked for has an empty string. */
export interface ServiceUrls {
  databaseUrl: string;
  redisUrl: string;
  influxUrl: string;
  mqttUrl: string;
  /** The drills' account at the broker. */
  drillMqttUrl: string;
}

interface Announcement extends Partial<ServiceUrls> {
  control: string;
}

/** A set of throw-away services. */
export interface SharedServices {
  readonly urls: ServiceUrls;
  /** Makes an empty PostgreSQL database; answers its URL. */
  freshDatabase(): Promise<string>;
  /** Makes an empty InfluxDB database; answers its URL. */
  freshInflux(): Promise<string>;
  /** A name that nobody else has: prefix of Redis keys, MQTT client ids and topics. */
  freshNamespace(): string;
  /** Adds a login to the broker; resolves when the broker takes it. */
  addLogin(user: string, password: string): Promise<void>;
  /** Ends the services, or only our use of them where they are shared. */
  stop(): Promise<void>;
}

/** A set of throw-away services of our own, which may be killed at will. */
export interface Services extends SharedServices {
  /** SIGKILL, its workers included. */
  kill(name: ServiceName): Promise<void>;
  /** An orderly stop. */
  halt(name: ServiceName): Promise<void>;
  /** Starts it again with the same port and data; resolves when it answers. */
  start(name: ServiceName): Promise<void>;
  pause(name: ServiceName): Promise<void>;
  resume(name: ServiceName): Promise<void>;
}

const unique = (prefix: string, separator: string) => `${prefix}${separator}${randomBytes(6).toString('hex')}`;

function withPath(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

function services({ control, ...given }: Announcement, orders: Orders, stop: () => Promise<void>): Services {
  const urls = { databaseUrl: '', redisUrl: '', influxUrl: '', mqttUrl: '', drillMqttUrl: '', ...given };
  const act = (action: 'kill' | 'stop' | 'start' | 'pause' | 'resume') => async (service: ServiceName) => {
    await orders.give({ do: action, service });
  };
  return {
    urls,
    async freshDatabase() {
      const name = unique('test', '_');
      await orders.give({ do: 'database', name });
      return withPath(urls.databaseUrl, name);
    },
    async freshInflux() {
      const name = unique('test', '_');
      await orders.give({ do: 'influx', name });
      return withPath(urls.influxUrl, name);
    },
    freshNamespace: () => unique('t', '-'),
    async addLogin(user, password) {
      await orders.give({ do: 'password', user, password });
    },
    kill: act('kill'),
    halt: act('stop'),
    start: act('start'),
    pause: act('pause'),
    resume: act('resume'),
    stop,
  };
}

/** The announcement is the first line; an earlier end says why on standard error. */
async function announcement(child: ChildProcess): Promise<Announcement> {
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const lines = createInterface({ input: child.stdout! });
  const ended = once(child, 'close').then(() => Promise.reject(new Error(`no services for the test: ${complaints}`)));
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return JSON.parse(line) as Announcement;
}

/**
 * Starts throw-away services on free ports, these or all. They end with `stop()`, or when this process ends.
 * @throws Error when one cannot be started
 */
export async function startServices(only: ServiceName[] = []): Promise<Services> {
  const args = ['temporary', ...(only.length > 0 ? ['--only', only.join(',')] : [])];
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const announced = await announcement(child);
  const orders = await ordersThrough(announced.control);
  return services(announced, orders, async () => {
    orders.close();
    if (child.exitCode !== null) return;
    const closed = once(child, 'close');
    child.stdin.end();
    await closed;
  });
}

/**
 * The services that the whole test run shares (`npm test` starts them), or some of our own. Take a fresh database and
 * namespace, and kill nothing here.
 */
export async function sharedServices(): Promise<SharedServices> {
  const shared = process.env[SHARED];
  if (!shared) return startServices();
  const announced = JSON.parse(shared) as Announcement;
  const orders = await ordersThrough(announced.control);
  return services(announced, orders, async () => orders.close());
}
