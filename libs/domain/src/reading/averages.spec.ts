import { addValue, dayMean, emptyHour, hourMean, noteMinute } from './averages';
import { localDay, localHour } from './day';

const COD = 'w01018';
const valid = (value: number) => ({ state: 'valid', value }) as const;

function hour(values: readonly (readonly [value: number, flow: number | null])[], factor = COD) {
  const sums = emptyHour();
  for (const [value, flow] of values) addValue(sums, 'realtime', factor, valid(value), flow);
  return sums;
}

test('three quarters of the due values make an hour', () => {
  expect(hourMean(hour(Array(44).fill([10, null])), COD, 60)).toEqual({ state: 'short', n: 0, due: 6 });
  expect(hourMean(hour(Array(45).fill([10, null])), COD, 60)).toMatchObject({ state: 'valid', value: 10 });
});

test('a concentration is weighted by flow where every value has one; pH never', () => {
  const values = [
    [10, 1],
    [40, 3],
  ] as const;
  expect(hourMean(hour(values), COD, 1800)).toMatchObject({ value: 32.5, flow: 2 });
  expect(
    hourMean(
      hour([
        [10, 1],
        [40, null],
      ]),
      COD,
      1800,
    ),
  ).toMatchObject({ value: 25, flow: null });
  expect(hourMean(hour(values, 'w01001'), 'w01001', 1800)).toMatchObject({ value: 25 });
});

test('no discharge is not due: it asks for fewer values, and none at all is no gap', () => {
  const sums = hour(Array(20).fill([10, 2]));
  for (let i = 0; i < 40; i++) addValue(sums, 'realtime', COD, { state: 'not-due' }, 0);
  expect(hourMean(sums, COD, 60)).toMatchObject({ state: 'valid', value: 10, flow: 2 / 3 });
  const dry = emptyHour();
  for (let i = 0; i < 60; i++) addValue(dry, 'realtime', COD, { state: 'not-due' }, 0);
  expect(hourMean(dry, COD, 60)).toEqual({ state: 'not-due' });
});

test('over-range and invalid values never enter a mean', () => {
  const sums = hour(Array(45).fill([10, null]));
  addValue(sums, 'realtime', COD, { state: 'over-range', value: 9999 }, null);
  addValue(sums, 'realtime', COD, { state: 'invalid', reason: 'fault' }, null);
  expect(hourMean(sums, COD, 60)).toMatchObject({ value: 10 });
});

test("minute values stand in, and the device's own hour value wins", () => {
  const sums = emptyHour();
  for (let i = 0; i < 6; i++) {
    noteMinute(sums, i * 600_000);
    addValue(sums, 'minute', COD, valid(20), null);
  }
  expect(hourMean(sums, COD, 60)).toMatchObject({ value: 20, own: false });
  sums.own[COD] = 33;
  expect(hourMean(sums, COD, 60)).toMatchObject({ value: 33, own: true });
});

test('a day needs three quarters of the due hours and weighs them by flow', () => {
  const hours = (n: number) => Array.from({ length: n }, (_, i) => hour([[i < 9 ? 10 : 40, i < 9 ? 1 : 3]]));
  expect(dayMean(hours(17), COD, 3600, 24)).toEqual({ state: 'short', n: 17, due: 24 });
  expect(dayMean(hours(18), COD, 3600, 24)).toMatchObject({ state: 'valid', value: 32.5 });
});

test('days and hours are local', () => {
  const at = Date.parse('2026-03-01T18:20:00Z');
  expect(localDay(at, 'Asia/Shanghai')).toEqual({
    start: Date.parse('2026-03-02T00:00:00+08:00'),
    end: Date.parse('2026-03-03T00:00:00+08:00'),
  });
  expect(localHour(at, 'Asia/Kolkata')).toBe(Date.parse('2026-03-01T17:30:00Z'));
});
