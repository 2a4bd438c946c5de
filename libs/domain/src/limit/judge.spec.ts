import fc from 'fast-check';
import { type Bounds, compare, decimalsOf, roundForLimit, roundHalfEven } from './judge';

test.each([
  [50, 0],
  [0.05, 2],
  [7.5, 1],
  [3e-8, 8],
  [2.5e-7, 8],
  [1e21, 0],
])('%p is written with %p digits after the point', (value, digits) => expect(decimalsOf(value)).toBe(digits));

// Examples of GB/T 8170-2008 and the traps of binary fractions.
test.each([
  [12.1498, 1, 12.1],
  [12.1498, 0, 12],
  [1.05, 1, 1.0],
  [0.35, 1, 0.4],
  [2.5, 0, 2],
  [3.5, 0, 4],
  [-2.5, 0, -2],
  [1.005, 2, 1.0],
  [1.015, 2, 1.02],
  [50.5, 0, 50],
  [50.500_001, 0, 51],
  [0.000_015, 5, 0.000_02],
  [4.5e-8, 8, 4e-8],
  [7, 3, 7],
])('%p to %p digits is %p', (value, digits, rounded) => expect(roundHalfEven(value, digits)).toBe(rounded));

test('rounding moves a value by half a step at most and is done after once', () => {
  const values = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 6 }), (value, digits) => {
      const rounded = roundHalfEven(value, digits);
      expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.500_001 * 10 ** -digits);
      expect(roundHalfEven(rounded, digits)).toBe(rounded);
    }),
  );
});

const ph: Bounds = { min: 6, max: 9, decimals: 1 };
test.each<[string, number, Bounds, boolean, number | null, number]>([
  ['equal to the limit is compliant', 50, { max: 50 }, false, 1, 0],
  ['a little more rounds down', 50.4, { max: 50 }, false, 1.008, 0.4],
  ['half rounds to even', 50.5, { max: 50 }, false, 1.01, 0.5],
  ['over', 63, { max: 50 }, true, 1.26, 13],
  ['under', 25, { max: 50 }, false, 0.5, -25],
  ['a limit of 8.0 counts tenths', 8.1, { max: 8, decimals: 1 }, true, 1.0125, 0.1],
  ['pH at its lower end', 6, ph, false, null, 0],
  ['pH at its upper end', 9, ph, false, null, 0],
  ['pH 9.04', 9.04, ph, false, null, 0.04],
  ['pH 9.1', 9.1, ph, true, null, 0.1],
  ['pH 5.2', 5.2, ph, true, null, 0.8],
  ['pH inside', 7, ph, false, null, -1],
  ['too little oxygen', 4, { min: 5 }, true, null, 1],
  ['enough oxygen', 5, { min: 5 }, false, null, 0],
  ['detected', 0.00002, { notDetectedAbove: 0.00001 }, true, null, 0.00001],
  ['not detected', 0.00001, { notDetectedAbove: 0.00001 }, false, null, 0],
  ['nothing allowed', 1, { max: 0 }, true, null, 1],
])('%s', (_, value, limit, exceeded, ratio, distance) => {
  const verdict = compare(value, limit, true);
  expect(verdict.exceeded).toBe(exceeded);
  if (ratio === null) expect(verdict.ratio).toBeNull();
  else expect(verdict.ratio).toBeCloseTo(ratio, 10);
  expect(verdict.distance).toBeCloseTo(distance, 10);
});

test('unrounded, the least excess counts', () => {
  expect(compare(50.01, { max: 50 }, false).exceeded).toBe(true);
  expect(compare(50, { max: 50 }, false).exceeded).toBe(false);
  expect(compare(50.01, { max: 50 }, true).exceeded).toBe(false);
});

test('roundForLimit takes the digits of the limit', () => {
  expect(roundForLimit(0.0349, { max: 0.05 })).toBe(0.03);
  expect(roundForLimit(0.0349, { max: 0.05, decimals: 3 })).toBe(0.035);
});
