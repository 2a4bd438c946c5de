import { Throttle } from './throttle';

const T0 = 1_000_000_000_000;

test('a sliding window: what is older than a minute makes room', () => {
  const throttle = new Throttle([{ count: 2, perMs: 60_000 }]);
  const passes = [0, 30_000, 59_999, 60_000, 60_001, 90_000].map((at) => throttle.pass(T0 + at));
  expect(passes).toEqual([true, true, false, true, false, true]);
});

test('a penalty closes it from the first message too many', () => {
  const throttle = new Throttle([{ count: 1, perMs: 60_000, penaltyMs: 600_000 }]);
  const passes = [0, 1_000, 120_000, 600_999, 601_000].map((at) => throttle.pass(T0 + at));
  expect(passes).toEqual([true, false, false, false, true]);
});

test('all limits hold at once, and time can be compressed', () => {
  const limits = [
    { count: 2, perMs: 1_000 },
    { count: 3, perMs: 60_000 },
  ];
  const throttle = new Throttle(limits, 10);
  const passes = [0, 1, 2, 101, 102, 5_999, 6_000].map((at) => throttle.pass(T0 + at));
  expect(passes).toEqual([true, true, false, true, false, false, true]);
});
