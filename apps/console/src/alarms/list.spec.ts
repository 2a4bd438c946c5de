import type { AlarmView } from '@cofferdam/domain';
import type { Row } from './alarms';
import { anAlarm, anEvent } from './builders';
import { count, hold, list, NO_FILTER, raisedRecently } from './list';

const rows = (...alarms: AlarmView[]): Map<string, Row> =>
  new Map(alarms.map((alarm) => [alarm.id, { alarm, arrivedAt: null }]));
const ids = (alarms: readonly AlarmView[]) => alarms.map(({ id }) => id).join(' ');
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString();

const open = rows(
  anAlarm({ id: 'blue', severity: 'blue', raisedAt: at(9) }),
  anAlarm({ id: 'old-red', severity: 'red', raisedAt: at(1), park: 'other' }),
  anAlarm({ id: 'new-red', severity: 'red', raisedAt: at(5), state: 'ACKED' }),
  anAlarm({ id: 'gone', severity: 'orange', raisedAt: at(2), state: 'RTNUN', active: false }),
);

test('gravest first, then newest', () => {
  expect(ids(list(open, NO_FILTER, () => ''))).toBe('new-red old-red gone blue');
});

test.each([
  [{ park: 'other' }, 'old-red'],
  [{ state: 'unacknowledged' }, 'old-red gone blue'],
  [{ severities: ['red', 'blue'] }, 'new-red old-red blue'],
  [{ text: ' RED ' }, 'new-red old-red'],
] as const)('the filter %j shows %s', (filter, shown) => {
  expect(ids(list(open, { ...NO_FILTER, ...filter }, ({ id }) => id))).toBe(shown);
});

test('what lies over an alarm can be looked for, and is counted', () => {
  const shelved = {
    ...{ by: 'chen', at: at(1), reason: 'tank washing', until: at(30), approver: null },
    kind: 'timed' as const,
  };
  const some = rows(anAlarm({ id: 'a', state: 'SHLVD', shelved }), anAlarm({ id: 'b' }));
  expect(ids(list(some, { ...NO_FILTER, state: 'shelved' }, () => ''))).toBe('a');
  expect(ids(list(some, { ...NO_FILTER, state: 'out-of-service' }, () => ''))).toBe('');
  expect(count(some, null)).toMatchObject({ shelved: 1, outOfService: 0, unacknowledged: 1 });
});

test('counts are over every open alarm of the park, and exact', () => {
  expect(count(open, null)).toEqual({
    active: 3,
    unacknowledged: 3,
    open: 4,
    ...{ shelved: 0, outOfService: 0, suppressed: 0 },
    longestUnacknowledgedSince: Date.parse(at(1)),
  });
  expect(count(open, 'other')).toMatchObject({ active: 1, unacknowledged: 1, open: 1 });
  expect(count(new Map(), null).longestUnacknowledgedSince).toBeNull();
});

test('under the pointer rows stay in place, up to date; new ones wait; those that left are closed', () => {
  const [a, b, c] = [anAlarm({ id: 'a' }), anAlarm({ id: 'b' }), anAlarm({ id: 'c', severity: 'red' })];
  const graver = { ...b, severity: 'red' as const, version: 2 };
  const held = hold([a, b], [c, graver]);
  expect(ids(held.rows)).toBe('a b');
  expect(held.rows[0]).toMatchObject({ state: 'NORM', open: false });
  expect(held.rows[1]).toBe(graver);
  expect(ids(held.waiting)).toBe('c');
  expect(held.moved).toBe(true);
  expect(hold([a, b], [a, b]).moved).toBe(false);
});

test('alarms of the last ten minutes are counted from the journal, and said to be at least so many where it ends', () => {
  const events = [1, 500, 900].map((seq) => anEvent(seq, anAlarm(), 'alarm.raised'));
  const now = (events[2]?.at ?? 0) + 1;
  const state = { seen: new Map([['a1', events]]), seenFrom: 0, open: new Map<string, Row>() };
  expect(raisedRecently(state, null, now)).toEqual({ count: 2, exact: true });
  expect(raisedRecently({ ...state, seenFrom: now - 60_000 }, 'demo', now)).toEqual({ count: 2, exact: false });
  expect(raisedRecently(state, 'other', now).count).toBe(0);
});
