import { floodsOf, floodTime, rate } from './rate';
import { TEN_MINUTES } from './window';

const slots = { origin: 1_000_000, count: 20 };
const counts = (...all: number[]) => new Map(all.map((count, slot) => [slot, count]));
const window = { from: 1_000_000, to: 1_000_000 + 20 * TEN_MINUTES, timezone: 'UTC' };

test('quiet ten minutes count as 0', () => {
  // 20 slots: 14 of 0, then 1 1 2 3 8 12: rank 10 is 0, rank 19 is 8
  const figure = rate(counts(1, 1, 2, 3, 8, 12), slots);
  expect(figure.value).toBe(0);
  expect(figure.values).toEqual({ median: 0, p95: 8, max: 12, mean: 27 / 20, alarms: 27 });
});

test('what lies outside of the window’s slots is not counted', () => {
  expect(
    rate(
      new Map([
        [-1, 9],
        [20, 9],
        [3, 2],
      ]),
      slots,
    ).values,
  ).toMatchObject({ max: 2, alarms: 2 });
});

test('a flood begins above ten and ends with the second ten minutes in a row below five', () => {
  // slot 2 (11) enters; 4 is calm, 5 is not, 6 and 7 are: it ends with slot 7
  const floods = floodsOf(counts(10, 10, 11, 30, 4, 5, 0, 4, 10), slots);
  const at = (slot: number) => slots.origin + slot * TEN_MINUTES;
  expect(floods).toEqual([{ from: at(2), to: at(8), peak: 30 }]);
});

test('one that goes on at the end is cut there', () => {
  const floods = floodsOf(new Map([[19, 11]]), slots);
  expect(floods).toEqual([{ from: slots.origin + 19 * TEN_MINUTES, to: window.to, peak: 11 }]);
});

test('time in flood is a share of the time, floods are counted by day', () => {
  const figure = floodTime(counts(10, 10, 11, 30, 4, 5, 0, 4, 10), slots, window);
  // six of twenty slots; 20 slots are 1/7.2 of a day
  expect(figure.value).toBe(30);
  expect(figure.values).toMatchObject({ share: 30, floods: 1, longest: 60, peak: 30 });
  expect(figure.values['perDay']).toBeCloseTo(7.2);
});

test('a calm window was not in flood; one without a slot says nothing', () => {
  expect(floodTime(counts(1), slots, window).values).toEqual({ share: 0, floods: 0, perDay: 0, longest: 0, peak: 0 });
  expect(floodTime(counts(), { origin: 0, count: 0 }, window).value).toBeNull();
  expect(rate(counts(), { origin: 0, count: 0 }).value).toBeNull();
});
