import fc from 'fast-check';
import { clockAt, clockOf, dayOf, isTimezone, nextDay, previousDay, startOfDay, weekdayOf } from './day';

test.each([
  ['2026-01-31', 'Asia/Shanghai', '2026-01-30T16:00:00Z'],
  ['2026-01-31', 'UTC', '2026-01-31T00:00:00Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
  ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
  // Midnight was skipped, the day began at 01:00; and midnight came twice.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['2025-11-02', 'America/Havana', '2025-11-02T04:00:00Z'],
])('%s in %s starts at %s', (day, zone, start) => expect(startOfDay(day, zone)).toBe(Date.parse(start)));

test('a day starts where the day before ends', () => {
  const zones = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'Asia/Kathmandu',
  );
  fc.assert(
    fc.property(zones, fc.integer({ min: 946_684_800_000, max: 1_900_000_000_000 }), (zone, at) => {
      const day = dayOf(at, zone);
      const start = startOfDay(day, zone);
      expect(start).toBeLessThanOrEqual(at);
      expect(dayOf(start, zone)).toBe(day);
      expect(dayOf(start - 1, zone) < day).toBe(true);
    }),
  );
});

test('the next day, over months and leap years', () => {
  expect([nextDay('2026-01-31'), nextDay('2028-02-28'), nextDay('2026-12-31')]).toEqual([
    '2026-02-01',
    '2028-02-29',
    '2027-01-01',
  ]);
});

test('time zones are known or not', () => {
  expect([isTimezone('Asia/Shanghai'), isTimezone('Asia/Atlantis'), isTimezone('')]).toEqual([true, false, false]);
});

test.each([
  ['2026-01-31', 510, 'Asia/Shanghai', '2026-01-31T00:30:00Z'],
  ['2026-01-31', 1440, 'Asia/Shanghai', '2026-01-31T16:00:00Z'],
  // 02:30 was skipped, and came twice.
  ['2026-03-29', 150, 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['2026-10-25', 150, 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['2026-10-25', 240, 'Europe/Berlin', '2026-10-25T03:00:00Z'],
])('%s, %i minutes after midnight, in %s is %s', (day, minutes, zone, at) =>
  expect(clockAt(day, minutes, zone)).toBe(Date.parse(at)),
);

test('the clock of an instant, before 1970 as well', () => {
  expect(clockOf(Date.parse('2026-01-31T15:59:59Z'), 'Asia/Shanghai')).toBe(1439);
  expect(clockOf(Date.parse('1969-12-31T12:34:00Z'), 'UTC')).toBe(754);
});

test('the day before, and the day of the week', () => {
  expect([previousDay('2026-03-01'), previousDay('2027-01-01')]).toEqual(['2026-02-28', '2026-12-31']);
  expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual([1, 7]);
});
