import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlertingModule } from '@cofferdam/alerting';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import { type Drill, type ScenarioInput, ScenarioSchema } from '@cofferdam/domain';
import { DrillsModule } from '@cofferdam/drills';
import { EvaluationModule } from '@cofferdam/evaluation';
import { HistoryModule } from '@cofferdam/history';
import { IngestionModule } from '@cofferdam/ingestion';
import { NotificationModule } from '@cofferdam/notification';
import { ProcessModule } from '@cofferdam/process';
import { type DrillEnding, Drills, RecordsModule } from '@cofferdam/records';
import { RedisModule } from '@cofferdam/redis';
import { Logger } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { RecordsRoom } from './records-room';

const NAME = { zh: '名', en: 'Name' };
/** Where the drills' clocks start: drill time is not the wall's. */
export const CLOCK = Date.UTC(2031, 4, 6, 1);
export const OUTLET = 'works-main';

type Script = Pick<ScenarioInput, 'injects' | 'duration'>;
const SILENT = { kind: 'fault', fault: { of: 'person', user: 'uli' } } as const;

/** Processes with every stage of the pipeline in them but the API, and a park of this test alone. */
export class DrillStation extends RecordsRoom {
  park = '';
  namespace = '';
  redis!: Redis;
  private readonly modules: TestingModule[] = [];
  private people: NodeJS.Timeout | undefined;

  constructor() {
    super();
    beforeEach(async () => {
      this.park = this.services.freshNamespace();
      this.namespace = this.services.freshNamespace();
      this.redis = new Redis(this.services.urls.redisUrl);
    });
    afterEach(async () => {
      clearTimeout(this.people);
      for (const module of this.modules.splice(0)) await module.close();
      this.redis.disconnect();
    }, 60_000);
  }

  get monitor(): string {
    return `MN-${this.park}`.slice(0, 28);
  }

  /** `alone`: one that drives drills and does nothing else. */
  async process({ alone = false } = {}): Promise<TestingModule> {
    const { redisUrl, mqttUrl, drillMqttUrl } = this.services.urls;
    const folder = mkdtempSync(join(tmpdir(), 'cofferdam-drill-'));
    writeFileSync(join(folder, `${this.park}.yaml`), JSON.stringify(this.document)); // JSON is YAML
    const settings = loadSettings({
      ...{ DATABASE_URL: this.url, REDIS_URL: redisUrl, MQTT_URL: mqttUrl, DRILL_MQTT_URL: drillMqttUrl },
      ...{ INFLUX_URL: await this.services.freshInflux(), NAMESPACE: this.namespace, SHARDS: '2', CANARY_SECONDS: '1' },
      ...{ PARKS_DIR: folder, CAP_KEY_DIR: join(folder, 'cap') },
    });
    const frame = [ConfigModule, ProcessModule, ScheduleModule.forRoot(), RedisModule, RecordsModule, HistoryModule];
    const others = alone ? [] : [IngestionModule, EvaluationModule, AlertingModule, NotificationModule];
    const building = Test.createTestingModule({ imports: [...frame, ...others, DrillsModule] });
    const module = await building.overrideProvider(SETTINGS).useValue(settings).compile();
    Logger.overrideLogger(false); // the testing module has its own
    this.modules.push(module);
    await module.init();
    rmSync(folder, { recursive: true });
    return module;
  }

  get drills(): Drills {
    return new Drills(this.archive.records, this.archive.journal);
  }

  /** A drill that has just been started. */
  async begin(id: string, script: Script, speed = 600): Promise<Drill> {
    const drill = await this.started(id, script, speed);
    await this.write(async (tx) => {
      await this.drills.save(tx, drill, []);
      await this.drills.beginClock(tx, drill, CLOCK);
    });
    return drill;
  }

  private async started(id: string, script: Script, speed: number): Promise<Drill> {
    const scenario = ScenarioSchema.parse({
      ...{ id: 'spill', title: NAME, park: this.park, objectives: [{ id: 'detect', text: NAME }] },
      ...{ participants: [{ user: 'uli', role: 'unit', tier: 'unit', robot: [] }], controllers: ['dora'] },
      monitors: [{ outlet: OUTLET, monitor: this.monitor, interval: 5, values: { w01018: 40 } }],
      ...script,
    });
    const done = { by: 'dora', at: await this.archive.records.now() };
    return {
      ...{ id, park: this.park, scenario, state: 'running', speed, planned: done, approvals: [done], armed: done },
      ...{ started: { ...done, ruleVersion: 1, policyVersion: 1, clock: CLOCK }, paused: null, ended: null },
      ...{ injected: [], notes: [], observations: [], actions: [], evaluated: null, reported: null },
      ...{ generation: 1, version: 1 },
    };
  }

  async resume(id: string): Promise<void> {
    await this.write(async (tx) => {
      await this.drills.save(tx, { ...(await this.drill(id)), state: 'running', paused: null }, []);
      await this.drills.setRunning(tx, id, true);
    });
  }

  /** What the call of a director does. */
  async abort(id: string, ending: DrillEnding): Promise<void> {
    await this.write(async (tx) => {
      const drill = await this.drills.lock(tx, id);
      const clock = await this.clock(id);
      if (drill === null) throw new Error(`no drill ${id}`);
      const ended = {
        by: 'dora',
        at: await this.archive.records.now(tx),
        why: 'abort',
        reason: 'rain',
        clock,
      } as const;
      await this.drills.save(tx, { ...drill, state: 'ended', ended }, []);
      await ending.end(tx, drill, clock);
      await this.drills.setRunning(tx, id, false);
    });
  }

  /** A drill that ended then, epoch ms of the service's clock. */
  async endedAt(id: string, at: number): Promise<void> {
    const drill = await this.started(id, { duration: 60, injects: [{ id: 'a', at: 1, payload: SILENT }] }, 60);
    const ended = { by: 'dora', at, why: 'person', reason: null, clock: CLOCK } as const;
    await this.write((tx) => this.drills.save(tx, { ...drill, state: 'ended', ended }, []));
  }

  async drill(id: string): Promise<Drill> {
    const drill = await this.drills.get(this.archive.records.db, id);
    if (drill === null) throw new Error(`no drill ${id}`);
    return drill;
  }

  async clock(id: string): Promise<number> {
    return (await this.drills.clock(this.archive.records.db, id))?.at ?? NaN;
  }

  /** Everybody who takes part does nothing, and has soon done it. */
  playPeople(): void {
    const done = 'update drill_clock set people_at = settled_at where people_at < settled_at';
    const play = () => this.admin.query(done).catch(() => undefined);
    const again = (): void => void play().then(() => (this.people = setTimeout(again, 10)));
    again();
  }

  /** Names of keys and of fields in Redis that tell of a drill. */
  async remembered(id: string): Promise<string[]> {
    const keys = await this.redis.keys(`${this.namespace}:*`);
    const found = await Promise.all(
      keys.map(async (key) => {
        if ((await this.redis.type(key)) !== 'hash') return [key];
        return (await this.redis.hkeys(key)).map((field) => `${key} ${field}`);
      }),
    );
    return found.flat().filter((name) => name.includes(id));
  }

  private get document(): object {
    return {
      ...{ id: this.park, name: NAME, enterprises: [{ id: 'works', name: NAME }] },
      rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }],
      walls: [{ id: 'valve', name: NAME, kind: 'valve', tier: 'enterprise', enterprise: 'works' }],
      outlets: [
        {
          ...{ id: OUTLET, name: NAME, kind: 'enterprise-main', enterprise: 'works' },
          limits: [{ factor: 'w01018', max: 60, source: 'permit' }],
          monitors: [{ id: this.monitor, interval: 60, factors: { w01018: {} } }],
        },
      ],
    };
  }
}

export const says = { zh: '一', en: 'one' };
