import { ConditionApplier } from '@cofferdam/alerting';
import { LIVE, type Timeline } from '@cofferdam/domain';
import { Alarms, Deadlines, Incidents, QuarantineStore } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { breach, orderOf } from './conditions';
import { DrillLine, PARK } from './drill-line';
import { saveDrill, setClock } from './running-drill';

const MINUTE = 60_000;
/** A morning long ago: by the service's clock everything of it would be due. */
const MORNING = Date.parse('2026-03-02T08:00:00+08:00');
const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const timeline = (drill: string): Timeline => ({ class: 'exercise', drill });

const line = new DrillLine();
beforeAll(() => line.start(), 90_000);
afterAll(() => line.stop());

const incidentsOf = async ({ class: class_, drill }: Timeline) => {
  const filter = { class: class_, drill, parks: '*', limit: 10 } as const;
  return (await line.module.get(Incidents).list(line.records.db, filter)).items;
};
/** A step of a drill's conductor: the clock, the samples, the tick; answers when its conditions have been applied. */
async function step(of: Timeline, at: number, value?: number): Promise<void> {
  const drill = of.drill ?? '';
  await setClock(line.records, drill, at);
  if (value !== undefined) await line.sample(of, at, value);
  await line.log.appendTick(of, PARK.id, at);
  await waitFor(async () => (await line.conditionsAt(drill)) === at, {
    what: 'the conditions of the step',
    everyMs: 5,
  });
}

test('a drill is judged, told and timed by its own clock, the live timeline by the service’s', async () => {
  await line.begin('d1', MORNING);
  await step(DRILL, MORNING + 10_000, 80);
  const [alarm] = await line.alarms(DRILL);
  expect(alarm).toMatchObject({ raisedAt: MORNING + 10_000, drill: 'd1', value: 80 });
  const [incident] = await incidentsOf(DRILL);
  expect(incident).toMatchObject({ openedAt: MORNING + 10_000, class: 'exercise' });
  expect(await line.alarms(LIVE)).toEqual([]);

  const before = Date.now();
  await line.sample(LIVE, before, 90);
  await waitFor(async () => (await incidentsOf(LIVE)).length === 1, { what: 'the live incident' });
  const [real] = await incidentsOf(LIVE);
  expect(real?.openedAt).toBeGreaterThanOrEqual(before);
  expect(await line.alarms(DRILL)).toEqual([alarm]);

  // Nobody looks: who has applied the step's conditions has what is due fire.
  const deadlines = line.module.get(Deadlines);
  const owner = { kind: 'incident', id: incident?.id ?? '' } as const;
  const [first] = await deadlines.pendingOf(line.records.db, owner);
  const due = first?.dueAt ?? 0;
  expect(due - MORNING).toBeLessThanOrEqual(11 * MINUTE);
  await step(DRILL, due - 1_000);
  expect(await deadlines.pendingOf(line.records.db, owner)).toContainEqual(first);
  await step(DRILL, due);
  const fired = async () => (await deadlines.ofOwner(line.records.db, owner)).filter(({ state }) => state === 'FIRED');
  await waitFor(async () => (await fired()).length > 0, { what: 'the deadline', everyMs: 10 });
  expect(await fired()).toMatchObject([{ dueAt: due, firedAt: due, drill: 'd1' }]);
  const live = await deadlines.ofOwner(line.records.db, { kind: 'incident', id: real?.id ?? '' });
  expect(live.map(({ state }) => state)).toEqual(live.map(() => 'PENDING'));
}, 30_000);

test('what is said of a drill after its end is dropped and counted; its timeline is forgotten', async () => {
  const of = timeline('d2');
  const drill = await line.begin('d2', MORNING);
  await step(of, MORNING + 10_000, 80);
  const applier = line.module.get(ConditionApplier);
  const before = applier.dropped;
  const known = await line.alarms(of);
  await saveDrill(line.records, { ...drill, state: 'ended' });
  await line.sample(of, MORNING + 20_000, 30);
  await line.log.appendTick(of, PARK.id, MORNING + 20_000);
  await waitFor(() => applier.dropped === before + 2, { what: 'a condition and a clock to be dropped' });
  expect(await line.alarms(of)).toEqual(known);
  await line.log.endTimeline(of, PARK.id);
  await line.log.appendTick(of, PARK.id, MORNING + 50 * MINUTE);
  // Nothing stands any more, so its digest and its condition are not said again: only the clock is.
  await waitFor(() => applier.dropped > before + 2, { what: 'the clock of a timeline that is forgotten' });
  expect(applier.dropped).toBe(before + 3);
  expect(await line.conditionsAt('d2')).toBe(MORNING + 10_000);
}, 30_000);

describe('a batch of several timelines', () => {
  const OTHER_SHARD = 9;
  const place = { park: PARK.id, subject: { kind: 'outlet', id: 'main' }, outlet: 'main' } as const;
  const said = (of: Timeline, n: number, rule: string) =>
    breach('main', n, { key: { ...of, ...place, factor: 'w01018', rule } });
  const incidentOf = async (of: Timeline, rule: string) => {
    const alarm = (await line.alarms(of)).find((one) => one.rule === rule);
    return (await incidentsOf(of)).find(({ id }) => id === alarm?.incident);
  };
  let position = '0-0';
  const apply = async (...messages: unknown[]): Promise<void> => {
    const applier = line.module.get(ConditionApplier);
    const id = `${Date.now()}-${position.length}`;
    expect(await applier.apply(OTHER_SHARD, position, [{ id, messages }])).toBe('applied');
    position = id;
  };
  beforeAll(async () => {
    await line.records.db.insertInto('condition_position').values({ shard: OTHER_SHARD, entry: position }).execute();
  });

  it('keeps the time of each, and marks a clock behind what came before it', async () => {
    await line.begin('d3', MORNING);
    await line.begin('d4', MORNING + 60 * MINUTE);
    const clock = { kind: 'clock', ...timeline('d3'), at: MORNING, order: orderOf(4) };
    await setClock(line.records, 'd3', MORNING + MINUTE);
    await apply(
      said(timeline('d3'), 1, 'mixed'),
      said(timeline('d4'), 2, 'mixed'),
      said(LIVE, 3, 'mixed'),
      { ...clock, at: MORNING + MINUTE },
      said(timeline('d9'), 5, 'mixed'),
    );
    expect((await incidentOf(timeline('d3'), 'mixed'))?.openedAt).toBe(MORNING + MINUTE);
    expect((await incidentOf(timeline('d4'), 'mixed'))?.openedAt).toBe(MORNING + 60 * MINUTE);
    expect(
      Math.abs(((await line.alarms(LIVE)).find(({ rule }) => rule === 'mixed')?.told.at ?? 0) - Date.now()),
    ).toBeLessThan(10_000);
    expect(await line.alarms(timeline('d9'))).toEqual([]);
    expect(await line.conditionsAt('d3')).toBe(MORNING + MINUTE);
    expect(await line.conditionsAt('d4')).toBe(MORNING + 60 * MINUTE);
  });

  it('has what is real applied while the drill waits for somebody', async () => {
    await line.begin('d5', MORNING);
    let applied: Promise<void> = Promise.resolve();
    await line.records.transaction(async (tx) => {
      await tx.selectFrom('drill').select('id').where('id', '=', 'd5').forUpdate().execute();
      applied = apply(said(timeline('d5'), 6, 'held'), said(LIVE, 7, 'held'));
      const real = async () => (await line.alarms(LIVE)).some(({ rule }) => rule === 'held');
      await waitFor(real, { what: 'the real alarm', timeoutMs: 5_000 });
      expect(await line.alarms(timeline('d5'))).toEqual([]);
    });
    await applied;
    expect(await line.alarms(timeline('d5'))).toHaveLength(1);
  });

  it('puts what cannot be applied of a drill into the quarantine as an exercise, and raises nothing', async () => {
    await apply({ ...said(DRILL, 8, 'odd'), onset: 'yesterday' });
    const rows = await line.module.get(QuarantineStore).list({ parks: '*', class: 'exercise', limit: 5 });
    expect(rows).toMatchObject([{ reason: 'condition-refused', class: 'exercise', topic: 'conditions/9' }]);
    const system = { ...LIVE, parks: '*', park: 'system', active: true, limit: 10 } as const;
    expect((await line.module.get(Alarms).list(line.records.db, system)).items).toEqual([]);
  });
});
