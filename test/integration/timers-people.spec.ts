import { DeskWatchman, Sweep } from '@cofferdam/alerting';
import {
  type Alarm,
  type ApprovalRequest,
  approvalDeadlines,
  breakGlass,
  DEFAULT_POLICY,
  type Desk,
  deskDeadlines,
  DeskSchema,
  type DeskState,
  LIVE,
  newDeskState,
  overlayDeadlines,
  type Park,
  ParkSchema,
  sayPresent,
  requestApproval,
} from '@cofferdam/domain';
import type { Tx } from '@cofferdam/records';
import type { TestingModule } from '@nestjs/testing';
import { alarmOf, person } from './opened-incidents';
import { MINUTE, TimerWorkers } from './timer-workers';

const workers = new TimerWorkers();
const name = { zh: '名', en: 'Name' };

const types = async (): Promise<string[]> => (await workers.journalled()).map(({ type }) => type);
const pages = (kind: 'desk' | 'approval', id: string) =>
  workers.write(async (tx) =>
    (await workers.archive.outbox.of(tx, { kind, id })).map(({ message, state }) => [
      message.kind,
      message.tier,
      state,
    ]),
  );

describe('overlays of alarms', () => {
  const hidden = (id: string, at: number, until: number): Alarm =>
    alarmOf(id, {
      acknowledged: { by: 'li', at, note: null },
      shelved: { by: 'li', at, reason: 'calibration', until, approver: null, kind: 'timed' },
    });
  const save = (tx: Tx, alarms: readonly Alarm[]): Promise<void> => workers.archive.alarms.save(tx, alarms);
  const read = async (id: string): Promise<Alarm | null> => workers.archive.alarms.get(workers.archive.records.db, id);

  test('one whose time is over is lifted, once; the alarm asks to be acknowledged again', async () => {
    const now = await workers.now();
    const alarms = [hidden('over', now - MINUTE, now - 1), hidden('on', now - MINUTE, now + MINUTE)];
    await workers.write(async (tx) => {
      await save(tx, alarms);
      const wanted = alarms.map((alarm) => ({
        ...{ owner: { kind: 'alarm', id: alarm.id } as const, timeline: LIVE, park: 'demo' },
        ...{ wanted: overlayDeadlines(alarm), why: 'none' },
      }));
      await workers.archive.deadlines.reconcile(tx, wanted, now);
    });
    const both = [await workers.worker(), await workers.worker()];
    await Promise.all(both.map((module) => module.get(Sweep).look()));
    expect(await read('over')).toMatchObject({ shelved: null, acknowledged: null });
    expect(await read('on')).toMatchObject({ shelved: { reason: 'calibration' } });
    expect((await workers.rows('alarm', 'over')).map(({ state }) => state)).toEqual(['FIRED']);
    expect((await workers.rows('alarm', 'on')).map(({ state }) => state)).toEqual(['PENDING']);
    expect((await types()).filter((type) => type === 'alarm.unshelved')).toHaveLength(1);
  });

  test('at the start one without a known end is lifted, and one without a deadline gets its own', async () => {
    const now = await workers.now();
    const alarms = [hidden('unknown', now, Number.NaN), hidden('on', now, now + MINUTE)];
    await workers.write((tx) => save(tx, alarms));
    await workers.worker({ begins: true });
    expect(await read('unknown')).toMatchObject({ shelved: null });
    expect((await workers.rows('alarm', 'on')).map(({ state }) => state)).toEqual(['PENDING']);
    expect(await workers.rows('alarm', 'unknown')).toEqual([]);
  });
});

describe('approvals', () => {
  const request: ApprovalRequest = {
    ...{ id: 'a1', ...LIVE, park: 'demo', act: 'mark-false', subject: { kind: 'incident', id: 'i1' }, incident: 'i1' },
    ...{ enterprise: null, severity: 'orange', toxic: false, seen: 1, body: {}, reason: 'probe out of the water' },
    ...{ requestedBy: 'pan', needs: { roles: ['park', 'basin'], tier: 'park' } },
  };
  const save = async (change: ReturnType<typeof requestApproval>): Promise<void> =>
    workers.write(async (tx) => {
      const { approval, messages } = change;
      await workers.archive.approvals.save(tx, [approval]);
      await workers.archive.outbox.write(tx, messages);
      const owner = { kind: 'approval', id: approval.id } as const;
      const wanted = approvalDeadlines(approval);
      await workers.archive.deadlines.reconcile(tx, [{ owner, timeline: LIVE, park: 'demo', wanted, why: 'none' }], 0);
    });
  const read = async () => workers.archive.approvals.get(workers.archive.records.db, 'a1');

  test('one that nobody answers expires, and its page is taken back', async () => {
    const now = await workers.now();
    await save(requestApproval(request, now - 6 * MINUTE, now - MINUTE));
    const module = await workers.worker();
    await module.get(Sweep).look();
    expect(await read()).toMatchObject({ state: 'EXPIRED' });
    expect((await workers.rows('approval', 'a1')).map(({ state }) => state)).toEqual(['FIRED']);
    expect(await types()).toEqual(expect.arrayContaining(['deadline.missed', 'approval.expired']));
    expect(await pages('approval', 'a1')).toEqual([
      ['approve', 'park', 'CANCELLED'],
      ['end', 'park', 'PENDING'],
    ]);
  });

  test('a broken glass that nobody has looked at pages again, and stays due', async () => {
    const now = await workers.now();
    await save(breakGlass(request, now - 48 * 60 * MINUTE, 'Asia/Shanghai'));
    const module = await workers.worker();
    await module.get(Sweep).look();
    expect((await workers.rows('approval', 'a1')).map(({ kind, n, state }) => [kind, n, state])).toEqual([
      ['review', 1, 'FIRED'],
      ['review', 2, 'PENDING'],
    ]);
    expect((await pages('approval', 'a1')).at(-1)).toEqual(['review', 'park', 'PENDING']);
  });
});

describe('desks', () => {
  const desk = (id: string, tier: Desk['tier'], more: object = {}): Desk =>
    DeskSchema.parse({ id, name, tier, members: [{ user: `${id}-1` }], ...more });
  const park = (desks: Desk[]): Park =>
    ParkSchema.parse({
      ...{ id: 'demo', name, desks, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
      outlets: [{ id: 'main', name, kind: 'enterprise-main' }],
    });
  const set = (state: DeskState): Promise<void> =>
    workers.write(async (tx) => {
      await workers.archive.desks.saveState(tx, [state]);
      const owner = { kind: 'desk', id: state.id } as const;
      const wanted = deskDeadlines(state);
      await workers.archive.deadlines.reconcile(tx, [{ owner, timeline: LIVE, park: 'demo', wanted, why: 'none' }], 0);
    });
  const state = async (id: string): Promise<DeskState> => {
    const found = await workers.archive.desks.stateOf(workers.archive.records.db, id);
    if (found === null) throw new Error(`no state of ${id}`);
    return found;
  };
  const tiers = async (id: string) => (await workers.incident(id)).tiers.map(({ tier }) => tier);
  let module: TestingModule;

  beforeEach(async () => {
    const desks = [desk('night', 'unit', { enterprise: 'acme' }), desk('works', 'enterprise'), desk('hall', 'park')];
    await workers.archive.register.importParks([park(desks)], 'test');
    module = await workers.worker();
  });

  test('a hand-over that nobody accepts escalates what the desk answers for (E6), once', async () => {
    const now = await workers.now();
    await workers.open('ours');
    await workers.open('theirs', { enterprise: 'bolt' });
    await workers.open('elsewhere', { park: 'west' });
    const digest = { incidents: 1, shelved: 0, nextDueAt: null };
    const offer = { from: 'night-1', to: 'night-2', at: now - 11 * MINUTE, dueAt: now - MINUTE, generation: 1 };
    const offered = { ...newDeskState('demo', desk('night', 'unit')), holder: 'night-1', heldSince: now - 60 * MINUTE };
    await set({ ...offered, generation: 1, offer: { ...offer, note: null, missed: false, digest } });
    await module.get(Sweep).look();
    await module.get(Sweep).look();
    expect(await tiers('ours')).toEqual(['unit', 'enterprise']);
    expect(await workers.incident('ours')).toMatchObject({ tiers: [{}, { trigger: 'E6' }] });
    expect(await tiers('theirs')).toEqual(['unit']);
    expect(await tiers('elsewhere')).toEqual(['unit']);
    expect(await state('demo.night')).toMatchObject({ holder: 'night-1', offer: { missed: true } });
    expect((await types()).filter((type) => type === 'desk.hand-over-missed')).toHaveLength(1);
    expect(await pages('desk', 'demo.night')).toEqual([['hand-over', 'enterprise', 'PENDING']]);
  });

  test('somebody alone at night is asked, and no answer escalates (E7)', async () => {
    await workers.open('ours');
    const now = await workers.now();
    const asked = { ...newDeskState('demo', desk('night', 'unit')), askAt: now - 1, questions: 1 };
    await set(asked);
    await module.get(Sweep).look();
    expect(await state('demo.night')).toMatchObject({ askAt: null, presence: {} });
    expect(await tiers('ours')).toEqual(['unit']);
    const waiting = await state('demo.night');
    await set({ ...waiting, presence: { askedAt: now - 4 * MINUTE, dueAt: now - MINUTE } });
    await module.get(Sweep).look();
    expect(await tiers('ours')).toEqual(['unit', 'enterprise']);
    expect(await workers.incident('ours')).toMatchObject({ tiers: [{}, { trigger: 'E7' }] });
    expect(await types()).toEqual(expect.arrayContaining(['desk.presence-asked', 'desk.presence-missed']));
    expect(await pages('desk', 'demo.night')).toEqual([
      ['presence', 'unit', 'PENDING'],
      ['presence', 'enterprise', 'PENDING'],
    ]);
    expect((await workers.rows('desk', 'demo.night')).map(({ state: of }) => of)).toEqual(
      expect.arrayContaining(['FIRED', 'PENDING']),
    );
  });

  test('who says that they are there is left alone for a while', async () => {
    const now = await workers.now();
    await set({ ...newDeskState('demo', desk('night', 'unit')), askAt: now - 1, questions: 1 });
    await module.get(Sweep).look();
    const answered = sayPresent(await state('demo.night'), person('unit', 'night-1'), { now, policy: DEFAULT_POLICY });
    await set(answered.state);
    const rows = await workers.rows('desk', 'demo.night');
    expect(rows.map(({ name: what, state: of }) => [what, of])).toEqual([
      ['ask', 'FIRED'],
      ['answer', 'CANCELLED'],
      ['ask', 'PENDING'],
    ]);
  });

  test('desks are asked while one person answers for them at night, and no longer', async () => {
    const alone = { shifts: [{ id: 's', name, from: '00:00', to: '24:00', members: ['night-1'] }] };
    const both = { members: [{ user: 'day-1' }, { user: 'day-2' }] };
    const hour = new Date(await workers.now()).getUTCHours();
    // A zone in which it is about midnight now, and one in which it is about noon.
    const zone = (local: number) => `Etc/GMT${signed((hour - local + 24) % 24)}`;
    const desks = [desk('night', 'unit', alone), desk('day', 'unit', both)];
    const importAt = (timezone: string) => workers.archive.register.importParks([{ ...park(desks), timezone }], 'test');
    await importAt(zone(0));
    await module.get(DeskWatchman).look();
    await module.get(DeskWatchman).look();
    expect((await workers.rows('desk', 'demo.night')).map(({ kind, state: of }) => [kind, of])).toEqual([
      ['presence', 'PENDING'],
    ]);
    expect(await workers.rows('desk', 'demo.day')).toEqual([]);
    await importAt(zone(12));
    await module.get(DeskWatchman).look();
    expect((await workers.rows('desk', 'demo.night')).map(({ state: of, why }) => [of, why])).toEqual([
      ['CANCELLED', 'not-alone'],
    ]);
  });
});

/** Names of zones have the sign of what is west of Greenwich: `Etc/GMT-8` is eight hours ahead. */
const signed = (behind: number): string => (behind > 12 ? `-${24 - behind}` : `+${behind}`);
