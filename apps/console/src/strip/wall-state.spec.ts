import { aMeasure, anIncident, minute, T0 } from '../incidents/builders';
import { wallNow } from './wall-state';

const gate = { id: 'gate', kind: 'gate' } as const;
const pond = { id: 'pond', kind: 'pond', volume: 9000, level: 600 } as const;
const report = { wall: 'gate', state: 'open', level: null, by: 'li', at: minute(0), incident: null } as const;
const measure = (state: 'started' | 'done' | 'failed', wall = 'gate') =>
  anIncident({ measures: [aMeasure({ state, wall, endedAt: state === 'started' ? null : minute(2) })] });

test('nobody has said anything: unknown', () => {
  expect(wallNow(gate, undefined, [], T0)).toEqual({ state: 'unknown', measure: null, pond: null });
});

test.each([
  ['started', 'open'],
  ['done', 'closed'],
  ['failed', 'failed'],
] as const)('a measure that is %s: the gate is %s', (state, is) => {
  expect(wallNow(gate, report, [measure(state)], T0)).toMatchObject({ state: is, measure: state });
});

test('a later report is believed before an earlier measure', () => {
  expect(wallNow(gate, { ...report, at: minute(5) }, [measure('done')], T0).state).toBe('open');
});

test('a pond has room: by its file, by a report, by the incident that fills it', () => {
  expect(wallNow(pond, undefined, [], T0).pond?.free).toBe(8400);
  expect(wallNow(pond, { ...report, wall: 'pond', level: 3000 }, [], T0).pond?.free).toBe(6000);
  const use = { wall: 'pond', volume: 9000, level: 600, inflow: 600, at: minute(0), fullAt: null } as const;
  const filling = anIncident({ pond: { ...use, generation: 1, n: 1, missed: false } });
  expect(wallNow(pond, undefined, [filling], T0 + 3_600_000).pond).toEqual({ free: 7800, share: 1200 / 9000 });
  expect(wallNow(pond, undefined, [measure('done', 'pond')], T0).state).toBe('in-use');
});
