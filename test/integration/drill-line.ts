import { AlertingModule } from '@cofferdam/alerting';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import { type Alarm, type Drill, LIVE, ParkSchema, type Sample, type Timeline } from '@cofferdam/domain';
import { EvaluationModule } from '@cofferdam/evaluation';
import { HistoryModule } from '@cofferdam/history';
import { ProcessModule } from '@cofferdam/process';
import { Alarms, Drills, Records, RecordsModule, Register } from '@cofferdam/records';
import { RedisModule, TelemetryLog } from '@cofferdam/redis';
import { type SharedServices, sharedServices } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { drillOf, saveDrill } from './running-drill';

const name = { zh: '名', en: 'Name' };
export const PARK = ParkSchema.parse({
  ...{ id: 'yard', name, enterprises: [{ id: 'acme', name }] },
  desks: ['enterprise', 'park'].map((tier) => ({ id: tier, name, tier, members: [{ user: tier }] })),
  rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }],
  outlets: [
    {
      ...{ id: 'main', name, kind: 'enterprise-main', enterprise: 'acme' },
      limits: [{ factor: 'w01018', max: 50, source: 'permit' }],
      monitors: [{ id: 'M1', interval: 60, factors: { w01018: {} } }],
    },
  ],
});

/** The judge and the alert worker in one process, without a schedule: nothing looks for what is due by itself. */
export class DrillLine {
  module!: TestingModule;
  private services!: SharedServices;

  async start(): Promise<void> {
    Logger.overrideLogger(false);
    this.services = await sharedServices();
    const { redisUrl, mqttUrl } = this.services.urls;
    const settings = loadSettings({
      ...{ DATABASE_URL: await this.services.freshDatabase(), REDIS_URL: redisUrl, MQTT_URL: mqttUrl },
      ...{ INFLUX_URL: await this.services.freshInflux(), NAMESPACE: this.services.freshNamespace() },
      ...{ SHARDS: '1', PARKS_DIR: 'parks' },
    });
    const stages = [ConfigModule, ProcessModule, RedisModule, RecordsModule, HistoryModule];
    this.module = await Test.createTestingModule({ imports: [...stages, EvaluationModule, AlertingModule] })
      .overrideProvider(SETTINGS)
      .useValue(settings)
      .compile();
    Logger.overrideLogger(false);
    await this.module.init();
    await this.module.get(Register).importParks([PARK], 'test');
    await this.announce(LIVE);
  }

  async stop(): Promise<void> {
    await this.module?.close();
    await this.services?.stop();
  }

  get records(): Records {
    return this.module.get(Records);
  }
  get log(): TelemetryLog {
    return this.module.get(TelemetryLog);
  }

  /** A running drill whose clock stands at `at`, and its register version in the log. */
  async begin(id: string, at: number): Promise<Drill> {
    const drill = await saveDrill(this.records, drillOf(id, { park: PARK.id }), at);
    await this.announce({ class: 'exercise', drill: id });
    return drill;
  }

  announce(timeline: Timeline): Promise<void> {
    return this.log.appendRegister({ kind: 'register', ...timeline, park: PARK.id, version: 1, document: PARK });
  }

  sample(timeline: Timeline, at: number, value: number): Promise<void> {
    const sample: Sample = {
      ...{ ...timeline, kind: 'sample', park: PARK.id, outlet: 'main', monitor: 'M1', at, period: 'realtime' },
      ...{ values: { w01018: { value, flag: 'N' } }, receivedAt: at },
    };
    return this.log.append([sample]);
  }

  async alarms({ class: class_, drill }: Timeline): Promise<Alarm[]> {
    const scope = { class: class_, drill, parks: '*', park: PARK.id, limit: 10 } as const;
    return (await this.module.get(Alarms).list(this.records.db, scope)).items;
  }

  async conditionsAt(drill: string): Promise<number | undefined> {
    return (await this.module.get(Drills).clock(this.records.db, drill))?.conditionsAt;
  }
}
