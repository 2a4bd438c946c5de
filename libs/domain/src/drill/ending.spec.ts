import { anAlarm, seen } from '../alarm/axes.fixture';
import { alarmState, isActive, isOpen } from '../alarm/alarm';
import { T0 } from '../alarm/merge.fixture';
import { nextDeadlines } from '../escalation/next-deadlines';
import { after, context, opened, person } from '../incident/incident.fixture';
import { acknowledged } from '../legal/legal.fixture';
import { legalDeadlines } from '../legal/settle';
import { endAlarm, endIncident, endMatter, EXERCISE_ENDED } from './ending';

const { incident } = opened('main', { severity: 'orange' });
const AT = incident.openedAt + 30_000;
const NOW = incident.openedAt + 60_000;
const park = person('park');
const offered = after(
  incident,
  { act: 'hand-over', tier: null, to: 'wu', note: null },
  context(person('enterprise'), AT),
);
const suspended = after(incident, { act: 'suspend', reason: 'a dirty probe' }, context(person('enterprise'), AT));

test.each([
  ['open', incident],
  ['offered to somebody', offered],
  ['suspended', suspended],
  ['escalated', after(incident, { act: 'escalate', to: 'basin', reason: 'river' }, context(park, AT))],
])('an incident that is %s closes, nothing is due for it, nobody is paged', (_, given) => {
  const change = endIncident(given, NOW);
  expect(change?.incident).toMatchObject({
    state: 'CLOSED',
    closing: { by: 'drill', at: NOW, rootCause: EXERCISE_ENDED },
    suspension: null,
    handOver: null,
    generation: given.generation + 1,
    version: given.version + 1,
  });
  expect(change && nextDeadlines(change.incident)).toEqual([]);
  expect(change?.messages).toEqual([]);
  expect(change?.entries).toMatchObject([
    { type: 'incident.closed', at: NOW, actor: 'system', data: { state: 'CLOSED', rootCause: EXERCISE_ENDED } },
  ]);
});

test('what is final stays as it is', () => {
  const ended = endIncident(incident, NOW)?.incident ?? incident;
  expect(endIncident(ended, NOW + 1)).toBeNull();
});

const overlay = { by: 'li', at: T0, reason: 'probe', until: T0 + 1, approver: null };
test.each([
  ['active', anAlarm(), NOW],
  ['acknowledged', anAlarm({ acknowledged: seen }), NOW],
  ['latched', anAlarm({ phase: 'normal', clearedAt: T0, latched: true, acknowledged: seen }), T0],
  ['not acknowledged', anAlarm({ phase: 'normal', clearedAt: T0 }), T0],
  ['shelved', anAlarm({ shelved: { ...overlay, kind: 'timed' } }), NOW],
  ['suppressed', anAlarm({ phase: 'normal', clearedAt: T0, suppressed: { ...overlay, rule: 'follows' } }), T0],
  ['out of service', anAlarm({ outOfService: { ...overlay, workOrder: 'WO-7', deputy: 'grab' } }), NOW],
])('an alarm that is %s is normal', (_, given, clearedAt) => {
  const change = endAlarm(given, NOW);
  expect(change && alarmState(change.alarm)).toBe('NORM');
  expect(change && isActive(change.alarm)).toBe(false);
  expect(change?.alarm).toMatchObject({ clearedAt, acknowledged: given.acknowledged ?? { by: 'drill', at: NOW } });
  expect(change?.entries).toMatchObject([{ type: 'alarm.returned', at: NOW, data: { reason: EXERCISE_ENDED } }]);
});

test('an alarm that is normal stays as it is', () => {
  const calm = anAlarm({ phase: 'normal', clearedAt: T0, acknowledged: seen });
  expect(isOpen(calm)).toBe(false);
  expect(endAlarm(calm, NOW)).toBeNull();
});

test('what the law wants of it is over: no clock runs, nothing is due, nothing is told', () => {
  const { matter } = acknowledged('red', NOW);
  expect(legalDeadlines(matter)).not.toEqual([]);
  const change = endMatter(matter, NOW);
  expect(change && legalDeadlines(change.matter)).toEqual([]);
  expect(change).toMatchObject({ entries: [], messages: [] });
  expect(change?.over.map(({ state }) => state)).toEqual(matter.clocks.map(() => 'cancelled'));
  expect(change && endMatter(change.matter, NOW)).toBeNull();
});
