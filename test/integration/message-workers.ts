import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import {
  type ChannelSetup,
  type ContactPoint,
  DEFAULT_POLICY,
  type Desk,
  DeskSchema,
  type Incident,
  type IncidentChange,
  type Language,
  LIVE,
  type Message,
  openIncident,
  ParkSchema,
  perform,
  type Role,
  type Severity,
  type Tier,
  TIERS,
} from '@cofferdam/domain';
import { MessagesModule, MessageSweep, type Voices, VOICES } from '@cofferdam/notification';
import { ProcessModule } from '@cofferdam/process';
import { type Delivery, Deliveries, RecordsModule } from '@cofferdam/records';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { plainVoices } from './message-voices';
import { alarmOf, person } from './opened-incidents';
import { RecordsRoom } from './records-room';

const NAME = { zh: '名', en: 'Name' };

/** Processes with nothing but the senders of messages in them, on one database. They look only when they are told to. */
export class MessageWorkers extends RecordsRoom {
  voices: Voices = plainVoices({ count: 20, perMs: 60_000, reserved: 5 });
  private namespace = '';
  private readonly modules: TestingModule[] = [];

  constructor() {
    super();
    beforeEach(() => {
      this.namespace = this.services.freshNamespace();
    });
    afterEach(() => this.close());
  }

  async close(): Promise<void> {
    for (const module of this.modules.splice(0)) await module.close();
  }

  /** `begins` false: it hears no bells. */
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
      ...{ NAMESPACE: this.namespace, CONSOLE_URL: 'https://console.example/' },
    });
    const building = Test.createTestingModule({
      imports: [ConfigModule, ProcessModule, RecordsModule, MessagesModule],
    });
    building.overrideProvider(SETTINGS).useValue(settings).overrideProvider(VOICES).useValue(this.voices);
    const module = await building.compile();
    Logger.overrideLogger(false); // the testing module has its own
    this.modules.push(module);
    if (begins) await module.init();
    return module;
  }

  /** Looks until nothing more happens, as the sweep does. */
  look = (module: TestingModule): Promise<void> => module.get(MessageSweep).look();

  channel(...setups: ChannelSetup[]): Promise<void> {
    return this.write(async (tx) => {
      const rows = setups.map((one) => ({ id: one.id, document: JSON.stringify(one), version: 1 }));
      await tx.insertInto('channel').values(rows).execute();
    });
  }

  /** Somebody who never signs in: a password takes time. */
  async user(
    username: string,
    role: Role,
    channels: readonly ContactPoint[] = [],
    language: Language = 'zh-CN',
  ): Promise<void> {
    await this.admin.query(
      `insert into user_account (username, role, parks, password, channels, language)
       values ($1, $2, '{demo}', '-', $3, $4)`,
      [username, role, JSON.stringify(channels), language],
    );
  }

  /** Sets a desk of the park `demo`. */
  desk(id: string, tier: Tier, more: object = {}): Promise<Desk> {
    const desk = DeskSchema.parse({ id, tier, name: NAME, ...more });
    return this.write(async (tx) => (await this.archive.desks.put(tx, 'demo', desk, 'test')).desk);
  }

  /** The park's document, with so many outlets `o0`, `o1` ... */
  async park(outlets: number): Promise<void> {
    const park = ParkSchema.parse({
      ...{ id: 'demo', name: NAME, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
      outlets: Array.from({ length: outlets }, (_, n) => ({
        ...{ id: `o${n}`, name: { zh: `排口${n}号`, en: `Outlet no. ${n}` }, kind: 'enterprise-main' },
      })),
    });
    await this.archive.register.importParks([park], 'test');
  }

  now(): Promise<number> {
    return this.archive.records.now();
  }

  /** New incidents of the unit tier alone, with their pages; `{id: severity}`. */
  async open(ids: Readonly<Record<string, Severity>>, tiers: readonly Tier[] = ['unit']): Promise<Incident[]> {
    const now = await this.now();
    const changes = Object.entries(ids).map(([id, severity]) => openedAt(id, severity, now, tiers));
    await this.write(async (tx) => {
      await this.archive.alarms.save(
        tx,
        changes.map(({ alarm }) => alarm),
      );
      await this.archive.incidents.save(
        tx,
        changes.map(({ change }) => change),
        now,
      );
    });
    return changes.map(({ change }) => change.incident);
  }

  async acknowledge(id: string, role: Tier = 'unit'): Promise<void> {
    await this.write(async (tx) => {
      const [incident] = await this.archive.incidents.lock(tx, [id]);
      if (incident === undefined) throw new Error(`no incident ${id}`);
      const now = await this.now();
      const done = perform(
        incident,
        { act: 'acknowledge', note: null },
        {
          ...{ actor: person(role), approver: null, now, park: {} as never },
          members: { open: 1, active: 1, unacknowledged: 1, latched: 0, outOfService: 0, falling: false },
        },
      );
      if (done.effect !== 'done') throw new Error(done.effect);
      await this.archive.incidents.save(tx, [done], now);
    });
  }

  /** Writes a page of an incident. */
  say(id: string, more: Partial<Message> = {}): Promise<void> {
    const message: Message = {
      ...{ ...LIVE, park: 'demo', owner: { kind: 'incident', id }, kind: 'duty', tier: 'unit', enterprise: null },
      ...{ severity: 'yellow', toxic: false, generation: 1, n: 1, data: {} },
      ...more,
    };
    return this.write((tx) => this.archive.outbox.write(tx, [message]));
  }

  deliveries(id: string, kind: 'incident' | 'alarm' | 'desk' | 'approval' = 'incident') {
    const store = new Deliveries(this.archive.records);
    return this.write((tx) => store.of(tx, { kind, id })) as Promise<
      (Delivery & { state: string; answer: string | null; digest: string | null })[]
    >;
  }

  /** How the messages of an incident ended: kind, tier, state, why. */
  outbox(id: string): Promise<string[]> {
    return this.write(async (tx) =>
      (await this.archive.outbox.of(tx, { kind: 'incident', id })).map(({ message: { kind, tier }, state, why }) =>
        [kind, tier, state, why].filter((word) => word !== null).join(' '),
      ),
    );
  }

  /** Rules of the open system alarms of channels and messages. */
  async troubles(): Promise<string[]> {
    const { items } = await this.archive.alarms.list(this.archive.records.db, {
      ...{ ...LIVE, parks: '*', active: true, limit: 100 },
    });
    return items.filter(({ ruleKind }) => ruleKind === 'system').map(({ rule }) => rule);
  }
}

/** An incident of the outlet of the same name, and its alarm. */
export function openedAt(id: string, severity: Severity, now: number, tiers: readonly Tier[] = TIERS) {
  const outlet = id.startsWith('o') ? id : 'o0';
  const alarm = alarmOf(`alarm-${id}`, { severity, severityMax: severity, incident: id, raisedAt: now, outlet });
  const change: IncidentChange = openIncident({
    ...{ id, number: `INC-${id}`, now, alarm, policy: { ...DEFAULT_POLICY, version: 1, tiers } },
    source: { outlet, enterprise: id, unit: null, tier: tiers[0] ?? 'unit', family: 'oxygen-demand' },
  });
  return { alarm, change };
}
