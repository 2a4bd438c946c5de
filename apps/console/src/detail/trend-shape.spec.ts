import { type Series, trendShape } from './trend-shape';

const T0 = Date.parse('2026-11-24T07:00:00Z');
const iso = (minute: number) => new Date(T0 + minute * 60_000).toISOString();
const frame = { width: 600, height: 120, from: T0, to: T0 + 3_600_000 };
const point = (minute: number, value: number | null, flag = 'N', monitor = 'A') => ({
  at: iso(minute),
  monitor,
  value,
  flag,
});
const series = (items: Series['items'], gaps: [number, number][] = []): Series => ({
  items,
  gaps: gaps.map(([from, to]) => ({ monitor: 'A', from: iso(from), to: iso(to) })),
});

test('a line runs through what counts, and stops at gaps', () => {
  const shape = trendShape(series([point(0, 10), point(1, 20), point(30, 30), point(31, 40)], [[1, 30]]), [], frame);
  expect(shape.lines).toHaveLength(2);
  expect(shape.lines[0]).toMatch(/^M0 .+L10 /);
  expect(shape.gaps).toEqual([{ x1: 10, x2: 300 }]);
  expect(shape).toMatchObject({ min: 10, max: 40 });
});

test('flags are marks, not values', () => {
  const shape = trendShape(series([point(0, 10), point(1, 900, 'C'), point(2, null, 'B'), point(3, 12)]), [], frame);
  expect(shape.lines).toHaveLength(2);
  expect(shape.flags.map(({ flag }) => flag)).toEqual(['C', 'B']);
  expect(shape.max).toBe(12);
});

test('two monitors are two lines', () => {
  const shape = trendShape(
    series([point(0, 10), point(0, 50, 'N', 'B'), point(1, 11), point(1, 51, 'N', 'B')]),
    [],
    frame,
  );
  expect(shape.lines).toHaveLength(2);
});

test('limits lie within the frame, above what is below them', () => {
  const shape = trendShape(series([point(0, 10), point(1, 12)]), [50], frame);
  expect(shape.y(50)).toBeGreaterThanOrEqual(0);
  expect(shape.y(50)).toBeLessThan(shape.y(12));
});

test('nothing, one value, and a flat line are drawn without nonsense', () => {
  expect(trendShape(series([]), [], frame)).toMatchObject({ lines: [], last: null, min: null });
  for (const items of [[point(0, 0)], [point(0, 7), point(1, 7)]]) {
    const { lines } = trendShape(series(items), [], frame);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/NaN|Infinity/);
  }
});
