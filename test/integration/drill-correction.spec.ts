import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import {
  type ChannelSetup,
  DEFAULT_POLICY,
  DeskSchema,
  type Incident,
  LIVE,
  openIncident,
  ParkSchema,
  perform,
  type Timeline,
} from '@cofferdam/domain';
import { CapWorker, MessageSweep, NotificationModule } from '@cofferdam/notification';
import { ProcessModule } from '@cofferdam/process';
import { DingTalkProvider, MailProvider, SmsProvider } from '@cofferdam/providers';
import { CapMessages, Deliveries, RecordsModule } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { Test, type TestingModule } from '@nestjs/testing';
import { FeedWorkers } from './feed-workers';
import { alarmOf, person } from './opened-incidents';
import { begin, drillOf } from './told-drills';

jest.setTimeout(60_000);

/** What a correction may take from the act to each channel, ms. */
const WITHIN_MS = 5_000;
const workers = new FeedWorkers();
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-correction-'));
afterAll(() => rmSync(folder, { recursive: true }));
const name = { zh: '名', en: 'Name' };
const both = (text: string) => ({ zh: text, en: text });

/** Everything that tells people and machines, in one process. */
async function telling(): Promise<TestingModule> {
  const { redisUrl, influxUrl, mqttUrl } = workers.services.urls;
  const settings = loadSettings({
    ...{ DATABASE_URL: workers.url, REDIS_URL: redisUrl, INFLUX_URL: influxUrl, MQTT_URL: mqttUrl },
    ...{ NAMESPACE: workers.services.freshNamespace(), WEBHOOK_ALLOW_PRIVATE: 'true' },
    ...{ CAP_KEY_DIR: join(folder, 'keys'), CAP_SENDER_DOMAIN: 'example.cn' },
  });
  const building = Test.createTestingModule({
    imports: [ConfigModule, ProcessModule, RecordsModule, NotificationModule],
  });
  const module = await building.overrideProvider(SETTINGS).useValue(settings).compile();
  workers.atEnd(() => module.close());
  return module.init();
}

/** Providers of e-mail, SMS and a group's robot, as real ones behave. */
async function channels() {
  const [mail, sms, ding] = [
    new MailProvider(),
    new SmsProvider({ token: 'gateway-token-1', secret: 'gateway-secret-1' }),
    new DingTalkProvider({ accessToken: 'token-0123456789' }),
  ];
  for (const one of [mail, sms, ding]) workers.atEnd(() => one.close());
  const { hostname: host, port } = new URL(await mail.listen());
  const set = (id: string, kind: ChannelSetup['kind'], settings: ChannelSetup['settings']): ChannelSetup => ({
    ...{ id, park: null, kind, name, language: 'zh-CN', settings, enabled: true, version: 1 },
  });
  const setups = [
    set('mail', 'email', { host, port: Number(port), from: 'cofferdam@demo.example' }),
    set('sms', 'sms', { url: await sms.listen(), token: 'gateway-token-1', secret: 'gateway-secret-1' }),
    set('ding', 'dingtalk', { url: `${await ding.listen()}/robot/send`, accessToken: 'token-0123456789' }),
  ];
  await workers.write(async (tx) => {
    const rows = setups.map((one) => ({ id: one.id, document: JSON.stringify(one), version: 1 }));
    await tx.insertInto('channel').values(rows).execute();
  });
  return { mail, sms, ding };
}

/** A park with an outlet, a desk with two people and a group's robot; one of them reads English. */
async function plant(): Promise<void> {
  const park = ParkSchema.parse({
    ...{ id: workers.park, name: both('Demo park'), rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
    outlets: [{ id: 'o0', name: { zh: '总排口', en: 'Main outlet' }, kind: 'enterprise-main' }],
  });
  await workers.archive.register.importParks([park], 'test');
  const point = (channel: string, to: string) => ({ channel, to });
  const users = [
    ['uli', 'en', [point('mail', 'uli@demo.example'), point('sms', '13800000001')]],
    ['ute', 'zh-CN', [point('sms', '13800000002')]],
    ['idle', 'zh-CN', [point('sms', '13800000003')]],
  ] as const;
  for (const [username, language, contacts] of users) {
    await workers.admin.query(
      `insert into user_account (username, role, parks, password, channels, language) values ($1, 'unit', $2, '-', $3, $4)`,
      [username, [workers.park], JSON.stringify(contacts), language],
    );
  }
  const members = [{ user: 'uli' }, { user: 'ute' }];
  const desk = DeskSchema.parse({ id: 'units', tier: 'unit', name, members, channels: ['ding'] });
  await workers.write((tx) => workers.archive.desks.put(tx, workers.park, desk, 'test'));
}

async function opened(timeline: Timeline): Promise<Incident> {
  const now = await workers.archive.records.now(undefined, timeline);
  const about = { ...timeline, park: workers.park, severity: 'red', severityMax: 'red' } as const;
  const alarm = alarmOf('a1', { ...about, incident: 'i1', raisedAt: now, outlet: 'o0' });
  const change = openIncident({
    ...{ id: 'i1', number: 'INC-1', now, alarm, policy: { ...DEFAULT_POLICY, version: 1, tiers: ['unit'] } },
    source: { outlet: 'o0', enterprise: null, unit: null, tier: 'unit', family: 'oxygen-demand' },
  });
  await workers.write(async (tx) => {
    await workers.archive.alarms.save(tx, [alarm]);
    await workers.archive.incidents.save(tx, [change], now);
  });
  return change.incident;
}

/** The one act. */
const suspend = (timeline: Timeline): Promise<void> =>
  workers.write(async (tx) => {
    const [incident] = await workers.archive.incidents.lock(tx, ['i1']);
    if (incident === undefined) throw new Error('no incident');
    const now = await workers.archive.records.now(tx, timeline);
    const members = { open: 1, active: 1, unacknowledged: 1, latched: 0, outOfService: 0, falling: false };
    const context = {
      actor: { ...person('admin', 'ada'), parks: ['*'] },
      approver: null,
      now,
      park: {} as never,
      members,
    };
    const done = perform(incident, { act: 'suspend', reason: 'probe is being cleaned' }, context);
    if (done.effect !== 'done') throw new Error(JSON.stringify(done));
    await workers.archive.incidents.save(tx, [done], now);
  });

/** Writes another page of the incident, so that it goes out over what is a person's first channel now. */
const remind = ({ park, severity, toxic, tiers }: Incident, timeline: Timeline): Promise<void> =>
  workers.write((tx) =>
    workers.archive.outbox.write(tx, [
      {
        ...{ ...timeline, park, owner: { kind: 'incident', id: 'i1' }, kind: 'remind', tier: tiers[0]?.tier ?? null },
        ...{ enterprise: null, severity, toxic, generation: 1, n: 1, data: {} },
      },
    ]),
  );

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };

test.each([
  ['live', LIVE, ''],
  ['in a drill', DRILL, '【演练】'],
] as const)(
  '%s: one act, and every channel that had carried the alert carries the correction',
  async (_, timeline, mark) => {
    const { mail, sms, ding } = await channels();
    await plant();
    if (timeline.drill !== null) {
      const drill = drillOf('d1', ['uli', 'ute'], { park: workers.park }, { park: workers.park, channels: ['ding'] });
      await begin(workers, drill, Date.parse('2026-11-24T02:00:00Z'));
    }
    await workers.begin('mqtt-alerts', 'mqtt-siren', 'webhooks', 'cap');
    const topics = timeline.drill === null ? '' : `drills/${timeline.drill}/`;
    const { heard } = await workers.listen([`parks/${workers.park}/#`, `drills/+/parks/${workers.park}/#`]);
    const receiver = await workers.receiver((_request, response) => response.writeHead(204).end());
    await workers.hook(receiver.url, { types: ['incident.*'], exercise: true });
    const strict = await workers.receiver((_request, response) => response.writeHead(204).end());
    await workers.hook(strict.url, { types: ['incident.*'] });
    const module = await telling();
    let going = true;
    const looks = [MessageSweep, CapWorker].map(async (kind) => {
      while (going) {
        await module.get<{ look(): Promise<void> }>(kind).look();
        await pause(kind === CapWorker ? 1_000 : 100);
      }
    });
    workers.atEnd(async () => {
      going = false;
      await Promise.all(looks);
    });

    const cap = module.get(CapMessages);
    const heads = () => cap.heads(workers.archive.records.db, { class: timeline.class, parks: '*' }, Date.now(), 10);
    const siren = () => heard.filter(({ topic }) => topic === `parks/${workers.park}/siren`).at(-1)?.text;
    const alerts = (type: string) =>
      heard.filter(
        ({ topic, text }) => topic === `${topics}parks/${workers.park}/alerts` && text.includes(`"${type}"`),
      );
    const hooked = (type: string) => receiver.requests.filter(({ body }) => body.includes(type));

    const incident = await opened(timeline);
    await waitFor(() => [mail.taken, sms.taken, ding.taken].every((taken) => taken.length === 1), {
      what: 'the alert',
    });
    // Now `uli` hears of it by SMS as well: both have to carry the correction.
    await workers.admin.query(`update user_account set channels = jsonb_build_array(channels->1, channels->0)
    where username = 'uli'`);
    await remind(incident, timeline);
    await waitFor(() => sms.taken.length === 3 && ding.taken.length === 2, {
      what: 'the alert over the other channel',
    });
    await waitFor(async () => (await heads()).length === 1, { what: 'the CAP alert' });
    await waitFor(() => siren() === (timeline.drill === null ? 'on' : 'off'), { what: 'the siren' });
    const gone = () =>
      workers.write((tx) => new Deliveries(workers.archive.records).of(tx, { kind: 'incident', id: 'i1' }));
    await waitFor(async () => (await gone()).every(({ state }) => state === 'SENT'), { what: 'the end of the alert' });
    const before = { mail: mail.taken.length, sms: sms.taken.length, ding: ding.taken.length };

    const took = new Map<string, number>();
    const from = performance.now();
    await suspend(timeline);
    const by = async (what: string, is: () => boolean | Promise<boolean>): Promise<void> => {
      await waitFor(is, { what, everyMs: 5 });
      took.set(what, Math.round(performance.now() - from));
    };
    await Promise.all([
      by('e-mail', () => mail.taken.length > before.mail),
      by('SMS', () => sms.taken.length >= before.sms + 2),
      by('DingTalk', () => ding.taken.length > before.ding),
      by('webhook', () => hooked('incident.suspended').length === 1),
      by('MQTT alerts', () => alerts('incident.suspended').length === 1),
      by('CAP feed', async () => (await heads()).some(({ msgType }) => msgType === 'Update')),
      by('siren', () => siren() === 'off'),
    ]);
    process.stdout.write(`correction, ${timeline.class}, ms: ${JSON.stringify(Object.fromEntries(took))}\n`);
    for (const ms of took.values()) expect(ms).toBeLessThan(WITHIN_MS);

    await waitFor(async () => (await gone()).every(({ state }) => state === 'SENT'), { what: 'the end of all' });
    const corrections = (await gone()).filter(({ kind }) => kind === 'correction');
    expect(corrections.map(({ recipient, channel }) => `${recipient} ${channel}`).sort()).toEqual([
      ...['desk:units ding', 'uli mail', 'uli sms', 'ute sms'],
    ]);
    const said = [...sms.texts().slice(before.sms), ...ding.texts().slice(before.ding)];
    const inEnglish = said.filter((text) => text.includes('suspected false alert'));
    expect([said.length, inEnglish.length]).toEqual([3, 1]);
    const english = mark === '' ? '' : '[EXERCISE] ';
    expect(mail.taken.at(-1)?.headers['subject']).toMatch(
      new RegExp(`^${english.replace(/[[\]]/g, '\\$&')}Correction, suspected`),
    );
    for (const text of said.filter((one) => !inEnglish.includes(one))) {
      expect(text.startsWith(`${mark}更正：疑似误报`)).toBe(true);
      expect(text).toContain('probe is being cleaned');
    }
    const [head] = await heads();
    expect(head?.infos.map(({ headline }) => headline)).toEqual([
      expect.stringMatching(`^${mark}疑似误报：`),
      expect.stringContaining('Suspected false alert: '),
    ]);
    // Nothing of a drill anywhere but under its own name.
    const live = timeline.drill === null;
    const other = live ? 'exercise' : 'actual';
    expect(await cap.heads(workers.archive.records.db, { class: other, parks: '*' }, Date.now(), 10)).toEqual([]);
    expect(heard.filter(({ topic, text }) => topic.startsWith('parks/') && text.includes('"exercise"'))).toEqual([]);
    expect(heard.some(({ text }) => text === 'on')).toBe(live);
    expect(strict.requests.length > 0).toBe(live);
    for (const { body } of receiver.requests) expect(body).toContain(`"class":"${timeline.class}"`);
  },
);
