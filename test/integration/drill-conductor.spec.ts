import { LIVE } from '@cofferdam/domain';
import { Conductor, DrillKeeping, EndedWatch } from '@cofferdam/drills';
import { History } from '@cofferdam/history';
import { DrillEnding, SystemAlarms } from '@cofferdam/records';
import { TelemetryLog } from '@cofferdam/redis';
import { waitFor } from '@cofferdam/testing';
import type { TestingModule } from '@nestjs/testing';
import { CLOCK, DrillStation, OUTLET, says } from './drill-station';
import { alarmOf } from './opened-incidents';
import { astray, isLive, WrittenWitness } from './written-witness';

const station = new DrillStation();
const NOTHING = { alarms: 0, incidents: 0, deadlines: 0, messages: 0, approvals: 0 };
const PATIENCE = { timeoutMs: 30_000, everyMs: 10 };
const DAY = 86_400_000;

const spill = (at: number) => ({
  ...{ id: 'spill', at },
  payload: {
    ...{ kind: 'samples' as const, outlet: OUTLET, monitor: station.monitor, factor: 'w01018' },
    shape: { kind: 'step' as const, to: 500 },
  },
});
const ended = (id: string) =>
  waitFor(async () => (await station.drill(id)).state === 'ended', { what: `the end of ${id}`, ...PATIENCE });
const forgotten = (id: string) =>
  waitFor(async () => (await station.remembered(id)).length === 0, { what: 'Redis to forget it', ...PATIENCE });
const passed = (id: string, seconds: number) =>
  waitFor(async () => (await station.clock(id)) >= CLOCK + seconds * 1000, {
    what: `${seconds} s of ${id}`,
    ...PATIENCE,
  });
const alarmsOf = async (drill: string) => {
  const filter = { class: 'exercise', drill, parks: '*', limit: 100 } as const;
  return station.read(async (tx) => (await station.archive.alarms.list(tx, filter)).items);
};
/** Seconds of drill time at which the journal has each of these. */
const times = async (drill: string, ...types: string[]) => {
  const events = (await station.journalled()).filter((event) => event.drill === drill && types.includes(event.type));
  return events.map(({ at, type }) => [type, (at - CLOCK) / 1000]);
};

test('a minute of a drill: samples travel, an alarm is raised at drill time, the end leaves nothing', async () => {
  const module = await station.process();
  const witness = new WrittenWitness(station, module);
  const before = await plantLive(module, witness);
  station.playPeople();
  await station.begin('drill-one', {
    duration: 60,
    injects: [
      { id: 'call', at: 7, payload: { kind: 'message', text: says, to: ['uli'] } },
      { id: 'valve', at: 12, payload: { kind: 'event', wall: 'valve', state: 'moving' } },
      spill(20),
      { id: 'asked', when: { incident: 'opened' }, payload: { kind: 'message', text: says, tier: 'unit' } },
    ],
  });
  await waitFor(async () => (await station.remembered('drill-one')).length > 0, {
    what: 'Redis to know it',
    ...PATIENCE,
  });
  for (const name of await witness.remembered('drill-one')) expect(name).toContain('exercise@drill-one');
  await ended('drill-one');
  const { injected, notes, ended: end } = await station.drill('drill-one');
  const at = (inject: string, seconds: number) => ({ inject, at: CLOCK + seconds * 1000 });
  expect(injected).toEqual([at('call', 7), at('valve', 12), at('spill', 20), at('asked', 20)]);
  expect({ notes, end }).toMatchObject({ notes: [], end: { why: 'script', clock: CLOCK + 60_000, by: 'system' } });
  expect(await alarmsOf('drill-one')).toMatchObject([
    {
      outlet: OUTLET,
      factor: 'w01018',
      raisedAt: CLOCK + 20_000,
      peak: 500,
      phase: 'normal',
      clearedAt: CLOCK + 60_000,
    },
  ]);
  const told = ['wall.reported', 'alarm.raised', 'incident.opened', 'drill.ended', 'incident.closed', 'alarm.returned'];
  expect(await times('drill-one', ...told)).toEqual([
    ['wall.reported', 12],
    ['incident.opened', 20],
    ['alarm.raised', 20],
    ['drill.ended', 60],
    ['incident.closed', 60],
    ['alarm.returned', 60],
  ]);
  const messages = await station.read((tx) => station.archive.outbox.of(tx, { kind: 'drill', id: 'drill-one' }));
  expect(messages.filter(({ message }) => message.kind === 'inject').map(({ message }) => message)).toMatchObject([
    { class: 'exercise', drill: 'drill-one', tier: null, data: { zh: '一', en: 'one', to: ['uli'] } },
    { tier: 'unit' },
  ]);
  expect(await module.get(DrillEnding).active(station.archive.records.db, { id: 'drill-one' })).toEqual(NOTHING);
  await forgotten('drill-one');
  await expectApart('drill-one', witness, before);
  await expectKept(module);
}, 60_000);

/** A real sample that breaches the same limit of the same monitor, with all that follows, and how it then stands. */
async function plantLive(module: TestingModule, witness: WrittenWitness) {
  await witness.start();
  const at = await station.archive.records.now();
  const sample = { kind: 'sample' as const, ...LIVE, park: station.park, outlet: OUTLET, monitor: station.monitor, at };
  const values = { w01018: { value: 70, flag: 'N' } };
  // The engine knows the park by the time that the live timeline ticks.
  await waitFor(() => witness.said.some(({ text }) => text.includes('"register"')), {
    what: 'the register',
    ...PATIENCE,
  });
  await module.get(TelemetryLog).append([{ ...sample, period: 'realtime', values, receivedAt: at }]);
  const filter = { ...LIVE, parks: '*', park: station.park, limit: 10 } as const;
  const alarms = async () => station.read((tx) => station.archive.alarms.list(tx, filter));
  await waitFor(async () => (await alarms()).items.length > 0, { what: 'the live alarm', ...PATIENCE });
  await waitFor(async () => (await witness.series()).size > 0, { what: 'the live series', ...PATIENCE });
  return { rows: await witness.settledLive('drill-one'), series: await witness.series() };
}

/**
 * Nothing joins two classes (isolation rules I1 and I2): what names the drill, in any table, key, stream, series or topic,
 * is of class exercise and of that drill, and of what is real nothing was written, changed or added.
 */
async function expectApart(
  drill: string,
  witness: WrittenWitness,
  before: Awaited<ReturnType<typeof plantLive>>,
): Promise<void> {
  await waitFor(async () => (await witness.series()).size > before.series.size, { what: 'its series', ...PATIENCE });
  await station.journalled(); // everything is numbered
  const rows = await witness.rows(drill);
  await witness.stop();
  expect(astray(rows, drill)).toEqual([]);
  expect(astray(witness.said, drill)).toEqual([]);
  const ofDrill = [...rows, ...witness.said].filter((one) => one.class === 'exercise');
  const places = ofDrill.map(({ where }) => where.replace(/^.*:\{s\d\}:|^drills\/.*\//, ''));
  expect([...new Set(places)].sort()).toEqual(
    expect.arrayContaining([
      ...['alarm', 'occurrence', 'deadline', 'incident', 'journal', 'legal_matter', 'outbox', 'wall_report'],
      ...['log', 'conditions', 'readings', 'commands', 'alerts'],
    ]),
  );
  expect(
    rows
      .filter(isLive)
      .map(({ where, text }) => `${where} ${text}`)
      .sort(),
  ).toEqual(before.rows);
  const series = [...(await witness.series())];
  expect(series.filter(([name]) => name.includes('"class":"actual"'))).toEqual([...before.series]);
  for (const [name] of series.filter(([one]) => !before.series.has(one))) {
    expect(name).toContain(`"class":"exercise","drill":"${drill}"`);
  }
}

/** Readings of a drill that ended long ago are deleted, and no others; the drill stays. */
async function expectKept(module: TestingModule): Promise<void> {
  const history = module.get(History);
  const now = await station.archive.records.now();
  const sample = (drill: string) => ({
    ...{ kind: 'sample' as const, class: 'exercise' as const, drill, park: station.park, outlet: OUTLET, at: CLOCK },
    ...{ monitor: station.monitor, period: 'realtime' as const, values: { w01018: { value: 1, flag: 'N' } } },
  });
  const ends = { old: now - 1_096 * DAY, young: now - 1_094 * DAY };
  for (const [id, at] of Object.entries(ends)) await station.endedAt(id, at);
  await history.write(['old', 'young', 'strange'].map((drill) => ({ ...sample(drill), receivedAt: CLOCK })));
  await waitFor(async () => (await history.drills()).includes('drill-one'), {
    what: 'the readings of the drill',
    ...PATIENCE,
  });
  await module.get(DrillKeeping).look();
  expect(await history.drills()).toEqual(['drill-one', 'strange', 'young']);
  expect((await station.drill('old')).state).toBe('ended');
}

test('a live alarm pauses it; another process takes it up where it stood; a late word is ended again', async () => {
  const module = await station.process();
  station.playPeople();
  await station.begin('drill-two', { duration: 600, injects: [spill(20)] });
  await passed('drill-two', 30);
  const trouble = { subject: { kind: 'system', id: 'gate' }, rule: 'gate-fails', park: station.park } as const;
  const began = performance.now();
  await module.get(SystemAlarms).raise({ ...trouble, severity: 'orange', explain: 'The gate fails.' });
  await waitFor(async () => (await station.drill('drill-two')).state === 'paused', { what: 'the pause', ...PATIENCE });
  expect(performance.now() - began).toBeLessThan(2_000);
  expect((await station.drill('drill-two')).paused).toMatchObject({
    why: 'live-alarm',
    liveAlarm: { severity: 'orange' },
  });
  const stood = await station.clock('drill-two');
  await module.get(SystemAlarms).clear(trouble);
  const left = await station.process({ alone: true });
  await left.get(Conductor).look();
  expect([module, left].map((one) => one.get(Conductor).driving)).toEqual([['drill-two'], []]);
  await module.get(Conductor).onModuleDestroy();
  await waitFor(() => left.get(Conductor).driving.includes('drill-two'), {
    what: 'the other process to take it',
    ...PATIENCE,
  });
  expect(await station.clock('drill-two')).toBe(stood);
  await station.resume('drill-two');
  await passed('drill-two', 60);
  expect(await alarmsOf('drill-two')).toMatchObject([{ raisedAt: CLOCK + 20_000, occurrences: 1, phase: 'abnormal' }]);
  const ending = left.get(DrillEnding);
  await station.abort('drill-two', ending);
  await forgotten('drill-two');
  const late = alarmOf('late', { class: 'exercise', drill: 'drill-two', park: station.park });
  await station.write((tx) => station.archive.alarms.save(tx, [late]));
  await left.get(EndedWatch).look();
  expect(await ending.active(station.archive.records.db, { id: 'drill-two' })).toEqual(NOTHING);
  expect((await station.drill('drill-two')).notes).toMatchObject([
    { by: 'system', text: expect.stringContaining('1 alarms') as string },
  ]);
}, 60_000);
