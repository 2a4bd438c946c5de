import type { AlarmView, JournalEvent } from '@cofferdam/domain';
import fc from 'fast-check';
import { alarms, type AlarmsState, NO_ALARMS } from './alarms';
import { anAlarm, anEvent } from './builders';

const snapshot = (asOf: number, ...list: AlarmView[]): AlarmsState =>
  alarms(NO_ALARMS, { type: 'snapshot', snapshot: { asOf, alarms: list, past: [], pastFrom: 0 } });
const follow = (state: AlarmsState, ...events: JournalEvent[]): AlarmsState =>
  alarms(state, { type: 'events', events, now: 1_000 });
const versions = (state: AlarmsState) =>
  Object.fromEntries([...state.open.values()].map(({ alarm }) => [alarm.id, alarm.version]));

const closed = (version: number, id = 'a1') => anAlarm({ id, version, state: 'NORM', open: false, active: false });

test('a snapshot shows open alarms of the live class, and no others', () => {
  const state = snapshot(7, anAlarm(), anAlarm({ id: 'x', class: 'exercise', drill: 'd' }), closed(3, 'b'));
  expect(versions(state)).toEqual({ a1: 1 });
  expect(state).toMatchObject({ phase: 'ready', seq: 7 });
});

test('an event counts only if its number and its version are new', () => {
  const state = snapshot(7, anAlarm({ version: 5 }));
  expect(versions(follow(state, anEvent(7, anAlarm({ version: 9 }))))).toEqual({ a1: 5 });
  expect(versions(follow(state, anEvent(8, anAlarm({ version: 4 }))))).toEqual({ a1: 5 });
  expect(versions(follow(state, anEvent(8, anAlarm({ version: 6 }))))).toEqual({ a1: 6 });
});

test('what left the list does not come back with an older word', () => {
  const state = follow(snapshot(0, anAlarm()), anEvent(1, closed(4)));
  expect(versions(state)).toEqual({});
  expect(versions(follow(state, anEvent(2, anAlarm({ version: 3 }))))).toEqual({});
  expect(versions(follow(state, anEvent(2, anAlarm({ version: 5, episode: 2 }))))).toEqual({ a1: 5 });
});

test('a second snapshot replaces the first, but nothing that is known goes back in time', () => {
  const state = follow(snapshot(0, anAlarm(), anAlarm({ id: 'b' })), anEvent(1, anAlarm({ version: 8 })));
  const list = [anAlarm({ version: 7 }), anAlarm({ id: 'c' })];
  const again = alarms(state, { type: 'snapshot', snapshot: { asOf: 20, alarms: list, past: [], pastFrom: 0 } });
  expect(versions(again)).toEqual({ a1: 8, c: 1 });
});

test('an answer about an alarm is taken like an event, and is no news', () => {
  const state = alarms(snapshot(3, anAlarm()), { type: 'object', alarm: anAlarm({ version: 2, state: 'ACKED' }) });
  expect(state.open.get('a1')).toMatchObject({ alarm: { state: 'ACKED' }, arrivedAt: null });
  expect(alarms(state, { type: 'object', alarm: anAlarm() })).toBe(state);
});

test('news draws the eye: a new alarm, a new episode, a graver colour; a new value does not', () => {
  const state = snapshot(0, anAlarm());
  const arrived = (event: JournalEvent) => follow(state, event).open.get((event.data as AlarmView).id)?.arrivedAt;
  expect(arrived(anEvent(1, anAlarm({ id: 'new' })))).toBe(1_000);
  expect(arrived(anEvent(1, anAlarm({ version: 2, severity: 'red' })))).toBe(1_000);
  expect(arrived(anEvent(1, anAlarm({ version: 2, value: 70 })))).toBeNull();
});

test('what cannot be read is counted as dropped', () => {
  const broken = { ...anEvent(1, anAlarm()), data: { id: 'a1' } };
  expect(follow(snapshot(0), broken).dropped).toBe(1);
  expect(alarms(snapshot(0), { type: 'unreadable' }).dropped).toBe(1);
});

test('the history of an alarm is bounded and keeps the newest', () => {
  const events = Array.from({ length: 80 }, (_, n) => anEvent(n + 1, anAlarm({ version: n + 2 })));
  const seen = follow(snapshot(0, anAlarm()), ...events).seen.get('a1') ?? [];
  expect(seen).toHaveLength(50);
  expect(seen.at(-1)?.seq).toBe(80);
});

/** A true history: versions of three alarms in the order of the journal, and the list at any number. */
const histories = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), open: fc.boolean() }), { maxLength: 40 });

function journalOf(steps: { id: string; open: boolean }[]): JournalEvent[] {
  const version = new Map<string, number>();
  return steps.map(({ id, open }, at) => {
    version.set(id, (version.get(id) ?? 0) + 1);
    return anEvent(at + 1, { ...(open ? anAlarm({ id }) : closed(0, id)), version: version.get(id) ?? 0 });
  });
}

function listAt(journal: JournalEvent[], seq: number): AlarmView[] {
  const last = new Map(journal.filter((event) => event.seq <= seq).map(({ data }) => [(data as AlarmView).id, data]));
  return [...last.values()].map((data) => data as AlarmView).filter(({ open }) => open);
}

test('whatever is cut, repeated or taken again, the page ends where the journal ends', () => {
  const cuts = fc.array(fc.record({ from: fc.nat(45), count: fc.nat(45), again: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(histories, cuts, (steps, rounds) => {
      const journal = journalOf(steps);
      let state = snapshot(0);
      for (const { from, count, again } of rounds) {
        const start = Math.min(from, state.seq); // a reconnect asks for what comes after the last number, or earlier
        state = follow(state, ...journal.slice(start, start + count));
        const asOf = state.seq;
        const taken = { asOf, alarms: listAt(journal, asOf), past: [], pastFrom: 0 };
        if (again) state = alarms(state, { type: 'snapshot', snapshot: taken });
      }
      state = follow(state, ...journal.slice(state.seq));
      const truth = Object.fromEntries(listAt(journal, Infinity).map(({ id, version }) => [id, version]));
      expect(versions(state)).toEqual(truth);
    }),
  );
});
