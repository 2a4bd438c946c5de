import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_POLICY, openIncident, type Policy, TIERS } from '@cofferdam/domain';
import { BuiltProcess, freePort, manyParks, type Services, waitFor } from '@cofferdam/testing';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { type Archive, openArchive } from '../integration/archive';
import { alarmOf } from '../integration/opened-incidents';
import { type Down, type Proof, prove } from './timer-proof';

/** What is killed, in turn; `worker` stands for the one of the two whose turn it is. */
export type Blow = 'worker' | 'bell-keys' | 'redis' | 'postgres';

export interface TimerRun {
  readonly incidents: number;
  /** Opened over this time, ms. */
  readonly openedOver: number;
  readonly blows: readonly Blow[];
  readonly everyMs: number;
  /** How long a worker or a service stays dead, ms. */
  readonly deadMs: number;
  readonly policy: Partial<Policy>;
}

const BATCH = 50;

/** Two built alert workers, incidents with compressed deadlines that nobody meets, and blows. */
export async function timerRun(services: Services, run: TimerRun): Promise<Proof> {
  const databaseUrl = await services.freshDatabase();
  const archive = await openArchive(databaseUrl);
  const { folder } = manyParks(1, 1);
  const env = environment(services, databaseUrl, folder);
  const workers = [await start(env), await start(env)];
  const down: Down[] = [];
  const opening = openMany(archive, run);
  for (const [n, blow] of run.blows.entries()) {
    await pause(run.everyMs * (0.5 + Math.random()));
    if (blow === 'worker') await kill(workers[n % 2], run.deadMs);
    else if (blow === 'bell-keys') await deleteBells(services.urls.redisUrl, env['NAMESPACE'] ?? '');
    else await killService(services, blow, run.deadMs, down);
  }
  await opening;
  const none = async (text: string): Promise<boolean> => (await count(databaseUrl, text)) === 0;
  const patience = { timeoutMs: 180_000, everyMs: 500 };
  await waitFor(() => none(BELOW_TOP), { what: 'every incident to reach the highest tier', ...patience });
  await waitFor(() => none(OVERDUE), { what: 'everything due to fire', ...patience });
  for (const worker of workers) await worker.kill('SIGTERM');
  const proof = await prove(databaseUrl, down);
  await archive.records.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
  return proof;
}

function environment(services: Services, databaseUrl: string, parks: string): NodeJS.ProcessEnv {
  const { urls } = services;
  return {
    ...{
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      REDIS_URL: urls.redisUrl,
      MQTT_URL: urls.mqttUrl,
      DRILL_MQTT_URL: urls.drillMqttUrl,
    },
    ...{
      INFLUX_URL: 'http://127.0.0.1:1/none',
      NAMESPACE: services.freshNamespace(),
      PARKS_DIR: parks,
      LOG_LEVEL: 'warn',
    },
  };
}

async function start(env: NodeJS.ProcessEnv): Promise<BuiltProcess> {
  const port = await freePort();
  const built = new BuiltProcess('alert-worker', { ...env, HTTP_PORT: String(port) }, `http://127.0.0.1:${port}`);
  return built.ready();
}

async function kill(worker: BuiltProcess | undefined, deadMs: number): Promise<void> {
  await worker?.kill('SIGKILL');
  await pause(deadMs);
  await worker?.restart();
}

async function deleteBells(redisUrl: string, namespace: string): Promise<void> {
  const redis = new Redis(redisUrl);
  const keys = await redis.keys(`${namespace}:bells:*`);
  if (keys.length === 0) throw new Error('there are no bells to delete');
  await redis.del(...keys);
  redis.disconnect();
}

async function killService(
  services: Services,
  service: 'redis' | 'postgres',
  deadMs: number,
  down: Down[],
): Promise<void> {
  const from = Date.now();
  await services.kill(service);
  await pause(deadMs);
  await services.start(service);
  if (service === 'postgres') down.push([from, Date.now()]);
}

/** Batches at a steady pace; one that met an outage is tried again, as any writer does. */
async function openMany({ records, incidents }: Archive, run: TimerRun): Promise<void> {
  const policy = { ...DEFAULT_POLICY, ...run.policy, version: 1, tiers: TIERS };
  const batches = Math.ceil(run.incidents / BATCH);
  for (let batch = 0; batch < batches; batch += 1) {
    const ids = Array.from({ length: BATCH }, (_, n) => `i${batch * BATCH + n}`).slice(
      0,
      run.incidents - batch * BATCH,
    );
    await persistently(() =>
      records.transaction(async (tx) => {
        const now = await records.now(tx);
        const changes = ids.map((id) => opening(id, now, policy));
        await incidents.save(tx, changes, now);
      }),
    );
    await pause(run.openedOver / batches);
  }
}

const opening = (id: string, now: number, policy: Parameters<typeof openIncident>[0]['policy']) =>
  openIncident({
    ...{ id, number: `INC-${id}`, now, policy },
    alarm: alarmOf(`alarm-${id}`, { incident: id, raisedAt: now }),
    source: { outlet: `alarm-${id}`, enterprise: id, unit: null, tier: 'unit', family: 'oxygen-demand' },
  });

async function persistently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(500);
    }
  }
}

const BELOW_TOP = `select count(*)::int as n from incident where jsonb_array_length(document->'tiers') < ${TIERS.length}`;
const OVERDUE = `select count(*)::int as n from deadline where state = 'PENDING' and due_at < cofferdam_now() - 1000`;

async function count(databaseUrl: string, text: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(text);
  await client.end();
  return rows[0]?.n ?? 0;
}
