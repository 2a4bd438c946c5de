import { AuditorWatch, BellRinger, CommandSender, Fire, Sweep, TimerAuditor } from '@cofferdam/alerting';
import {
  deadlineName,
  type Incident,
  LIVE,
  type Message,
  nextDeadlines,
  perform,
  type Timeline,
} from '@cofferdam/domain';
import { waitFor } from '@cofferdam/testing';
import { Redis } from 'ioredis';
import { connectAsync } from 'mqtt';
import { person } from './opened-incidents';
import { MINUTE, TimerWorkers } from './timer-workers';
import { begin, drillOf } from './told-drills';

const workers = new TimerWorkers();
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `i${String(n).padStart(3, '0')}`);
const ofIncidents = (all: readonly string[]) => all.map((id) => ({ kind: 'incident', id, ...LIVE }) as const);
const firedOf = async (id: string) => (await workers.rows('incident', id)).filter(({ state }) => state === 'FIRED');

/** What is pending is what the incident wants: nothing is lost, nothing is left over. */
async function expectConsistent(id: string): Promise<void> {
  const pending = (await workers.rows('incident', id)).filter(({ state }) => state === 'PENDING');
  const wanted = nextDeadlines(await workers.incident(id));
  expect(pending.map(deadlineName).sort()).toEqual(wanted.map(deadlineName).sort());
  expect(pending).not.toEqual([]);
}

test('what is due fires once, whoever looks and however often', async () => {
  const all = ids(230);
  await workers.openAll(all, { ago: 10 * MINUTE + 1_000 });
  const both = [await workers.worker(), await workers.worker()];
  const owners = ofIncidents(all);
  await Promise.all(
    both.flatMap((module) => [
      module.get(Sweep).look(),
      module.get(Sweep).look(),
      module.get(Fire).fire(owners),
      module.get(Fire).fire(owners.toReversed()),
    ]),
  );
  // Somebody may have been held up by the other's locks: the next look finds nothing, or the rest.
  await both[0]?.get(Sweep).look();
  const missed = await workers.journalled('deadline.missed');
  const names = missed.map(({ subject, data }) => `${subject.id} ${(data as { deadline: string }).deadline}`);
  expect(new Set(names).size).toBe(names.length);
  for (const id of all) {
    expect((await firedOf(id)).map(({ kind }) => kind).sort()).toEqual(['acknowledge', 'remind']);
    expect((await workers.incident(id)).tiers.map(({ tier }) => tier)).toEqual(['unit', 'enterprise']);
    await expectConsistent(id);
  }
  expect(both.reduce((sum, module) => sum + module.get(Fire).fired, 0)).toBe(names.length);
}, 60_000);

test('a bell makes it punctual; without bells the look finds it', async () => {
  const module = await workers.worker({ begins: true });
  const policy = { remind: { blue: 15, yellow: 0.01, orange: 3, red: 2 } };
  const incident = await workers.open('rung', { policy });
  await module.get(BellRinger).look();
  await waitFor(async () => (await firedOf('rung')).length > 0, { what: 'the bell' });
  const [first] = await firedOf('rung');
  expect(first?.dueAt).toBe(incident.openedAt + 600);
  expect((first?.firedAt ?? 0) - (first?.dueAt ?? 0)).toBeLessThan(300);
  await module.close();

  const redis = new Redis(workers.services.urls.redisUrl);
  const keys = await redis.keys(`${workers.namespace}:*`);
  await redis.del(...keys);
  redis.disconnect();
  await workers.open('swept', { policy, ago: 1_000 });
  const other = await workers.worker();
  await other.get(Sweep).look();
  expect((await firedOf('swept')).map(({ kind }) => kind)).toContain('remind');
}, 30_000);

test('a deadline that this process sets rings here', async () => {
  const module = await workers.worker({ begins: true });
  const policy = { remind: { blue: 15, yellow: 0.01, orange: 3, red: 2 } };
  await workers.open('again', { policy, ago: 1_000 });
  await module.get(Sweep).look();
  await waitFor(async () => (await firedOf('again')).length >= 3, { what: 'reminders that follow each other' });
  await expectConsistent('again');
});

test('what has been done is not missed, however late the answer to a bell', async () => {
  const module = await workers.worker();
  const incident = await workers.open('i1', { ago: 11 * MINUTE });
  const context = {
    ...{ actor: person('unit'), approver: null, now: incident.openedAt + MINUTE, park: {} as never },
    members: { open: 1, active: 1, unacknowledged: 1, latched: 0, outOfService: 0, falling: false },
  };
  const done = perform(incident, { act: 'acknowledge', note: null }, context);
  if (done.effect !== 'done') throw new Error(done.effect);
  await workers.write((tx) => workers.archive.incidents.save(tx, [done], context.now));
  expect(await module.get(Fire).fire(ofIncidents(['i1']))).toBe(0);
  const rows = await workers.rows('incident', 'i1');
  expect(rows.find(({ kind }) => kind === 'acknowledge')).toMatchObject({ state: 'CANCELLED', why: 'acknowledged' });
  expect((await workers.incident('i1')).tiers).toHaveLength(1);
});

test('a row of a generation that has passed is cancelled, not fired', async () => {
  const module = await workers.worker();
  await workers.open('i1', { ago: 11 * MINUTE });
  await workers.admin.query(`update deadline set generation = 7, name = replace(name, '/g1/', '/g7/')`);
  expect(await module.get(Fire).fire(ofIncidents(['i1', 'i1', 'unknown']))).toBe(0);
  const rows = await workers.rows('incident', 'i1');
  const old = rows.filter(({ generation }) => generation === 7);
  expect(old.map(({ state }) => state)).toEqual(old.map(() => 'CANCELLED'));
  // What it wants is set anew with that, and fires.
  await module.get(Sweep).look();
  expect((await workers.incident('i1')).tiers).toHaveLength(2);
  await expectConsistent('i1');
});

test('one that cannot be carried out keeps nobody else waiting, and somebody is told', async () => {
  const module = await workers.worker();
  await workers.openAll(ids(5), { ago: 11 * MINUTE });
  await workers.admin.query(`update incident set document = document || '{"policy": null}' where id = 'i002'`);
  await module.get(Sweep).look();
  for (const id of ['i000', 'i001', 'i003', 'i004']) expect((await workers.incident(id)).tiers).toHaveLength(2);
  expect(await workers.troubles()).toEqual(['deadline-refused']);
  expect(module.get(Fire).leftAlone).toBe(1);
  await module.get(Sweep).look();
  expect(await firedOf('i002')).toEqual([]);
});

describe('the auditor', () => {
  test('gives a forgotten incident its deadlines back and says so', async () => {
    const module = await workers.worker();
    const auditor = module.get(TimerAuditor);
    await workers.openAll(ids(3));
    await auditor.audit();
    expect(await workers.troubles()).toEqual([]);
    await workers.admin.query(`delete from deadline where owner in ('i000', 'i001')`);
    await auditor.audit();
    expect(await workers.troubles()).toEqual(['incident-without-deadline']);
    for (const id of ids(3)) await expectConsistent(id);
  });

  test('says when deadlines do not fire, and when they do again', async () => {
    const module = await workers.worker();
    await workers.open('i1', { ago: 11 * MINUTE });
    await module.get(TimerAuditor).audit();
    expect(await workers.troubles()).toEqual(['deadline-overdue']);
    await module.get(Sweep).look();
    await module.get(TimerAuditor).audit();
    expect(await workers.troubles()).toEqual([]);
  });

  test('is watched by another process', async () => {
    const { heartbeats, systemAlarms } = workers.archive;
    const watch = new AuditorWatch(heartbeats, systemAlarms);
    const module = await workers.worker();
    await module.get(TimerAuditor).audit();
    await watch.look();
    await watch.look();
    expect(await workers.troubles()).toEqual([]);
    await workers.admin.query(`update heartbeat set beat_on = beat_on - interval '1 minute'`);
    await watch.look();
    expect(await workers.troubles()).toEqual([]);
    await watch.look();
    expect(await workers.troubles()).toEqual(['auditor-silent']);
    await module.get(TimerAuditor).audit();
    await watch.look();
    expect(await workers.troubles()).toEqual([]);
  });
});

test('commands to devices are published once they are written, and told of while they wait', async () => {
  const module = await workers.worker({ begins: true });
  const park = workers.namespace;
  const client = await connectAsync(workers.services.urls.mqttUrl);
  const heard: string[] = [];
  client.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
  await client.subscribeAsync(`parks/${park}/#`, { qos: 1 });
  const command = (n: number, data: Message['data']): Message => ({
    ...{ ...LIVE, park, owner: { kind: 'incident', id: 'i1' }, kind: 'command', tier: null, enterprise: null },
    ...{ severity: 'red', toxic: false, generation: 1, n, data },
  });
  const good = command(1, { outlet: 'east', frame: '##0010CN=3015\r\n' });
  await workers.write((tx) => workers.archive.outbox.write(tx, [good, command(2, { outlet: 'east' })]));
  await workers.admin.query(`update outbox set written_on = written_on - interval '2 minutes'`);
  await module.get(TimerAuditor).audit();
  expect(await workers.troubles()).toEqual(['command-waits']);
  const sender = module.get(CommandSender);
  await waitFor(async () => (await sender.look(), heard.length > 0), { what: 'the command' });
  expect(heard).toEqual([`parks/${park}/outlets/east/commands ##0010CN=3015\r\n`]);
  const states = async () =>
    (await workers.write((tx) => workers.archive.outbox.of(tx, good.owner))).map(({ state }) => state);
  await waitFor(async () => (await states()).join() === 'SENT,FAILED', { what: 'both to be ended' });
  await sender.look();
  expect(heard).toHaveLength(1);
  await module.get(TimerAuditor).audit();
  expect(await workers.troubles()).toEqual([]);
  await client.endAsync(true);
  expect((await workers.journalled('command.sent')).map((event) => [event.class, event.drill, event.data])).toEqual([
    ['actual', null, { topic: `parks/${park}/outlets/east/commands`, outlet: 'east', incident: 'i1' }],
  ]);
});

test('commands of a drill go to its own topics while it is under way, at its clock, and never to a device', async () => {
  const module = await workers.worker({ begins: true });
  const park = workers.namespace;
  const client = await connectAsync(workers.services.urls.mqttUrl);
  const heard: string[] = [];
  client.on('message', (topic) => heard.push(topic));
  await client.subscribeAsync([`parks/${park}/#`, `drills/+/parks/${park}/#`], { qos: 1 });
  const hour = Date.parse('2026-11-24T02:00:00Z');
  await begin(workers, drillOf('d1', ['uli'], { park }, { park }), hour);
  await begin(workers, drillOf('over', ['uli'], { park, state: 'ended' }, { park }), hour);
  const command = (n: number, timeline: Timeline): Message => ({
    ...{ ...timeline, park, owner: { kind: 'incident', id: 'i1' }, kind: 'command', tier: null, enterprise: null },
    ...{ severity: 'red', toxic: false, generation: 1, n, data: { outlet: 'east', frame: '##0010CN=3015\r\n' } },
  });
  const timelines: Timeline[] = [
    ...(['d1', 'over', 'nobody-knows'] as const).map((drill): Timeline => ({ class: 'exercise', drill })),
    ...[{ class: 'exercise', drill: null } as const, { class: 'actual', drill: 'd1' } as const],
  ];
  const all = timelines.map((timeline, n) => command(n + 1, timeline));
  await workers.write((tx) => workers.archive.outbox.write(tx, all));
  await workers.admin.query(
    `update outbox set written_on = written_on - interval '2 minutes' where class = 'exercise'`,
  );
  const states = async () =>
    (await workers.write((tx) => workers.archive.outbox.of(tx, { kind: 'incident', id: 'i1' }))).map(({ state, why }) =>
      [state, why].filter((word) => word !== null).join(' '),
    );
  await module.get(TimerAuditor).audit();
  expect(await workers.troubles()).toEqual([]);
  const sender = module.get(CommandSender);
  const ends = ['SENT', 'FAILED drill-not-running', 'FAILED drill-not-running', 'FAILED malformed', 'FAILED malformed'];
  await waitFor(async () => (await sender.look(), (await states()).join() === ends.join()), { what: 'the end of all' });
  const topic = `drills/d1/parks/${park}/outlets/east/commands`;
  await waitFor(() => heard.length > 0, { what: 'the command' });
  expect(heard).toEqual([topic]);
  await client.endAsync(true);
  const told = await workers.journalled('command.sent');
  expect(told.map((event) => [event.at, event.class, event.drill, event.data])).toEqual([
    [hour, 'exercise', 'd1', { topic, outlet: 'east', incident: 'i1' }],
  ]);
});

test('after an outage a tier that was never told has a grace; red pages all at once', async () => {
  const module = await workers.worker();
  for (const severity of ['yellow', 'red'] as const) await workers.open(severity, { severity, ago: 60 * MINUTE });
  await module.get(Sweep).look();
  const tiers = ({ tiers: all }: Incident) => all.map(({ tier }) => tier);
  expect(tiers(await workers.incident('yellow'))).toEqual(['unit', 'enterprise']);
  expect(tiers(await workers.incident('red'))).toEqual(['unit', 'enterprise', 'park', 'basin']);
  for (const id of ['yellow', 'red']) await expectConsistent(id);
});
