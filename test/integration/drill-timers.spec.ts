import { DrillSweep, Fire, Sweep, TimerAuditor } from '@cofferdam/alerting';
import {
  approvalDeadlines,
  type ApprovalRequest,
  type Drill,
  LIVE,
  overlayDeadlines,
  requestApproval,
  type Timeline,
} from '@cofferdam/domain';
import type { TestingModule } from '@nestjs/testing';
import { alarmOf, opened } from './opened-incidents';
import { drillOf, saveDrill, setClock } from './running-drill';
import { MINUTE, TimerWorkers } from './timer-workers';

const workers = new TimerWorkers();
const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
/** By the service's clock all that a drill of that morning had to do was due long ago. */
const MORNING = Date.parse('2026-03-02T08:00:00+08:00');
/** A yellow incident's first tier takes note within so long. */
const PATIENCE = 10 * MINUTE;

const records = () => workers.archive.records;
const begin = (id = 'd1'): Promise<Drill> => saveDrill(records(), drillOf(id), MORNING);
const open = (id: string, timeline = DRILL): Promise<void> =>
  workers.write((tx) => workers.archive.incidents.save(tx, [opened(id, { timeline, now: MORNING })], MORNING));
const owner = (id: string) => ({ kind: 'incident', id, ...DRILL }) as const;
const firedOf = async (id: string) =>
  (await workers.rows('incident', id)).filter(({ kind, state }) => kind === 'acknowledge' && state === 'FIRED');
async function lookAll(module: TestingModule): Promise<number> {
  await module.get(Sweep).look();
  await module.get(DrillSweep).look();
  return module.get(Fire).fired;
}

test('a drill’s deadline fires by its clock as far as conditions have come, and never by the service’s', async () => {
  const module = await workers.worker();
  await begin();
  await open('e1');
  expect(await lookAll(module)).toBe(0);
  await setClock(records(), 'd1', MORNING + PATIENCE);
  expect(await lookAll(module)).toBe(0);
  expect(await module.get(Fire).fire([owner('e1')])).toBe(0);
  await setClock(records(), 'd1', MORNING + PATIENCE, true);
  await module.get(Sweep).look();
  expect(module.get(Fire).fired).toBe(0);
  await module.get(DrillSweep).look();
  expect(await firedOf('e1')).toMatchObject([{ firedAt: MORNING + PATIENCE }]);
  expect((await workers.incident('e1')).tiers).toMatchObject([{}, { since: MORNING + PATIENCE }]);
  const [missed] = await workers.journalled('deadline.missed');
  expect(missed).toMatchObject({ class: 'exercise', drill: 'd1', at: MORNING + PATIENCE });
});

test('what is real is none of a drill’s clock, and no bell hangs for a drill', async () => {
  const module = await workers.worker();
  await begin();
  const set: string[] = [];
  workers.archive.deadlines.onSet = (rows) => set.push(...rows.map((row) => row.owner.id));
  await open('e1');
  await open('i1', LIVE);
  expect(new Set(set)).toEqual(new Set(['i1']));
  await setClock(records(), 'd1', MORNING - 1, true);
  await module.get(DrillSweep).look();
  expect(await firedOf('i1')).toEqual([]);
  await module.get(Sweep).look();
  expect(await firedOf('i1')).not.toEqual([]);
  expect(await firedOf('e1')).toEqual([]);
});

test('each drill has its own clock; one without a clock, or over, has nothing due', async () => {
  const module = await workers.worker();
  const drills = await Promise.all(['d1', 'd2', 'd3'].map(begin));
  await saveDrill(records(), drillOf('d4'));
  for (const n of [1, 2, 3, 4]) await open(`e${n}`, { ...DRILL, drill: `d${n}` });
  await open('e5', { ...DRILL, drill: 'unknown' });
  for (const id of ['d1', 'd3']) await setClock(records(), id, MORNING + PATIENCE, true);
  await saveDrill(records(), { ...(drills[0] ?? drillOf('d1')), state: 'paused' });
  await saveDrill(records(), { ...(drills[2] ?? drillOf('d3')), state: 'ended' });
  await module.get(DrillSweep).look();
  const owners = ['d3', 'd4', 'unknown'].map((drill, n) => ({ ...owner(`e${n + 3}`), drill }));
  expect(await module.get(Fire).fire(owners)).toBe(0);
  expect(await Promise.all([1, 2, 3, 4, 5].map(async (n) => (await firedOf(`e${n}`)).length))).toEqual([1, 0, 0, 0, 0]);
});

test('a poke has what is due in one drill fire at once', async () => {
  const module = await workers.worker();
  for (const id of ['d1', 'd2']) {
    await begin(id);
    await open(id.replace('d', 'e'), { ...DRILL, drill: id });
    await setClock(records(), id, MORNING + PATIENCE, true);
  }
  const sweep = module.get(DrillSweep);
  sweep.poke('d2');
  sweep.poke('d2');
  await sweep.onModuleDestroy();
  expect([(await firedOf('e1')).length, (await firedOf('e2')).length]).toEqual([0, 1]);
});

test('trouble of a drill raises no alarm about the service, and keeps nobody else waiting', async () => {
  const module = await workers.worker();
  await begin();
  for (const id of ['e1', 'e2']) await open(id);
  await workers.admin.query(`update incident set document = document || '{"policy": null}' where id = 'e1'`);
  await setClock(records(), 'd1', MORNING + PATIENCE, true);
  await module.get(DrillSweep).look();
  expect(module.get(Fire).leftAlone).toBe(1);
  expect(module.get(Fire).leavesRealAlone).toBe(false);
  expect(await firedOf('e2')).toHaveLength(1);
  await module.get(TimerAuditor).audit();
  expect((await workers.troubles()).filter((rule) => rule !== 'bells-fail')).toEqual([]);
});

test('a drill’s incident without a deadline gets it back at the drill’s time, and nobody is told; after the end none does', async () => {
  const module = await workers.worker();
  const drill = await begin();
  const over = await begin('d2');
  await open('e1');
  await open('e2', { ...DRILL, drill: 'd2' });
  await saveDrill(records(), { ...over, state: 'ended' });
  await setClock(records(), drill.id, MORNING + MINUTE);
  await workers.admin.query('delete from deadline');
  await module.get(TimerAuditor).audit();
  const pending = await workers.rows('incident', 'e1');
  expect(pending.map(({ kind }) => kind)).toContain('acknowledge');
  const [set] = (await workers.journalled('deadline.set')).slice(-1);
  expect(set).toMatchObject({ class: 'exercise', at: MORNING + MINUTE });
  expect(await workers.rows('incident', 'e2')).toEqual([]);
  expect((await workers.troubles()).filter((rule) => rule !== 'bells-fail')).toEqual([]);
});

test('overlays and approvals of a drill end by its clock', async () => {
  const module = await workers.worker();
  await begin();
  const until = MORNING + MINUTE;
  const { alarms, approvals, deadlines } = workers.archive;
  const shelved = { by: 'li', at: MORNING, reason: 'calibration', until, approver: null, kind: 'timed' } as const;
  const alarm = alarmOf('a1', { ...DRILL, shelved });
  const request: ApprovalRequest = {
    ...{ id: 'p1', ...DRILL, park: 'demo', act: 'mark-false', subject: { kind: 'incident', id: 'e1' }, incident: 'e1' },
    ...{ enterprise: null, severity: 'orange', toxic: false, seen: 1, body: {}, reason: 'probe out of the water' },
    ...{ requestedBy: 'pan', needs: { roles: ['park', 'basin'], tier: 'park' } },
  };
  const { approval } = requestApproval(request, MORNING, until);
  await workers.write(async (tx) => {
    await alarms.save(tx, [alarm]);
    await approvals.save(tx, [approval]);
    const about = { timeline: DRILL, park: 'demo', why: 'none' };
    const wanted = [
      { ...about, owner: { kind: 'alarm', id: 'a1' } as const, wanted: overlayDeadlines(alarm) },
      { ...about, owner: { kind: 'approval', id: 'p1' } as const, wanted: approvalDeadlines(approval) },
    ];
    await deadlines.reconcile(tx, wanted, MORNING);
  });
  expect(await lookAll(module)).toBe(0);
  await setClock(records(), 'd1', until, true);
  expect(await lookAll(module)).toBe(2);
  expect(await alarms.get(records().db, 'a1')).toMatchObject({ shelved: null });
  expect(await approvals.get(records().db, 'p1')).toMatchObject({ state: 'EXPIRED' });
});
