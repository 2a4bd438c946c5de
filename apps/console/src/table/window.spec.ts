import fc from 'fast-check';
import { anchored, scrollTo, windowOf } from './window';

test('whatever the scroll, heights add up and every row in view is drawn', () => {
  const any = fc.record({ total: fc.nat(20_000), top: fc.integer({ min: -50, max: 800_000 }), height: fc.nat(2_000) });
  fc.assert(
    fc.property(any, ({ total, top, height }) => {
      const { from, to, above, below } = windowOf(total, 38, top, height);
      expect(above + below + (to - from) * 38).toBe(total * 38);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 38) + 18);
      const seen = Math.floor(Math.max(0, top) / 38);
      if (seen < total) {
        expect(from).toBeLessThanOrEqual(seen);
        expect(to).toBeGreaterThanOrEqual(Math.min(total, seen + Math.ceil(height / 38)));
      }
    }),
  );
});

test('a chosen row is brought into view with the least movement', () => {
  expect(scrollTo(3, 10, 0, 100)).toBe(0);
  expect(scrollTo(20, 10, 0, 100)).toBe(110);
  expect(scrollTo(2, 10, 50, 100)).toBe(20);
});

test('rows that come above the view do not move it; at the top news is seen', () => {
  const before = ['a', 'b', 'c', 'd'];
  const after = ['new', 'a', 'b', 'c', 'd'];
  expect(anchored(before, after, 10, 20)).toBe(30);
  expect(anchored(before, after, 10, 0)).toBe(0);
  expect(anchored(before, ['a', 'c', 'd'], 10, 20)).toBe(10);
  expect(anchored(before, ['a', 'b', 'd'], 10, 20)).toBe(20);
});
