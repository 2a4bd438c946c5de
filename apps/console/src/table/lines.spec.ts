import { anAlarm } from '../alarms/builders';
import type { OverviewRowView } from '../api/incidents';
import { anIncident, minute, T0 } from '../incidents/builders';
import { overviewLines, soonestOf } from './lines';

const row = (given: Partial<OverviewRowView> = {}): OverviewRowView => ({
  ...{ id: 'r1', kind: 'enterprise', pinned: false, park: 'demo', enterprise: 'hy', unit: null, outlet: null },
  ...{ factor: null, severity: 'yellow', tier: 'enterprise', count: 22, active: 22, unacknowledged: 8 },
  ...{ bySeverity: { red: 0, orange: 0, yellow: 20, blue: 2 }, onset: minute(0), alarm: 'a9' },
  ...given,
});
const alarm = anAlarm({ id: 'a1' });
const open = new Map([['a1', { alarm, arrivedAt: null }]]);
const shape = (lines: ReturnType<typeof overviewLines>) => lines.map(({ is, id }) => `${is} ${id}`);

test('a row of one is that alarm as it is now; a row of many stays folded', () => {
  const single = row({ id: 'r0', kind: 'alarm', count: 1, alarm: 'a1' });
  expect(shape(overviewLines([single, row()], open, new Map()))).toEqual(['alarm a1', 'group row r1']);
  expect(shape(overviewLines([{ ...single, alarm: 'gone' }], open, new Map()))).toEqual(['group row r0']);
});

test('an unfolded row is followed by its members, as new as the feed has them, and by the way to more', () => {
  const members = { items: [anAlarm({ id: 'a1', version: 0 }), anAlarm({ id: 'a2' })], next: 'c', loading: false };
  const lines = overviewLines([row()], open, new Map([['r1', members]]));
  expect(shape(lines)).toEqual(['group row r1', 'alarm a1', 'alarm a2', 'more more r1']);
  expect(lines[1]).toMatchObject({ alarm: { version: 1 }, member: true });
  const whole = overviewLines([row()], open, new Map([['r1', { ...members, next: null }]]));
  expect(whole.at(-1)?.is).toBe('alarm');
});

test('the soonest deadline within a row; none is guessed for a remainder', () => {
  const later = anIncident({ id: 'i2', enterprise: 'other' });
  expect(soonestOf(row(), [later, anIncident()])).toMatchObject({ kind: 'acknowledge', at: T0 + 300_000 });
  expect(soonestOf(row({ enterprise: null, outlet: 'main' }), [anIncident()])).toMatchObject({ kind: 'acknowledge' });
  expect(soonestOf(row({ kind: 'rest', park: null }), [anIncident()])).toBeNull();
});
