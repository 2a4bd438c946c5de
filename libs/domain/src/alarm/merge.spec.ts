import type { Condition, Digest, Episode } from '../condition/condition';
import { isOpen } from './alarm';
import { mergeDigest } from './digest';
import { acked, alarmOf, condition, deliver, id, order, T0, types } from './merge.fixture';
import { merge } from './merge';

const cleared = (more: Partial<Condition> = {}): Condition =>
  condition({ phase: 'normal', clearedAt: T0 + 1000, sampleAt: T0 + 1000, order: order(2), ...more });
const ended = (episode: number, more: Partial<Episode> = {}): Episode => ({
  episode,
  onset: T0 + episode * 1000,
  clearedAt: T0 + episode * 1000 + 500,
  peak: 60,
  severityMax: 'yellow',
  ...more,
});

describe('one alarm', () => {
  test('what was never abnormal opens none', () => {
    const told = deliver([
      condition({ phase: 'pending', clearedAt: null }),
      condition({ phase: 'normal', order: order(2) }),
    ]);
    expect(told.known.alarm).toBeNull();
    expect(told.events).toEqual([]);
  });

  test('is raised with its onset, returns, and stays open until somebody has seen it', () => {
    const told = deliver([condition(), cleared()]);
    expect(types(told)).toEqual(['alarm.raised', 'alarm.returned']);
    const onset = new Date(T0).toISOString();
    expect(told.events[0]?.data).toMatchObject({ episode: 1, raisedAt: onset, late: false, arrivedAt: onset });
    expect(alarmOf(told)).toMatchObject({ phase: 'normal', clearedAt: T0 + 1000, occurrences: 1, version: 2 });
    expect(isOpen(alarmOf(told))).toBe(true);
    expect(isOpen(alarmOf({ known: acked(told.known) }))).toBe(false);
  });

  test('a repeated message changes nothing', () => {
    const once = deliver([condition()]);
    const again = merge(once.known, condition(), T0, id);
    expect(again).toMatchObject({ alarms: [], occurrences: [], entries: [] });
  });

  test('a new episode on an open alarm needs a new acknowledgement', () => {
    const seen = acked(deliver([condition()]).known);
    const told = deliver([condition({ episode: 2, onset: T0 + 9000, order: order(5), previous: [ended(1)] })], seen);
    expect(types(told)).toEqual(['alarm.returned', 'alarm.raised']);
    expect(alarmOf(told)).toMatchObject({ id: 'a2', occurrences: 1, acknowledged: null });
    const again = deliver(
      [cleared({ episode: 2, order: order(6) }), condition({ episode: 3, order: order(7) })],
      told.known,
    );
    expect(alarmOf(again)).toMatchObject({ id: 'a2', episode: 3, occurrences: 2, generation: 2 });
  });

  test('severity that rises takes the acknowledgement away, one that falls does not', () => {
    const seen = acked(deliver([condition()]).known);
    const up = deliver([condition({ severity: 'red', severityMax: 'red', order: order(2) })], seen);
    expect(types(up)).toEqual(['alarm.changed']);
    expect(alarmOf(up)).toMatchObject({ acknowledged: null, generation: 3, severity: 'red' });
    const down = deliver([condition({ severity: 'yellow', severityMax: 'red', order: order(3) })], acked(up.known));
    expect(alarmOf(down)).toMatchObject({ severity: 'yellow', severityMax: 'red', generation: 4 });
    expect(alarmOf(down).acknowledged).not.toBeNull();
  });

  test('a growing peak is told after 10 % and a minute, not before', () => {
    const first = deliver([condition()]);
    const grown = (n: number, peak: number, now: number) =>
      types(deliver([condition({ peak, value: peak, order: order(n) })], first.known, now));
    expect(grown(2, 80, T0 + 59_999)).toEqual([]);
    expect(grown(2, 65, T0 + 60_000)).toEqual([]);
    expect(grown(2, 66, T0 + 60_000)).toEqual(['alarm.changed']);
  });

  test('chattering is told when it begins, and is over with the return', () => {
    const held = deliver([condition(), condition({ phase: 'clearing', chattering: true, order: order(2) })]);
    expect(types(held)).toEqual(['alarm.raised', 'alarm.changed']);
    expect(alarmOf(held).chattering).toBe(true);
    const told = deliver([cleared({ order: order(3) })], held.known);
    expect(types(told)).toEqual(['alarm.returned']);
    expect(alarmOf(told).chattering).toBe(false);
  });

  test('a latched one takes every new episode in until somebody has looked', () => {
    const latched = acked(deliver([condition({ latching: true }), cleared({ latching: true })]).known);
    expect(isOpen(alarmOf({ known: latched }))).toBe(true);
    const next = condition({ episode: 2, latching: true, order: order(5), previous: [ended(1)] });
    expect(alarmOf(deliver([next], latched))).toMatchObject({ id: 'a1', occurrences: 2, latched: true });
  });

  test('where worse has no direction (pH) the newest peak holds', () => {
    const acid = { ratio: null, peak: 4.1, order: order(2) };
    expect(alarmOf(deliver([condition({ ratio: null, peak: 5.2 }), condition(acid)])).peak).toBe(4.1);
  });

  test('a silent monitor is also told as a monitor that went and came', () => {
    const told = deliver([condition({ ruleKind: 'silence' }), cleared({ ruleKind: 'silence' })]);
    expect(types(told)).toEqual(['alarm.raised', 'monitor.offline', 'alarm.returned', 'monitor.online']);
  });
});

describe('late words', () => {
  test('an episode from before the present one is counted and journalled, the acknowledgement stays', () => {
    const seen = acked(deliver([condition({ episode: 5, order: order(9) })]).known);
    const told = deliver([cleared({ episode: 4, order: order(3) })], seen);
    expect(types(told)).toEqual(['alarm.raised', 'alarm.changed']);
    const [raised, changed] = told.events;
    expect(raised?.data).toMatchObject({ episode: 4, late: true, version: seen.alarm?.version });
    expect(changed?.data).toMatchObject({ episode: 5, occurrences: 2, version: (seen.alarm?.version ?? 0) + 1 });
    expect(alarmOf(told).acknowledged).not.toBeNull();
  });

  test('a breach found in old data does not end one that goes on', () => {
    const on = deliver([condition({ episode: 7 })]);
    const told = deliver([cleared({ episode: 8, order: order(4), late: true, onset: T0 - 5000 })], on.known);
    expect(alarmOf(told)).toMatchObject({ episode: 7, phase: 'abnormal', occurrences: 2 });
    expect(told.known.occurrences.get(8)).toMatchObject({ late: true, onset: T0 - 5000 });
  });

  test('a breach that nobody knew of waits to be seen although it is over', () => {
    const told = deliver([cleared({ late: true })]);
    expect(types(told)).toEqual(['alarm.raised']);
    expect(told.events[0]?.data).toMatchObject({ late: true, state: 'RTNUN', active: false });
  });

  test('a lost end is made good by the next pending', () => {
    const told = deliver([
      condition(),
      condition({
        phase: 'pending',
        episode: 2,
        order: order(7),
        onset: T0 + 7000,
        previous: [ended(1, { peak: 90 })],
      }),
    ]);
    expect(types(told)).toEqual(['alarm.raised', 'alarm.returned']);
    expect(alarmOf(told)).toMatchObject({ phase: 'pending', peak: 90, clearedAt: ended(1).clearedAt });
  });
});

describe('a digest', () => {
  const digest = (conditions: Condition[], n: number): Digest => ({
    ...{ kind: 'digest', class: 'actual', drill: null, park: 'demo', outlet: 'east' },
    ...{ order: order(n), at: T0 + 60_000, conditions },
  });

  test('clears what it does not name, unless newer is known', () => {
    const { known } = deliver([condition({ order: order(5) })]);
    expect(mergeDigest([known], digest([], 4))).toEqual([]);
    const told = deliver(mergeDigest([known], digest([], 6)), known);
    expect(types(told)).toEqual(['alarm.returned']);
    expect(alarmOf(told).clearedAt).toBe(T0 + 60_000);
  });

  test('says nothing where nothing differs, and is no other outlet’s business', () => {
    const { known } = deliver([condition()]);
    expect(mergeDigest([known], digest([condition({ order: order(9) })], 9))).toEqual([]);
    expect(mergeDigest([known], { ...digest([], 9), outlet: 'west' })).toEqual([]);
    expect(mergeDigest([known], { ...digest([], 9), class: 'exercise', drill: 'd1' })).toEqual([]);
  });

  test('raises what was lost', () => {
    expect(types(deliver(mergeDigest([], digest([condition()], 2))))).toEqual(['alarm.raised']);
  });
});
