import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContactPoint, perform, type Severity, type Tier } from '@cofferdam/domain';
import { BuiltProcess, freePort, type Services, waitFor } from '@cofferdam/testing';
import { Client } from 'pg';
import { type Archive, openArchive } from '../integration/archive';
import { openedAt } from '../integration/message-workers';
import { person } from '../integration/opened-incidents';
import type { Line } from './message-lines';

export interface Staff {
  readonly username: string;
  readonly channels: readonly ContactPoint[];
}
export interface MessageDesk {
  readonly id: string;
  readonly tier: Tier;
  readonly enterprise?: string;
  readonly members?: readonly { readonly user: string }[];
  readonly channels?: readonly string[];
}

/** Two built alert workers on services of their own: a park with outlets `o0`, `o1` ..., its desks, people, channels. */
export class MessageRig {
  private readonly folders: string[] = [];

  private constructor(
    readonly archive: Archive,
    readonly admin: Client,
    readonly workers: readonly BuiltProcess[],
  ) {}

  static async start(
    services: Services,
    around: { outlets: number; desks: readonly MessageDesk[]; staff: readonly Staff[]; lines: readonly Line[] },
  ): Promise<MessageRig> {
    const databaseUrl = await services.freshDatabase();
    const archive = await openArchive(databaseUrl);
    const admin = new Client({ connectionString: databaseUrl });
    admin.on('error', () => undefined);
    await admin.connect();
    for (const { username, channels } of around.staff) {
      const row = [username, JSON.stringify(channels)];
      await admin.query(
        `insert into user_account (username, role, parks, password, channels) values ($1, 'unit', '{demo}', '-', $2)`,
        row,
      );
    }
    for (const { setup } of around.lines)
      await admin.query('insert into channel values ($1, $2, 1)', [setup.id, JSON.stringify(setup)]);
    const folder = parkFolder(around.outlets, around.desks);
    const env = environment(services, databaseUrl, folder);
    const rig = new MessageRig(archive, admin, await Promise.all([worker(env), worker(env)]));
    rig.folders.push(folder);
    return rig;
  }

  /** Opens incidents of these outlets with their pages, in one transaction. */
  async open(incidents: readonly (readonly [id: string, severity: Severity])[]): Promise<void> {
    const { records, alarms, incidents: store } = this.archive;
    await records.transaction(async (tx) => {
      const now = await records.now(tx);
      const changes = incidents.map(([id, severity]) => openedAt(id, severity, now, ['unit']));
      await alarms.save(
        tx,
        changes.map(({ alarm }) => alarm),
      );
      await store.save(
        tx,
        changes.map(({ change }) => change),
        now,
      );
    });
  }

  /** @returns when the acknowledgement was committed, at the latest; epoch ms */
  async acknowledge(id: string): Promise<number> {
    const { records, incidents } = this.archive;
    await records.transaction(async (tx) => {
      const [incident] = await incidents.lock(tx, [id]);
      if (incident === undefined) throw new Error(`no incident ${id}`);
      const now = await records.now(tx);
      const members = { open: 1, active: 1, unacknowledged: 1, latched: 0, outOfService: 0, falling: false };
      const context = { actor: person('unit'), approver: null, now, park: {} as never, members };
      const done = perform(incident, { act: 'acknowledge', note: null }, context);
      if (done.effect === 'done') await incidents.save(tx, [done], now);
    });
    return Date.now();
  }

  /** Rows of a query. */
  async ask<T extends object>(text: string): Promise<T[]> {
    return (await this.admin.query<T>(text)).rows;
  }

  async untilAllEnded(timeoutMs: number): Promise<void> {
    const open = `select count(*)::int as n from outbox where state = 'PENDING' and kind <> 'command'`;
    const none = async () => (await this.ask<{ n: number }>(open))[0]?.n === 0;
    await waitFor(none, { what: 'every message to be ended', timeoutMs, everyMs: 250 });
  }

  async stop(lines: readonly Line[]): Promise<void> {
    for (const one of this.workers) await one.kill('SIGTERM');
    for (const { provider } of lines) await provider.close();
    await this.admin.end();
    await this.archive.records.onApplicationShutdown();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

function parkFolder(outlets: number, desks: readonly MessageDesk[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-parks-'));
  const ids = Array.from({ length: outlets }, (_, n) => `o${n}`);
  const named = (zh: string, en: string) => ({ zh, en });
  const park = {
    ...{
      id: 'demo',
      name: named('试验园区', 'Trial park'),
      rules: [{ id: 'cod', kind: 'limit', factors: ['w01018'] }],
    },
    enterprises: ids.map((id) => ({ id, name: named(`企业${id}`, `Works ${id}`) })),
    outlets: ids.map((id) => ({
      ...{ id, name: named(`排口${id}`, `Outlet ${id}`), kind: 'enterprise-main', enterprise: id },
      limits: [{ factor: 'w01018', max: 60, source: 'test permit' }],
      monitors: [{ id: `MN-${id}`, interval: 60, factors: { w01018: {} }, simulated: false }],
    })),
    desks: desks.map((desk) => ({ ...desk, name: named(desk.id, desk.id) })),
  };
  writeFileSync(join(folder, 'demo.yaml'), JSON.stringify(park));
  return folder;
}

function environment(services: Services, databaseUrl: string, parks: string): NodeJS.ProcessEnv {
  const { redisUrl, mqttUrl, drillMqttUrl } = services.urls;
  return {
    ...{
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      MQTT_URL: mqttUrl,
      DRILL_MQTT_URL: drillMqttUrl,
    },
    ...{ INFLUX_URL: 'http://127.0.0.1:1/none', NAMESPACE: services.freshNamespace(), PARKS_DIR: parks },
    LOG_LEVEL: 'warn',
  };
}

async function worker(env: NodeJS.ProcessEnv): Promise<BuiltProcess> {
  const port = await freePort();
  return new BuiltProcess('alert-worker', { ...env, HTTP_PORT: String(port) }, `http://127.0.0.1:${port}`).ready();
}
