import { isIndicative, slotsOf, TEN_MINUTES } from './window';

const at = (text: string): number => Date.parse(text);
const slots = (from: string, to: string, timezone: string) => slotsOf({ from: at(from), to: at(to), timezone });

test('slots lie on the park’s clock, and only whole ones count', () => {
  const { origin, count } = slots('2026-01-31T00:03:00+08:00', '2026-01-31T01:09:00+08:00', 'Asia/Shanghai');
  expect([origin, count]).toEqual([at('2026-01-31T00:10:00+08:00'), 5]);
});

test('a zone that is a quarter of an hour off has its own tens', () => {
  // 10:00 in Kathmandu is 04:15 UTC, which is no full ten minutes there.
  expect(slots('2026-01-31T04:15:00Z', '2026-01-31T04:35:00Z', 'Asia/Kathmandu')).toEqual({
    origin: at('2026-01-31T04:15:00Z'),
    count: 2,
  });
});

test('a day of summer time’s change has as many as it has', () => {
  const { count } = slots('2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 'Europe/Berlin');
  expect(count).toBe(23 * 6);
});

test('a window that is shorter than a slot has none', () => {
  expect(slots('2026-01-31T00:01:00Z', '2026-01-31T00:02:00Z', 'UTC').count).toBe(0);
});

test('under thirty days a figure is indicative', () => {
  const day = 144 * TEN_MINUTES;
  expect([29.99, 30].map((days) => isIndicative({ from: 0, to: days * day }))).toEqual([true, false]);
});
