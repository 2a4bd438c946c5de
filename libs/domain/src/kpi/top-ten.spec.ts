import { topTen } from './top-ten';

const source = (n: number, count: number) => ({ subject: `o${n}`, factor: 'w01018', rule: 'cod', count });

test('the ten most frequent, and their share of all', () => {
  // counts 12 … 1: the ten are 12 … 3 = 75 of 78
  const figure = topTen(
    Array.from({ length: 12 }, (_, n) => source(n, n + 1)),
    78,
  );
  expect(figure.groups).toHaveLength(10);
  expect(figure.groups[0]).toEqual({
    by: { subject: 'o11', rule: 'cod', factor: 'w01018' },
    values: { count: 12, share: (100 * 12) / 78 },
  });
  expect(figure.value).toBeCloseTo(96.15);
});

test('ties stand in the order of their names; an alarm without a factor has none', () => {
  const figure = topTen([source(2, 1), source(1, 1), { subject: 'm', factor: null, rule: 'silence', count: 1 }], 3);
  expect(figure.groups.map(({ by }) => by['subject'])).toEqual(['m', 'o1', 'o2']);
  expect(figure.groups[0]?.by).toEqual({ subject: 'm', rule: 'silence' });
});

test('without alarms there is no share', () => {
  expect(topTen([], 0)).toMatchObject({ value: null, groups: [] });
});
