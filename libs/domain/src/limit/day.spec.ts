import fc from 'fast-check';
import { dayOf, isTimezone, nextDay, startOfDay } from './day';

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
