import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import {
  type Alarm,
  alarmEntry,
  DEFAULT_POLICY,
  type Incident,
  type JournalEntry,
  LIVE,
  NOTHING_DONE,
  openIncident,
  type Park,
  ParkSchema,
  type Policy,
  type Role,
  TIERS,
} from '@cofferdam/domain';
import { History, HistoryModule } from '@cofferdam/history';
import { OperationsModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { Alarms, Incidents, Journal, JournalRelay, Records, RecordsModule, Register, Users } from '@cofferdam/records';
import { type SharedServices, sharedServices } from '@cofferdam/testing';

export const PASSWORD = 'correct horse battery';
const NAME = { zh: '名', en: 'Name' };

/** Who there is: one of every role that matters here, with their parks. */
export const PEOPLE: readonly (readonly [username: string, role: Role, parks: string[]])[] = [
  ['ada', 'admin', ['*']],
  ['pan', 'park', ['east']],
  ['uli', 'unit', ['east']],
  ['wei', 'park', ['west']],
  ['eng', 'engineer', ['*']],
  ['aud', 'auditor', ['*']],
  ['pia', 'park', ['east']],
  ['ent', 'enterprise', ['east']],
  ['eva', 'enterprise', ['east']],
  ['bas', 'basin', ['east']],
];

/** What the park `east` has beside its outlets: an enterprise, walls of each kind, a desk a tier. */
const EAST = {
  enterprises: [{ id: 'works', name: NAME }],
  walls: [
    { id: 'valve', name: NAME, kind: 'valve', tier: 'enterprise', enterprise: 'works' },
    { id: 'gate', name: NAME, kind: 'gate', tier: 'park', twoPersons: true },
    { id: 'pond', name: NAME, kind: 'pond', tier: 'park', volume: 3_000, level: 1_000 },
  ],
  desks: (['unit', 'enterprise', 'park', 'basin'] as const).map((tier, n) => ({
    ...{ id: `${tier}-desk`, name: NAME, tier },
    members: [{ user: ['uli', 'ent', 'pan', 'bas'][n] }],
  })),
};

function park(id: string, outlets: [id: string, kind: string, enterprise?: string][], more: object = {}): Park {
  const monitors = (outlet: string) => [
    { id: `MN-${id}-${outlet}`, interval: 60, factors: { w01018: {}, w01001: {} } },
  ];
  const limits = [
    { factor: 'w01018', max: 60, to: '2026-03-31', source: 'old permit' },
    { factor: 'w01018', max: 50, from: '2026-04-01', source: 'permit' },
  ];
  return ParkSchema.parse({
    ...{ id, name: NAME, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
    outlets: outlets.map(([outlet, kind, enterprise]) => ({
      ...{ id: outlet, name: NAME, kind, limits, monitors: monitors(outlet), ...(enterprise && { enterprise }) },
    })),
    ...more,
  });
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The operator API on real services, with two parks and people of each kind. */
export class OperationsStation {
  readonly tokens = new Map<string, string>();
  private count = 0;

  private constructor(
    private readonly services: SharedServices,
    readonly app: NestExpressApplication,
    readonly url: string,
    private readonly folder: string,
  ) {}

  static async start(): Promise<OperationsStation> {
    const services = await sharedServices();
    try {
      return await OperationsStation.on(services);
    } catch (error) {
      await services.stop(); // otherwise they would outlive the test
      throw error;
    }
  }

  private static async on(services: SharedServices): Promise<OperationsStation> {
    const folder = mkdtempSync(join(tmpdir(), 'cofferdam-console-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(folder, 'assets', 'main-abc.js'), `console.log(${'1 + '.repeat(500)}1)`);
    const settings = loadSettings({
      DATABASE_URL: await services.freshDatabase(),
      INFLUX_URL: await services.freshInflux(),
      REDIS_URL: services.urls.redisUrl,
      MQTT_URL: services.urls.mqttUrl,
      DRILL_MQTT_URL: services.urls.drillMqttUrl,
      CONSOLE_DIR: folder,
    });
    const imports = [ConfigModule, ProcessModule, RecordsModule, HistoryModule, OperationsModule];
    const module = await Test.createTestingModule({ imports }).overrideProvider(SETTINGS).useValue(settings).compile();
    const app = module.createNestApplication<NestExpressApplication>({
      bodyParser: false,
      forceCloseConnections: true,
      logger: ['error', 'warn'],
    });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const station = new OperationsStation(services, app, `http://127.0.0.1:${port}`, folder);
    await station.populate();
    return station;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.services.stop();
    rmSync(this.folder, { recursive: true });
  }

  get records(): Records {
    return this.app.get(Records);
  }
  get history(): History {
    return this.app.get(History);
  }
  get journal(): Journal {
    return this.app.get(Journal);
  }

  /** A call as somebody (or, with null, as nobody); writes get an Idempotency-Key unless one is given. */
  async call(who: string | null, method: string, path: string, body?: unknown, headers = {}): Promise<Reply> {
    const token = who === null ? undefined : (this.tokens.get(who) ?? who);
    this.count += 1;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': `key-${this.count}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : { text }) as Reply['body'],
    };
  }

  get(who: string | null, path: string): Promise<Reply> {
    return this.call(who, 'GET', `/api/v1${path}`);
  }
  post(who: string | null, path: string, body: unknown = {}, headers = {}): Promise<Reply> {
    return this.call(who, 'POST', `/api/v1${path}`, body, headers);
  }

  /** An alarm as the alert worker would leave it, with its event in the journal. */
  async raise(more: Partial<Alarm> = {}): Promise<Alarm> {
    this.count += 1;
    const alarm = exampleAlarm(`alarm-${this.count}`, more);
    await this.change(alarm, 'alarm.raised');
    return alarm;
  }

  /** Many alarms at once, with their events. */
  async raiseAll(all: readonly Partial<Alarm>[]): Promise<Alarm[]> {
    const alarms = all.map((more) => exampleAlarm(`alarm-${(this.count += 1)}`, more));
    for (let n = 0; n < alarms.length; n += 1_000) {
      const some = alarms.slice(n, n + 1_000);
      await this.records.transaction(async (tx) => {
        await this.app.get(Alarms).save(tx, some);
        await this.journal.write(
          tx,
          some.map((alarm) => alarmEntry('alarm.raised', alarm, 'system', Date.now())),
        );
      });
    }
    return alarms;
  }

  /** An incident of new alarms at `main`, as the alert worker would leave it; every tier exists. */
  async openIncident(alarms: readonly Partial<Alarm>[] = [{}], policy: Partial<Policy> = {}): Promise<Incident> {
    this.count += 1;
    const id = `incident-${this.count}`;
    const [first, ...others] = alarms.map((more, n) => exampleAlarm(`${id}-${n}`, { incident: id, ...more }));
    if (first === undefined) throw new Error('an incident opens with an alarm');
    const now = Date.now();
    const opening = openIncident({
      ...{ id, number: `INC-${this.count}`, alarm: first, now },
      source: { outlet: 'main', enterprise: 'works', unit: null, tier: 'enterprise', family: 'oxygen-demand' },
      policy: { ...DEFAULT_POLICY, ...policy, version: 1, tiers: TIERS },
    });
    await this.records.transaction(async (tx) => {
      await this.app.get(Incidents).save(tx, [opening], now);
      await this.app.get(Alarms).save(tx, [first, ...others]);
    });
    return opening.incident;
  }

  /** The incident with something else about it, as if that had happened. */
  async amend(id: string, more: Partial<Incident>): Promise<void> {
    await this.records.transaction(async (tx) => {
      const [incident] = await this.app.get(Incidents).lock(tx, [id]);
      if (incident === undefined) throw new Error(`no incident ${id}`);
      const amended = { ...incident, ...more, version: incident.version + 1 };
      await this.app.get(Incidents).save(tx, [{ incident: amended, entries: [], messages: [] }], Date.now());
    });
  }

  async change(alarm: Alarm, type: 'alarm.raised' | 'alarm.changed' = 'alarm.changed'): Promise<void> {
    await this.records.transaction(async (tx) => {
      await this.app.get(Alarms).save(tx, [alarm]);
      await this.journal.write(tx, [alarmEntry(type, alarm, 'system', Date.now())]);
    });
  }

  /** Events of a park; `bytes` pads them. */
  async tell(count: number, about: Partial<JournalEntry> = {}, bytes = 0): Promise<void> {
    const event = (n: number): JournalEntry => ({
      ...{ at: Date.now(), type: 'alarm.changed', ...LIVE, park: 'east', subject: { kind: 'outlet', id: 'o' } },
      ...{ actor: 'system', data: { n, padding: 'x'.repeat(bytes) }, ...about },
    });
    const events = Array.from({ length: count }, (_, n) => event(n));
    await this.records.transaction((tx) => this.journal.write(tx, events));
  }

  async signIn(username: string): Promise<void> {
    const { body } = await this.post(null, '/session', { username, password: PASSWORD });
    this.tokens.set(username, body['token'] as string);
  }

  private async populate(): Promise<void> {
    this.app.get(JournalRelay).start();
    const parks = [
      park(
        'east',
        [
          ['main', 'enterprise-main', 'works'],
          ['plant', 'park-plant-out'],
        ],
        EAST,
      ),
      park('west', [
        ['main', 'enterprise-main'],
        ['rain', 'rain'],
      ]),
    ];
    await this.app.get(Register).importParks(parks, 'test');
    for (const [username, role, scope] of PEOPLE) {
      await this.app.get(Users).create({ username, role, parks: scope, password: PASSWORD });
      await this.signIn(username);
    }
  }
}

function exampleAlarm(id: string, more: Partial<Alarm>): Alarm {
  const at = Date.now();
  return {
    ...{ id, ...LIVE, park: 'east', subject: { kind: 'outlet', id: 'main' }, outlet: 'main', factor: 'w01018' },
    ...{ rule: id, ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal', quality: 'good', acknowledged: null },
    ...NOTHING_DONE,
    ...{ severity: 'yellow', severityMax: 'yellow', toxic: false, raisedAt: at, sampleAt: at, clearedAt: null },
    ...{ value: 63.2, peak: 63.2, unit: 'mg/L', limit: 50, ratio: 1.264, limitSource: 'permit', explain: '63.2 > 50' },
    ...{ episode: 1, occurrences: 1, order: ['1-0', 0], told: { peak: 63.2, at }, generation: 1, version: 1 },
    ...more,
  };
}
