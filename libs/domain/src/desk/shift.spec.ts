import fc from 'fast-check';
import { type Desk, DeskSchema } from './desk';
import { existingTiers, isNight, isReachable, onDuty, shiftsOn } from './shift';

const name = { zh: '台', en: 'desk' };
const shift = (id: string, from: string, to: string, members: string[], days?: number[]) => ({
  ...{ id, name, from, to, members },
  ...(days && { days }),
});
const desk = (part: Record<string, unknown> = {}): Desk =>
  DeskSchema.parse({
    ...{ id: 'd', name, tier: 'park' },
    members: [{ user: 'ann', phone: '+86 000 0001', substitute: 'bo' }, { user: 'bo' }, { user: 'cy' }],
    shifts: [shift('day', '08:00', '20:00', ['ann']), shift('night', '20:00', '08:00', ['bo'])],
    ...part,
  });
const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const users = (one: Desk, moment: string, holder: string | null = null) =>
  onDuty(one, { holder }, at(moment), ZONE).map(({ user }) => user);

test('the shift of the hour, with its end, phone and substitute', () => {
  expect(onDuty(desk(), null, at('2026-11-24T09:00'), ZONE)).toEqual([
    { user: 'ann', phone: '+86 000 0001', until: at('2026-11-24T20:00'), substitute: 'bo' },
  ]);
});

test.each([
  ['2026-11-24T07:59:59.999', 'bo'],
  ['2026-11-24T08:00', 'ann'],
  ['2026-11-24T19:59:59.999', 'ann'],
  ['2026-11-24T20:00', 'bo'],
  ['2026-11-25T00:00', 'bo'],
])('at %s it is %s', (moment, user) => expect(users(desk(), moment)).toEqual([user]));

test('a night shift ends on the next morning', () => {
  expect(onDuty(desk(), null, at('2026-11-24T23:30'), ZONE)[0]?.until).toBe(at('2026-11-25T08:00'));
  expect(onDuty(desk(), null, at('2026-11-25T03:30'), ZONE)[0]?.until).toBe(at('2026-11-25T08:00'));
});

test('days are those on which a shift begins', () => {
  const weekend = desk({ shifts: [shift('sunday-night', '20:00', '08:00', ['cy'], [7]), shift('rest', '08:00', '20:00', ['ann'])] }); // prettier-ignore
  expect(users(weekend, '2026-11-29T21:00')).toEqual(['cy']); // a Sunday
  expect(users(weekend, '2026-11-30T07:00')).toEqual(['cy']);
  expect(users(weekend, '2026-11-30T09:00')).toEqual(['ann']);
});

test('in a hole of the table those stay whose shift ended last', () => {
  const days = desk({ shifts: [shift('day', '08:00', '18:00', ['ann']), shift('long-day', '09:00', '18:00', ['cy'], [5])] }); // prettier-ignore
  expect(onDuty(days, null, at('2026-11-24T23:00'), ZONE)).toMatchObject([{ user: 'ann', until: null }]);
  expect(users(days, '2026-11-27T23:00')).toEqual(['ann', 'cy']); // a Friday
  const once = desk({ shifts: [shift('monday', '08:00', '09:00', ['cy'], [1])] });
  expect(users(once, '2026-11-30T07:59')).toEqual(['cy']); // nearly a week later
});

test('without shifts everybody, without an end; a desk with a line alone has nobody by name', () => {
  expect(onDuty(desk({ shifts: [] }), null, 0, ZONE).map(({ user, until }) => [user, until])).toEqual([
    ['ann', null],
    ['bo', null],
    ['cy', null],
  ]);
  expect(onDuty(desk({ shifts: [], members: [], phone: '110' }), null, 0, ZONE)).toEqual([]);
});

test('who accepted the desk stays on duty into the next shift, until somebody else accepts', () => {
  expect(users(desk(), '2026-11-24T21:00', 'ann')).toEqual(['ann', 'bo']);
  expect(users(desk(), '2026-11-24T21:00', 'bo')).toEqual(['bo']);
  expect(onDuty(desk(), { holder: 'bo' }, at('2026-11-24T21:00'), ZONE)[0]?.until).toBeNull();
  expect(onDuty(desk(), { holder: 'gone' }, at('2026-11-24T21:00'), ZONE)).toMatchObject([
    { user: 'gone', phone: null, substitute: null },
    { user: 'bo' },
  ]);
});

test('who has two shifts at a time is on duty to the end of the later', () => {
  const double = desk({ shifts: [shift('a', '08:00', '12:00', ['ann']), shift('b', '10:00', '14:00', ['ann'])] });
  expect(onDuty(double, null, at('2026-11-24T11:00'), ZONE)).toMatchObject([{ until: at('2026-11-24T14:00') }]);
});

test('the shifts of a day, to midnight and round the clock', () => {
  const one = desk({ shifts: [shift('late', '16:00', '24:00', ['ann']), shift('all', '06:00', '06:00', ['bo'])] });
  expect(shiftsOn(one, '2026-11-24', ZONE).map(({ shift: { id }, from, to }) => [id, from, to])).toEqual([
    ['all', at('2026-11-24T06:00'), at('2026-11-25T06:00')],
    ['late', at('2026-11-24T16:00'), at('2026-11-25T00:00')],
  ]);
});

test('where the clock is turned, shifts follow the clock on the wall', () => {
  const hours = (day: string) => shiftsOn(desk(), day, 'Europe/Berlin').map(({ from, to }) => (to - from) / 3_600_000);
  expect(hours('2026-03-28')).toEqual([12, 11]); // the night before summer time
  expect(hours('2026-10-24')).toEqual([12, 13]);
  const odd = desk({ shifts: [shift('early', '00:00', '02:30', ['ann']), shift('rest', '02:30', '00:00', ['bo'])] });
  const [early, rest] = shiftsOn(odd, '2026-03-29', 'Europe/Berlin');
  expect(early?.to).toBe(Date.parse('2026-03-29T01:30:00Z')); // 02:30 never was: 03:30
  expect(rest?.from).toBe(early?.to);
});

test('somebody is on duty at every instant, and shifts that meet leave no hole', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe');
  fc.assert(
    fc.property(zones, fc.integer({ min: 1_400_000_000_000, max: 1_900_000_000_000 }), (zone, moment) => {
      const now = onDuty(desk(), null, moment, zone);
      expect(now.length).toBeGreaterThan(0);
      for (const { until } of now) expect(until).toBeGreaterThan(moment);
    }),
  );
});

test.each([
  ['21:59:59', false],
  ['22:00', true],
  ['00:00', true],
  ['05:59:59', true],
  ['06:00', false],
])('at %s night is %s', (clock, night) => expect(isNight(at(`2026-11-24T${clock}`), ZONE)).toBe(night));

test('a desk that has a member or a line can be reached, and makes its tier exist', () => {
  const nobody = desk({ members: [], shifts: [] });
  const line = desk({ members: [], shifts: [], phone: '12369', tier: 'basin' });
  expect([isReachable(desk()), isReachable(nobody), isReachable(line)]).toEqual([true, false, true]);
  expect(existingTiers([line, desk(), nobody, desk({ tier: 'unit' })])).toEqual(['unit', 'park', 'basin']);
  expect(existingTiers([nobody])).toEqual(['park']);
  expect(existingTiers([])).toEqual(['park']);
});
