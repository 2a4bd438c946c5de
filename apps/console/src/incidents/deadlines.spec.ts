import { anIncident, minute, T0 } from './builders';
import { countdown, nextDue, pondNow, shareGone, urgency } from './deadlines';

const MINUTE = 60_000;

test('the soonest of what people have to do is next; the service’s own pages are not', () => {
  const remind = { kind: 'remind', tier: 'enterprise', name: null, generation: 1, n: 1, dueAt: minute(2) } as const;
  const { deadlines } = anIncident();
  expect(nextDue(anIncident({ deadlines: [remind, ...deadlines] }))).toEqual({
    ...{ kind: 'acknowledge', tier: 'enterprise', at: T0 + 5 * MINUTE },
  });
  expect(nextDue(anIncident({ deadlines: [remind] }))).toBe('missed');
  expect(nextDue(anIncident({ deadlines: [], state: 'CLOSED' }))).toBeNull();
});

test.each([
  [48_000, '00:48'],
  [47_001, '00:48'],
  [0, '00:00'],
  [-5_000, '00:00'],
  [3_599_000, '59:59'],
  [11_280_000, '3:08:00'],
  [26 * 3_600_000 + MINUTE, '1 d 02:01'],
])('%d ms left is shown as %s', (left, shown) => {
  expect(countdown(left, 'd')).toBe(shown);
});

test('red under a minute, overdue when past', () => {
  expect([61_000, 59_999, 1, 0, -1].map(urgency)).toEqual(['calm', 'soon', 'soon', 'overdue', 'overdue']);
});

test('the bar fills from the beginning of the duty to its end, and no further', () => {
  expect([-1, 0, 5, 10, 11].map((now) => shareGone(0, 10, now))).toEqual([0, 0, 0.5, 1, 1]);
  expect(shareGone(10, 10, 5)).toBe(1);
});

test('the pond fills as time goes by', () => {
  const pond = { volume: 8400, level: 400, inflow: 4000, at: minute(0), fullAt: minute(120) };
  expect(pondNow(pond, T0)).toEqual({ free: 8000, share: 400 / 8400, leftMs: 120 * MINUTE });
  expect(pondNow(pond, T0 + 60 * MINUTE)).toMatchObject({ free: 4000, leftMs: 60 * MINUTE });
  expect(pondNow(pond, T0 + 300 * MINUTE)).toMatchObject({ free: 0, share: 1 });
  expect(pondNow({ ...pond, inflow: 0, fullAt: null }, T0).leftMs).toBeNull();
});
