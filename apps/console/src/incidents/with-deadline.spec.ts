import type { EventType } from '@cofferdam/domain';
import { anIncident, anIncidentEvent, minute } from './builders';
import { withDeadline } from './with-deadline';

const acknowledge = {
  kind: 'acknowledge',
  tier: 'enterprise',
  name: null,
  generation: 1,
  n: 1,
  dueAt: minute(5),
} as const;
const remind = { ...acknowledge, kind: 'remind', dueAt: minute(3) } as const;
const after = (type: EventType, data: object) =>
  withDeadline(anIncident(), { ...anIncidentEvent(1, anIncident(), type), data });
const kinds = (incident: ReturnType<typeof after>) => incident.deadlines.map(({ kind }) => kind);

test('a deadline that is set stands in its place, and once', () => {
  expect(kinds(after('deadline.set', remind))).toEqual(['remind', 'acknowledge', 'contain']);
  expect(kinds(after('deadline.set', acknowledge))).toEqual(['acknowledge', 'contain']);
});

test('one that is cancelled or missed is gone; whoever missed it is marked', () => {
  expect(kinds(after('deadline.cancelled', acknowledge))).toEqual(['contain']);
  const missed = after('deadline.missed', acknowledge);
  expect(kinds(missed)).toEqual(['contain']);
  expect(missed.tiers[0]).toMatchObject({ acknowledgeMissed: true, containMissed: false });
});

test('of another generation, or unreadable: nothing changes', () => {
  expect(kinds(after('deadline.cancelled', { ...acknowledge, generation: 2 }))).toEqual(['acknowledge', 'contain']);
  expect(after('deadline.set', { kind: 'acknowledge' })).toEqual(anIncident());
});
