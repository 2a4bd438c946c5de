import { deadlineName, type IncidentChange, LIVE, missed, nextDeadlines } from '@cofferdam/domain';
import type { DueTime, Tx } from '@cofferdam/records';
import { ONSET } from './conditions';
import { changed, MINUTE, opened } from './opened-incidents';
import { RecordsRoom } from './records-room';

const room = new RecordsRoom();
const save = (changes: IncidentChange[], now = ONSET, why?: string) =>
  room.write((tx) => room.archive.incidents.save(tx, changes, now, why === undefined ? {} : { why }));
const owner = (id: string) => ({ kind: 'incident', id }) as const;
const rowsOf = (id: string) => room.write((tx) => room.archive.deadlines.ofOwner(tx, owner(id)));
const pendingOf = (id: string) => room.write((tx) => room.archive.deadlines.pendingOf(tx, owner(id)));

describe('deadlines', () => {
  test('what is due fires once, however many fire it, and the next one is set', async () => {
    const { incident } = opened('a');
    await save([opened('a')]);
    const now = ONSET + 6 * MINUTE;
    const fire = () =>
      room.write(async (tx) => {
        const [one] = await room.archive.incidents.lockAvailable(tx, ['a']);
        if (one === undefined) return 0;
        const due = await room.archive.deadlines.dueOf(tx, [owner('a')], now);
        const fired = await room.archive.deadlines.fired(tx, due, now);
        let state = one;
        const changes = due.map((row) => {
          const change = missed(state, row, now);
          state = change.incident;
          return change;
        });
        await room.archive.incidents.save(tx, changes, now);
        return fired;
      });
    const counts = await Promise.all(Array.from({ length: 8 }, fire));
    expect(counts.filter((count) => count > 0)).toEqual([1]);
    const rows = await rowsOf('a');
    const fired = rows.filter(({ state }) => state === 'FIRED');
    expect(fired).toMatchObject([
      { kind: 'remind', n: 1, firedAt: now, dueAt: ONSET + 5 * MINUTE, generation: incident.generation },
    ]);
    expect(rows.find(({ kind, n }) => kind === 'remind' && n === 2)).toMatchObject({
      state: 'PENDING',
      dueAt: now + 5 * MINUTE,
    });
    expect(await room.journalled('deadline.missed')).toMatchObject([
      { data: { incident: 'a', kind: 'remind', tier: 'unit', n: 1, firedAt: new Date(now).toISOString() } },
    ]);
    expect(await room.write((tx) => room.archive.deadlines.fired(tx, fired, now + 1))).toBe(0);
  });

  test('one that is no longer wanted is cancelled and says why; one that moved is set again', async () => {
    const { incident } = opened('a');
    await save([opened('a')]);
    const [tier] = incident.tiers;
    if (tier === undefined) throw new Error('nobody on duty');
    const later = { ...tier.containDue, at: tier.containDue.at + 1_000 };
    const acknowledged = { by: 'li', at: ONSET + 1 };
    const entry = { at: ONSET + 1, ...LIVE, park: 'demo', subject: owner('a'), actor: 'li', data: {} } as const;
    const change = changed(incident, {
      state: 'ACKED',
      tiers: [{ ...tier, acknowledged, containDue: later, progressDue: null }],
    });
    await save([{ ...change, entries: [{ ...entry, type: 'incident.acknowledged' }] }], ONSET + 1);
    const rows = await rowsOf('a');
    expect(rows.map(({ kind, state, why }) => [kind, state, why])).toEqual([
      ['remind', 'CANCELLED', 'acknowledged'],
      ['acknowledge', 'CANCELLED', 'acknowledged'],
      ['contain', 'PENDING', null],
    ]);
    expect(rows.at(-1)?.dueAt).toBe(later.at);
    expect((await room.journalled('deadline.cancelled')).map(({ data }) => data)).toMatchObject([
      { kind: 'acknowledge', why: 'acknowledged' },
      { kind: 'remind', why: 'acknowledged' },
    ]);
    const moved = (await room.journalled('deadline.set')).at(-1);
    expect(moved?.data).toMatchObject({ kind: 'contain', movedFrom: new Date(tier.containDue.at).toISOString() });
    const before = (await room.journalled()).length;
    await save([change]);
    expect(await room.journalled()).toHaveLength(before);
  });

  test('what was cancelled may come back, what has fired never does', async () => {
    const change = opened('a');
    const { incident } = change;
    const suspended = changed(incident, {
      state: 'SUSPENDED',
      suspension: { from: 'OPEN', at: ONSET, by: 'li', reason: 'x', due: { at: ONSET + 10, generation: 2, n: 1 } },
    });
    await save([change]);
    await save([suspended], ONSET, 'suspended');
    expect((await pendingOf('a')).map(({ kind }) => kind)).toEqual(['suspended']);
    await save([changed(incident, {})]);
    const pending = await pendingOf('a');
    expect(pending.map(deadlineName)).toEqual(nextDeadlines(incident).map(deadlineName));
    await room.write((tx) => room.archive.deadlines.fired(tx, pending.slice(0, 1), ONSET));
    await save([changed(incident, {})]);
    expect((await rowsOf('a')).filter(({ state }) => state === 'FIRED')).toHaveLength(1);
    await room.write((tx) => room.archive.deadlines.cancel(tx, pending, ONSET, 'overtaken'));
    expect((await rowsOf('a')).map(({ state }) => state).filter((state) => state !== 'CANCELLED')).toEqual(['FIRED']);
  });

  test('bells hear of due times after the commit, and not of what was undone', async () => {
    const heard: DueTime[] = [];
    room.archive.deadlines.onSet = (rows) => heard.push(...rows);
    await save([opened('a')]);
    expect(heard.map(({ dueAt }) => dueAt).sort()).toEqual(
      nextDeadlines(opened('a').incident).map(({ dueAt }) => dueAt),
    );
    heard.length = 0;
    const failing = room.write(async (tx) => {
      await room.archive.incidents.save(tx, [opened('b')], ONSET);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await room.write(async (tx) => {
      const part = room.archive.records.part(tx, async (inner) => {
        await room.archive.incidents.save(inner, [opened('c')], ONSET);
        throw new Error('no');
      });
      await expect(part).rejects.toThrow('no');
    });
    expect(heard).toEqual([]);
    room.archive.deadlines.onSet = () => {
      throw new Error('a bell is broken');
    };
    await save([opened('d')]);
    expect(await pendingOf('d')).not.toEqual([]);
    expect(() => room.archive.records.afterCommit(room.archive.records.db as Tx, () => undefined)).toThrow('running');
  });

  test('owners come soonest first; a drill keeps its own time', async () => {
    const later = Date.now() + 3_600_000;
    const due = (id: string) => ({ ...owner(id), ...LIVE });
    await save([
      ...[opened('a', { now: ONSET + MINUTE }), opened('b'), opened('c', { now: later })],
      opened('d', { timeline: { class: 'exercise', drill: 'd1' } }),
    ]);
    expect(await room.archive.deadlines.due(10)).toEqual([due('b'), due('a')]);
    expect(await room.archive.deadlines.due(1)).toEqual([due('b')]);
    expect(await room.archive.deadlines.soonest(Date.now())).toEqual([
      { owner: owner('c'), dueAt: later + 5 * MINUTE },
    ]);
  });

  test('other owners than incidents have deadlines too', async () => {
    const ends = { kind: 'overlay', tier: null, name: 'shelved', generation: 3, n: 1, dueAt: ONSET + 5 } as const;
    const reconcile = (wanted: (typeof ends)[]) =>
      room.write((tx) =>
        room.archive.deadlines.reconcile(
          tx,
          [{ owner: { kind: 'alarm', id: 'x' }, timeline: LIVE, park: 'demo', wanted, why: 'unshelved' }],
          ONSET,
        ),
      );
    await reconcile([ends]);
    await reconcile([ends]);
    await reconcile([]);
    const events = (await room.journalled()).filter(({ type }) => type.startsWith('deadline.'));
    expect(events).toMatchObject([
      { type: 'deadline.set', subject: { kind: 'alarm', id: 'x' }, data: { name: 'shelved', generation: 3 } },
      { type: 'deadline.cancelled', data: { owner: { kind: 'alarm', id: 'x' }, why: 'unshelved' } },
    ]);
  });
});
