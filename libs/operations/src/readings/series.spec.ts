import { basisOf, gapsOf, pageOf } from './series';

const minute = 60_000;
const monitor = { id: 'A', interval: 60 };
const rows = (...minutes: number[]) => minutes.map((m) => ({ at: m * minute, monitor: 'A' }));
const gaps = (times: number[], from: number, to: number, before: number[] = []) =>
  gapsOf(monitor, 'realtime', rows(...times), { from: from * minute, to: to * minute, before: rows(...before) }).map(
    (gap) => [gap.from / minute, gap.to / minute],
  );

test.each([
  ['none within two and a half intervals', [0, 1, 3, 5.5], 0, 6, [], []],
  ['between two readings', [0, 1, 4, 5], 0, 6, [], [[1, 4]]],
  [
    'before the first and after the last',
    [5, 6],
    0,
    10,
    [],
    [
      [0, 5],
      [6, 10],
    ],
  ],
  ['everywhere', [], 0, 10, [], [[0, 10]]],
  ['across the start', [2], 0, 3, [-2], [[-2, 2]]],
  ['not across the start', [1], 0, 2, [-1], []],
] as [string, number[], number, number, number[], number[][]][])(
  'a gap: %s',
  (_, times, from, to, before, expected) => {
    expect(gaps(times, from, to, before)).toEqual(expected);
  },
);

test('another monitor fills no gap', () => {
  const other = rows(0, 1, 2, 3, 4).map((row) => ({ ...row, monitor: 'B' }));
  expect(gapsOf(monitor, 'realtime', other, { from: 0, to: 4 * minute, before: [] })).toHaveLength(1);
});

test('a page ends between moments, never within one', () => {
  expect(pageOf(rows(1, 2, 2, 3), 2)).toEqual({ items: rows(1), next: 2 * minute });
  expect(pageOf(rows(1, 2, 3), 2)).toEqual({ items: rows(1, 2), next: 3 * minute });
  expect(pageOf(rows(1, 2), 2)).toEqual({ items: rows(1, 2), next: null });
});

test('a period is held against the limits that bind it', () => {
  expect((['realtime', 'minute', 'hour', 'day'] as const).map(basisOf)).toEqual(['instant', 'instant', 'hour', 'day']);
});
