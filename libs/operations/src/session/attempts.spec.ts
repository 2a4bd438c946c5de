import fc from 'fast-check';
import { Attempts } from './attempts';

const allowance = { burst: 3, everyMs: 1_000 };

test('a burst passes, then one a period, and the refusal says how long to wait', () => {
  const attempts = new Attempts(allowance);
  expect([0, 0, 0, 0].map((now) => attempts.take('a', now))).toEqual([0, 0, 0, 1_000]);
  expect(attempts.take('a', 400)).toBe(600);
  expect(attempts.take('a', 1_000)).toBe(0);
  expect(attempts.take('b', 1_000)).toBe(0);
});

test('an attempt that was good does not count', () => {
  const attempts = new Attempts(allowance);
  for (let n = 0; n < 20; n += 1) {
    expect(attempts.take('a', 0)).toBe(0);
    attempts.giveBack('a');
  }
});

test('never more than the allowance passes, whatever the moments', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 200 }), (moments) => {
      const attempts = new Attempts(allowance);
      const sorted = moments.sort((a, b) => a - b);
      const passed = sorted.filter((now) => attempts.take('a', now) === 0);
      const span = (passed.at(-1) ?? 0) - (passed[0] ?? 0);
      expect(passed.length).toBeLessThanOrEqual(allowance.burst + span / allowance.everyMs + 1e-6);
    }),
  );
});

test('memory is bounded and forgets what was untouched longest', () => {
  const attempts = new Attempts(allowance, 2);
  for (const key of ['a', 'a', 'a', 'b', 'a', 'c']) attempts.take(key, 0);
  expect(attempts.size).toBe(2);
  expect(attempts.take('a', 0)).toBe(1_000);
});
