import { hidden, stale } from './standing';

const DAY = 86_400_000;
const HOUR = 3_600_000;

test('stale alarms by day', () => {
  const window = { from: 0, to: 4 * DAY, timezone: 'UTC' };
  expect(stale({ became: 6, standing: 2 }, window).values).toEqual({ perDay: 1.5, became: 6, standing: 2 });
});

test('what is hidden, how long, and what nobody can account for', () => {
  const now = 100 * HOUR;
  const figure = hidden(
    [
      { kind: 'shelved', at: 99 * HOUR, until: 101 * HOUR, recorded: true },
      { kind: 'shelved', at: 90 * HOUR, until: 99 * HOUR, recorded: true },
      { kind: 'out-of-service', at: 76 * HOUR, until: null, recorded: false },
    ],
    now,
  );
  expect(figure.value).toBe(3);
  expect(figure.values).toEqual({ count: 3, oldest: 24, overTime: 2, withoutRecord: 1 });
  expect(figure.groups.map(({ by, values }) => [by['kind'], values['count'], values['oldest']])).toEqual([
    ['shelved', 2, 10],
    ['suppressed', 0, null],
    ['out-of-service', 1, 24],
  ]);
});

test('nothing hidden is 0: it was looked at', () => {
  expect(hidden([], 0).values).toEqual({ count: 0, oldest: null, overTime: 0, withoutRecord: 0 });
});
