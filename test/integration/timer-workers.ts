import { TimersModule } from '@cofferdam/alerting';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import {
  DEFAULT_POLICY,
  type Incident,
  type IncidentChange,
  LIVE,
  openIncident,
  type Policy,
  type Severity,
  type Tier,
  TIERS,
} from '@cofferdam/domain';
import { type DeadlineRow, RecordsModule } from '@cofferdam/records';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { alarmOf } from './opened-incidents';
import { RecordsRoom } from './records-room';

export interface Opened {
  readonly severity?: Severity;
  readonly policy?: Partial<Policy>;
  readonly tiers?: readonly Tier[];
  readonly enterprise?: string | null;
  readonly park?: string;
  /** How long ago it opened, ms. */
  readonly ago?: number;
}

/** Processes with nothing but the timers in them, on one database. They look only when they are told to. */
export class TimerWorkers extends RecordsRoom {
  namespace = '';
  private readonly modules: TestingModule[] = [];

  constructor() {
    super();
    beforeEach(() => {
      this.namespace = this.services.freshNamespace();
    });
    afterEach(async () => {
      for (const module of this.modules.splice(0)) await module.close();
    });
  }

  /** `begins` false: it hangs and hears no bells. */
  async worker({ begins = false } = {}): Promise<TestingModule> {
    const { redisUrl, influxUrl, mqttUrl, drillMqttUrl } = this.services.urls;
    const settings = loadSettings({
      ...{
        DATABASE_URL: this.url,
        REDIS_URL: redisUrl,
        INFLUX_URL: influxUrl,
        MQTT_URL: mqttUrl,
        DRILL_MQTT_URL: drillMqttUrl,
      },
      ...{ NAMESPACE: this.namespace, PARKS_DIR: 'parks' },
    });
    const building = Test.createTestingModule({ imports: [ConfigModule, RecordsModule, TimersModule] });
    const module = await building.overrideProvider(SETTINGS).useValue(settings).compile();
    Logger.overrideLogger(false); // the testing module has its own
    this.modules.push(module);
    if (begins) await module.init();
    return module;
  }

  now(): Promise<number> {
    return this.archive.records.now();
  }

  /** A new incident of a unit outlet, saved; its deadlines count from when it opened. */
  async open(id: string, given: Opened = {}): Promise<Incident> {
    const [change] = await this.openAll([id], given);
    if (change === undefined) throw new Error('no incident');
    return change.incident;
  }

  async openAll(ids: readonly string[], given: Opened = {}): Promise<IncidentChange[]> {
    const { severity = 'yellow', tiers = TIERS, enterprise = 'acme', park = 'demo', ago = 0 } = given;
    const now = (await this.now()) - ago;
    const policy = { ...DEFAULT_POLICY, ...given.policy, version: 1, tiers };
    const changes = ids.map((id) =>
      openIncident({
        ...{ id, number: `INC-${id}`, now, policy },
        alarm: alarmOf(`alarm-${id}`, { park, severity, severityMax: severity, incident: id, raisedAt: now }),
        source: { outlet: `alarm-${id}`, enterprise, unit: null, tier: 'unit', family: 'oxygen-demand' },
      }),
    );
    await this.write((tx) => this.archive.incidents.save(tx, changes, now));
    return changes;
  }

  async incident(id: string): Promise<Incident> {
    const incident = await this.write((tx) => this.archive.incidents.get(tx, id));
    if (incident === null) throw new Error(`no incident ${id}`);
    return incident;
  }

  rows(kind: 'incident' | 'alarm' | 'desk' | 'approval', id: string): Promise<DeadlineRow[]> {
    return this.write((tx) => this.archive.deadlines.ofOwner(tx, { kind, id }));
  }

  /** Rules of the open system alarms. */
  async troubles(): Promise<string[]> {
    const { items } = await this.archive.alarms.list(this.archive.records.db, {
      ...{ ...LIVE, parks: '*', active: true, park: 'system', limit: 100 },
    });
    return items.map(({ rule }) => rule).sort();
  }
}

export const MINUTE = 60_000;
