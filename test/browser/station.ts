import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AlarmView } from '@cofferdam/domain';
import { type BuiltProcess, Installation, type SharedServices, sharedServices } from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { parkFolder, type ParkId } from './park';

const CONSOLE = join(__dirname, '..', '..', 'dist', 'console');

export interface LogIn {
  readonly username: string;
  readonly password: string;
}

interface Reading {
  readonly park: ParkId;
  readonly outlet: string;
  /** mg/L; the limit is 50. */
  readonly cod: number;
  /** mg/L; the limit is 8. */
  readonly ammonia?: number;
}

/** The whole service on real services, with the console on an API process that may die while the rest goes on. */
export class Station {
  private lastAt = 0;

  private constructor(
    private readonly services: SharedServices,
    private readonly installation: Installation,
    private readonly folder: string,
    private api?: BuiltProcess,
    private mqtt?: MqttClient,
  ) {}

  static async start(parks: readonly ParkId[]): Promise<Station> {
    const services = await sharedServices();
    const folder = parkFolder(parks);
    const installation = await Installation.make(services, { PARKS_DIR: folder, CONSOLE_DIR: CONSOLE });
    const station = new Station(services, installation, folder);
    await station.rise().catch(async (error: unknown) => {
      await station.stop(); // what did start must not outlive the test
      throw error;
    });
    return station;
  }

  private async rise(): Promise<void> {
    await this.installation.start('station', { HTTP_PORT: 'its own' });
    this.api = await this.installation.start('operator-api');
    this.mqtt = await connectAsync(this.services.urls.mqttUrl, { protocolVersion: 5 });
  }

  get url(): string {
    return this.installation.api;
  }

  /** The log-in of the duty desk of a tier, or of the auditor. */
  desk(role: 'park' | 'enterprise' | 'auditor'): LogIn {
    const found = this.installation.demo.operators.find((operator) => operator.role === role);
    if (found === undefined) throw new Error(`no user of role ${role}`);
    return found;
  }

  /** The log-in of somebody of the demo. */
  person(username: string): LogIn {
    const found = this.installation.demo.operators.find((operator) => operator.username === username);
    if (found === undefined) throw new Error(`nobody is called ${username}`);
    return found;
  }

  /** Publishes a reading as the outlet's monitor would; each is later than the one before. */
  async publish({ park, outlet, cod, ammonia = 1 }: Reading): Promise<void> {
    this.lastAt = Math.max(Date.now(), this.lastAt + 1);
    const values = { w01018: cod, w21003: ammonia, w01001: 7.2 };
    const reading = { monitor: `MN-${outlet}`, at: new Date(this.lastAt).toISOString(), values };
    await this.mqtt?.publishAsync(`parks/${park}/outlets/${outlet}/readings`, JSON.stringify(reading), { qos: 1 });
  }

  /** Open alarms as the API counts them. */
  async openAlarms(): Promise<{ total: number; items: AlarmView[] }> {
    const { body } = await this.installation.call<{ total: number; items: AlarmView[] }>(
      '/alarms?open=true&limit=1000',
    );
    return body;
  }

  /** Somebody has looked at every place whose alarm is held although the water is good again. */
  async resetLatches(): Promise<void> {
    const { items } = await this.openAlarms();
    for (const { id } of items.filter(({ latched, active }) => latched && !active)) {
      await this.installation.call(`/alarms/${id}/reset-latch`, { fieldCheck: 'dry' });
    }
  }

  async killApi(): Promise<void> {
    await this.api?.kill();
  }

  async restartApi(): Promise<void> {
    await this.api?.restart();
  }

  async stop(): Promise<void> {
    await this.mqtt?.endAsync(true);
    await this.installation.stop();
    await this.services.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
