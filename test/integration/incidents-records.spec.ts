import { deadlineName, type Incident, type IncidentChange, LIVE, nextDeadlines } from '@cofferdam/domain';
import { CursorError } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { ONSET } from './conditions';
import { alarmOf, changed, MINUTE, opened } from './opened-incidents';
import { RecordsRoom } from './records-room';

const room = new RecordsRoom();
const save = (changes: IncidentChange[], now = ONSET, why?: string) =>
  room.write((tx) => room.archive.incidents.save(tx, changes, now, why === undefined ? {} : { why }));
const owner = (id: string) => ({ kind: 'incident', id }) as const;
const rowsOf = (id: string) => room.write((tx) => room.archive.deadlines.ofOwner(tx, owner(id)));
const pendingOf = (id: string) => room.write((tx) => room.archive.deadlines.pendingOf(tx, owner(id)));
const list = (more: object = {}) =>
  room.read((tx) => room.archive.incidents.list(tx, { ...LIVE, parks: '*', limit: 100, ...more }));

describe('incidents', () => {
  test('one that is saved has its deadlines, messages and events, whatever the others in the batch', async () => {
    const changes = Array.from({ length: 40 }, (_, i) => opened(`i${i}`));
    await save(changes);
    const wanted = nextDeadlines(changes[7]?.incident as Incident);
    expect((await pendingOf('i7')).map(deadlineName)).toEqual(wanted.map(deadlineName));
    expect((await list()).total).toBe(40);
    expect(await room.write((tx) => room.archive.incidents.get(tx, 'i7'))).toEqual(changes[7]?.incident);
    const events = await room.journalled();
    expect(events.filter(({ type }) => type === 'incident.opened')).toHaveLength(40);
    expect(events.find(({ type, subject }) => type === 'deadline.set' && subject.id === 'i7')).toMatchObject({
      ...{ class: 'actual', park: 'demo', subject: owner('i7'), actor: 'system' },
      data: { incident: 'i7', owner: owner('i7'), kind: 'acknowledge', tier: 'unit', n: 1 },
    });
    const messages = await room.write((tx) => room.archive.outbox.of(tx, owner('i7')));
    expect(messages.map(({ message }) => message)).toEqual(changes[7]?.messages);
  });

  test('a batch costs the same number of statements however large it is', async () => {
    const count = async (changes: IncidentChange[]): Promise<number> => {
      let statements = 0;
      const spy = jest.spyOn(
        room.archive.records.db.getExecutor().constructor.prototype as { executeQuery(): void },
        'executeQuery',
      );
      await save(changes);
      statements = spy.mock.calls.length;
      spy.mockRestore();
      return statements;
    };
    const few = await count([opened('a')]);
    expect(few).toBeGreaterThan(3);
    expect(few).toBeLessThan(9);
    expect(await count(Array.from({ length: 40 }, (_, i) => opened(`b${i}`)))).toBe(few);
  });

  test('of several changes of one incident the last counts, and what all of them say is written', async () => {
    const first = opened('a');
    const second = { ...changed(first.incident, { joinedAt: 7 }), entries: first.entries, messages: first.messages };
    await save([first, second]);
    expect(await room.write((tx) => room.archive.incidents.get(tx, 'a'))).toMatchObject({ joinedAt: 7 });
    expect(await room.journalled('incident.opened')).toHaveLength(2);
    // The same message twice is one row.
    expect(await room.write((tx) => room.archive.outbox.of(tx, owner('a')))).toHaveLength(first.messages.length);
  });

  test('incidents that another one changes with it are saved too', async () => {
    const [a, b] = [opened('a'), opened('b')];
    await save([a, b]);
    const merged = { ...b.incident, state: 'MERGED', mergedInto: 'a' } as const;
    await save([{ ...changed(a.incident, { alarmCount: 2 }), others: [merged] }], ONSET, 'merged');
    expect(await room.write((tx) => room.archive.incidents.get(tx, 'b'))).toMatchObject({ state: 'MERGED' });
    expect(await pendingOf('b')).toEqual([]);
    expect((await rowsOf('b')).every(({ state, why }) => state === 'CANCELLED' && why === 'merged')).toBe(true);
    expect(await pendingOf('a')).not.toEqual([]);
  });

  test('an alarm may join what is open, and what was closed a short while ago, of its own source and timeline', async () => {
    const drill = { class: 'exercise', drill: 'd1' } as const;
    const closed = (id: string, ago: number): IncidentChange =>
      changed(opened(id).incident, { state: 'CLOSED', closing: { by: 'li', at: ONSET - ago, rootCause: null } });
    await save([
      ...[opened('d'), opened('b', { enterprise: null }), opened('c', { enterprise: 'bolt' })],
      ...[
        opened('e', { timeline: drill }),
        opened('f', { park: 'west' }),
        changed(opened('g').incident, { state: 'FALSE_ALARM' }),
      ],
      ...[closed('a', 23 * 60 * MINUTE), closed('h', 25 * 60 * MINUTE)],
    ]);
    const found = (scope: object, ids: string[] = []) =>
      room.write((tx) =>
        room.archive.incidents.lockOpenOf(tx, [{ ...LIVE, park: 'demo', enterprises: ['acme'], ...scope }], ONSET, {
          ids,
        }),
      );
    const idsOf = (incidents: Incident[]) => incidents.map(({ id }) => id);
    expect(idsOf(await found({}))).toEqual(['a', 'd']);
    expect(idsOf(await found({}, ['h', 'c', 'd']))).toEqual(['a', 'c', 'd', 'h']);
    expect(idsOf(await found({ enterprises: [null, 'bolt'] }))).toEqual(['b', 'c']);
    expect(idsOf(await found(drill))).toEqual(['e']);
    expect(idsOf(await found({ park: 'west' }))).toEqual(['f']);
    expect(await room.write((tx) => room.archive.incidents.lockOpenOf(tx, [], ONSET))).toEqual([]);
  });

  test('whoever waited for a lock sees what has become of the incident', async () => {
    const { incident } = opened('a');
    await save([opened('a')]);
    let found: Promise<Incident[]> | undefined;
    await room.write(async (tx) => {
      await room.archive.incidents.lock(tx, ['a']);
      found = room.write((other) =>
        room.archive.incidents.lockOpenOf(other, [{ ...LIVE, park: 'demo', enterprises: ['acme'] }], ONSET),
      );
      const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      await waitFor(async () => (await room.admin.query(waits)).rowCount === 1, { what: 'somebody who waits' });
      await room.archive.incidents.save(tx, [changed(incident, { state: 'FALSE_ALARM' })], ONSET);
    });
    expect(await found).toEqual([]);
  });

  test('who is at work on an incident is left alone', async () => {
    await save([opened('a'), opened('b')]);
    await room.write(async (tx) => {
      await room.archive.incidents.lock(tx, ['a']);
      const free = await room.write((other) => room.archive.incidents.lockAvailable(other, ['b', 'a', 'z']));
      expect(free.map(({ id }) => id)).toEqual(['b']);
    });
  });

  test('numbers of a day go up by one, whoever counts at the same time', async () => {
    const next = (park: string, day: string, count?: number) =>
      room.write((tx) => room.archive.incidents.nextNumber(tx, LIVE, park, day, count));
    const taken = await Promise.all(Array.from({ length: 20 }, () => next('demo', '2026-01-01')));
    expect(taken.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect([await next('demo', '2026-01-01', 5), await next('demo', '2026-01-01')]).toEqual([21, 26]);
    expect([await next('demo', '2026-01-02'), await next('west', '2026-01-01')]).toEqual([1, 1]);
    const drill = { class: 'exercise', drill: 'd1' } as const;
    expect(await room.write((tx) => room.archive.incidents.nextNumber(tx, drill, 'demo', '2026-01-01'))).toBe(1);
  });

  test('pages hold everything once, gravest and newest first', async () => {
    const severities = ['blue', 'yellow', 'orange', 'red'] as const;
    const many = Array.from({ length: 23 }, (_, i) =>
      opened(`i${i}`, { severity: severities[i % 4] ?? 'blue', now: ONSET + (i % 5) }),
    );
    await save(many);
    const seen: Incident[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 5, ...(after !== undefined && { after }) });
      expect(page.total).toBe(23);
      seen.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(23);
    const places = seen.map(({ severity, openedAt }) => severities.indexOf(severity) * 10 + openedAt - ONSET);
    expect(places).toEqual([...places].sort((a, b) => b - a));
    await expect(list({ after: 'rubbish' })).rejects.toThrow(CursorError);
    expect((await list({ severity: 'red', open: true, state: 'OPEN', enterprise: 'acme' })).total).toBe(5);
    expect([(await list({ open: false })).total, (await list({ parks: ['west'] })).total]).toEqual([0, 0]);
  });

  test("how its alarms stand is counted, and 'falling' means a tenth on the good side of every peak", async () => {
    const members = [
      alarmOf('a', { incident: 'i', value: 50 }),
      alarmOf('b', { incident: 'i', value: 57, phase: 'normal', latched: true }),
      alarmOf('c', {
        incident: 'i',
        peak: 4,
        value: 4.5,
        limit: 6,
        ratio: null,
        acknowledged: { by: 'li', at: 1, note: null },
      }),
      alarmOf('d', { incident: 'other' }),
    ];
    const facts = (more: object[] = []) =>
      room.write(async (tx) => {
        await room.archive.alarms.save(tx, [
          ...members,
          ...more.map((part, i) => alarmOf(`m${i}`, { incident: 'i', ...part })),
        ]);
        return room.archive.incidents.members(tx, 'i');
      });
    const counted = { open: 3, active: 2, unacknowledged: 2, latched: 1, outOfService: 0, falling: true };
    expect(await facts()).toEqual(counted);
    const alarms = await room.write((tx) => room.archive.incidents.alarmsOf(tx, 'i'));
    expect(alarms.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(await facts([{ value: 60 }])).toMatchObject({ active: 3, falling: false });
    expect(await facts([{ value: null, peak: null, limit: null }])).toMatchObject({ falling: false });
    expect(await room.write((tx) => room.archive.incidents.members(tx, 'nobody'))).toMatchObject({
      open: 0,
      falling: true,
    });
    const ofIncident = await room.read((tx) =>
      room.archive.alarms.list(tx, { ...LIVE, parks: '*', limit: 9, incident: 'other' }),
    );
    expect(ofIncident.items.map(({ id }) => id)).toEqual(['d']);
  });

  test('its timeline is what happened to it and its alarms, by number', async () => {
    await save([opened('a'), opened('b')]);
    const about = { at: ONSET, type: 'alarm.changed', ...LIVE, park: 'demo', actor: 'system' } as const;
    const entry = { ...about, subject: { kind: 'alarm', id: 'x' }, data: { incident: 'a' } };
    await room.write((tx) => room.archive.journal.write(tx, [entry, { ...entry, data: 'text' }]));
    const all = await room.journalled();
    const ofA = (page: { after?: number; limit: number }) =>
      room.read((tx) => room.archive.journal.ofIncident(tx, 'a', page));
    const timeline = await ofA({ limit: 100 });
    expect(timeline).toEqual(
      all.filter(({ subject, data }) => subject.id === 'a' || (data as typeof entry.data).incident === 'a'),
    );
    expect(timeline.at(-1)).toMatchObject({ type: 'alarm.changed' });
    expect(await ofA({ after: timeline[0]?.seq ?? 0, limit: 1 })).toEqual(timeline.slice(1, 2));
  });

  test('one that nothing is pending for is found', async () => {
    await save([opened('a'), opened('b'), changed(opened('c').incident, { state: 'FALSE_ALARM' })]);
    expect(await room.archive.incidents.openWithoutDeadline()).toEqual([]);
    await room.admin.query(`update deadline set state = 'CANCELLED' where owner = 'b'`);
    expect((await room.archive.incidents.openWithoutDeadline()).map(({ id }) => id)).toEqual(['b']);
  });
});
