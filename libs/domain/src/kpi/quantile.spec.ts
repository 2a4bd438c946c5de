import { largest, percent, quantile, seconds } from './quantile';

test('nearest rank: the answer was measured', () => {
  // 1 1 1 5 9: rank ⌈0.5·5⌉ = 3 is 1, rank ⌈0.9·5⌉ = 5 is 9
  const seen = [
    [5, 1],
    [1, 3],
    [9, 1],
  ] as const;
  expect([0, 0.5, 0.61, 0.9, 1].map((share) => quantile(seen, share))).toEqual([1, 1, 5, 9, 9]);
  expect(largest(seen)).toBe(9);
});

test('of nothing there is no figure: neither 0 nor NaN', () => {
  expect([quantile([], 0.5), largest([]), percent(0, 0), seconds(null)]).toEqual([null, null, null, null]);
  expect([percent(0, 4), percent(1, 4)]).toEqual([0, 25]);
});
