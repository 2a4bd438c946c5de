import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type AppName, BuiltProcess, builtProgram, freePort } from './built-process';
import { MADE_PARKS } from './many-parks';
import type { SharedServices } from './services';

/** A user's or an outlet's log-in, as `demo.json` names it. */
export interface OperatorLogin {
  readonly username: string;
  readonly password: string;
  readonly token: string;
  readonly role: string;
  readonly parks: readonly string[];
}
export interface MonitorLogin {
  readonly id: string;
  readonly park: string;
  readonly outlet: string;
  readonly username: string;
  readonly password: string;
  readonly factors: readonly string[];
  readonly simulated: boolean;
}

interface DemoFile {
  readonly operator: OperatorLogin;
  readonly operators: readonly OperatorLogin[];
  readonly monitors: readonly MonitorLogin[];
}

/** A Cofferdam of its own on (shared) services: users, devices and the processes that the test starts. */
export class Installation {
  private readonly processes: BuiltProcess[] = [];

  private constructor(
    readonly env: NodeJS.ProcessEnv,
    readonly demo: DemoFile,
    readonly api: string,
    private readonly folder: string,
  ) {}

  /**
   * Makes database, names, users and (unless `devices` is false: thousands take minutes) device log-ins; starts nothing.
   */
  static async make(
    services: SharedServices,
    settings: Record<string, string> = {},
    devices = true,
  ): Promise<Installation> {
    const folder = mkdtempSync(join(tmpdir(), 'cofferdam-installation-'));
    const port = await freePort();
    const { redisUrl, mqttUrl, drillMqttUrl } = services.urls;
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: await services.freshDatabase(),
      INFLUX_URL: await services.freshInflux(),
      REDIS_URL: redisUrl,
      MQTT_URL: mqttUrl,
      DRILL_MQTT_URL: drillMqttUrl,
      NAMESPACE: services.freshNamespace(),
      HTTP_PORT: String(port),
      COFFERDAM_LOCAL: folder,
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: '--max-semi-space-size=64', // as `npm start` and the Dockerfile have it
      ...settings,
    };
    await promisify(execFile)(process.execPath, [builtProgram('station', 'demo')], { env });
    const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as DemoFile;
    const logins = new Map(demo.monitors.map(({ username, password }) => [username, password]));
    if (devices) for (const [username, password] of logins) await services.addLogin(username, password);
    return new Installation(env, demo, `http://127.0.0.1:${port}`, folder);
  }

  /** Starts a built app and waits until it is ready. Station and operator-api answer at `api`. */
  async start(app: AppName, settings: Record<string, string> = {}): Promise<BuiltProcess> {
    const serves = app === 'station' || app === 'operator-api';
    const url = serves && settings['HTTP_PORT'] === undefined ? this.api : `http://127.0.0.1:${await freePort()}`;
    const env = { ...this.env, ...settings, HTTP_PORT: new URL(url).port };
    const built = new BuiltProcess(app, env, url);
    this.processes.push(built);
    return built.ready();
  }

  /** GET or POST under `/api/v1` as the operator (or with another's token). */
  async call<T>(
    path: string,
    body?: unknown,
    token = this.demo.operator.token,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<{ status: number; body: T }> {
    const answer = await fetch(`${this.api}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': `test-${process.hrtime.bigint()}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  /** Has everybody of the demo told over one channel that always takes what it is given: the service's log. */
  async reachEverybody(): Promise<void> {
    const answers: { status: number; body: unknown }[] = [];
    for (const park of new Set(this.demo.operators.flatMap(({ parks }) => parks))) {
      const setup = { kind: 'log', park, name: { zh: '日志', en: 'Log' }, settings: {} };
      answers.push(await this.call(`/channels/log-${park}`, setup, undefined, 'PUT'));
    }
    for (const { token, username, parks } of this.demo.operators) {
      const own = { channels: parks.map((park) => ({ channel: `log-${park}`, to: username })) };
      answers.push(await this.call('/me/channels', own, token, 'PUT'));
    }
    const refused = answers.find(({ status }) => status >= 300);
    if (refused !== undefined) throw new Error(`nobody is reached: ${JSON.stringify(refused.body)}`);
  }

  /** The log-in of a monitor that no simulator plays. */
  get spareMonitor(): MonitorLogin {
    const [spare] = this.demo.monitors.filter(({ simulated }) => !simulated);
    if (spare === undefined) throw new Error('the demo parks leave no monitor to the test');
    return spare;
  }

  async stop(): Promise<void> {
    await Promise.all(this.processes.map((built) => built.kill()));
    const parks = this.env['PARKS_DIR'];
    const made = parks?.startsWith(MADE_PARKS) ? [parks] : [];
    for (const folder of [this.folder, ...made]) rmSync(folder, { recursive: true, force: true });
  }
}
