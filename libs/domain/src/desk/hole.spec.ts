import { type Desk, DeskSchema } from './desk';
import { firstHole } from './hole';

const name = { zh: '台', en: 'desk' };
type Hours = [from: string, to: string, days?: number[]];
const desk = (...shifts: Hours[]): Desk =>
  DeskSchema.parse({
    ...{ id: 'd', name, tier: 'park', members: [{ user: 'ann' }] },
    shifts: shifts.map(([from, to, days], n) => ({ id: `s${n}`, name, from, to, days, members: ['ann'] })),
  });

test.each<[string, Hours[], string | null]>([
  ['no shifts: everybody, always', [], null],
  ['day and night', [['08:00', '20:00'], ['20:00', '08:00']], null],
  ['round the clock', [['07:00', '07:00']], null],
  ['to midnight', [['00:00', '24:00']], null],
  ['a night', [['08:00', '20:00']], 'from Monday 00:00 to Monday 08:00'],
  ['a lunch', [['13:00', '12:00']], 'from Monday 12:00 to Monday 13:00'],
  ['a weekend', [['00:00', '24:00', [1, 2, 3, 4, 5]]], 'from Saturday 00:00 to Monday 00:00'],
  ['a sunday evening', [['00:00', '24:00', [1, 2, 3, 4, 5, 6]], ['00:00', '18:00', [7]]], 'from Sunday 18:00 to Monday 00:00'],
  ['one night a week', [['20:00', '08:00', [7]]], 'from Monday 08:00 to Sunday 20:00'],
])('%s', (_, shifts, hole) => expect(firstHole(desk(...shifts))).toBe(hole)); // prettier-ignore
