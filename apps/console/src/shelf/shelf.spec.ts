import type { AlarmView } from '@cofferdam/domain';
import { anAlarm } from '../alarms/builders';
import { WORDS } from '../language/words';
import { beneath, countShelf, shelfOf } from './shelf';

const overlay = (until: string) => ({ by: 'li', at: '2026-11-24T07:00:00Z', reason: 'r', until, approver: null });
const timed = (until: string) => ({ ...overlay(until), kind: 'timed' as const });
const outOfService = { ...overlay('2026-11-25T07:00:00Z'), workOrder: 'WO 1', deputy: 'samples by hand' };

function open(...alarms: Partial<AlarmView>[]) {
  return new Map(alarms.map((given) => [given.id ?? '', { alarm: anAlarm(given), arrivedAt: null }]));
}

const some = open(
  { id: 'late', shelved: timed('2026-11-24T09:00:00Z') },
  { id: 'soon', shelved: timed('2026-11-24T08:00:00Z'), park: 'other' },
  { id: 'both', shelved: timed('2026-11-24T08:30:00Z'), outOfService },
  { id: 'lost', shelved: timed('no date') },
  { id: 'bare' },
);

test('soonest end first; an end that nobody knows is the soonest; two overlays, two lists', () => {
  const { shelved, suppressed, outOfService: out } = shelfOf(some, null);
  expect(shelved.map(({ id }) => id)).toEqual(['lost', 'soon', 'both', 'late']);
  expect(out.map(({ id }) => id)).toEqual(['both']);
  expect(suppressed).toEqual([]);
});

test('counts are of alarms, and of the chosen park', () => {
  expect(countShelf(some, null)).toBe(4);
  expect(countShelf(some, 'other')).toBe(1);
  expect(shelfOf(some, 'other').shelved.map(({ id }) => id)).toEqual(['soon']);
});

test('what lies beneath is told whatever lies above', () => {
  expect(beneath(anAlarm({ shelved: timed('2026-11-24T09:00:00Z') }), WORDS.en)).toEqual([
    'over the limit',
    'unacknowledged',
  ]);
  const held = anAlarm({
    ...{ active: false, quality: 'stale', latched: true, chattering: true },
    acknowledged: { by: 'li', at: '2026-11-24T07:00:00Z', note: null },
  });
  expect(beneath(held, WORDS.en)).toEqual(['normal', 'no data', 'acknowledged', 'latched', 'chattering']);
});
