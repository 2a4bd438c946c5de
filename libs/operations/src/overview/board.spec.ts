import { LIVE, ROW_BUDGET, SEVERITIES } from '@cofferdam/domain';
import { anAlarm, told } from './alarms.fixture';
import { Board } from './board';
import { Picture } from './picture';
import { addressOf, readAddress, scopeOf } from './scope';

const ada = { parks: ['*'] };
const scope = scopeOf(ada, LIVE);

interface Shown {
  readonly rows: readonly { readonly id: string; readonly count: number; readonly onset: string }[];
  readonly totals: { readonly open: number };
  readonly asOf: number;
}
const shown = (board: Board): Shown => JSON.parse(board.answer) as Shown;
const storm = (count: number): Picture => {
  const open = Array.from({ length: count }, (_, n) =>
    anAlarm(`a${n}`, { park: `p${n % 7}`, outlet: `o${n % 90}`, severity: SEVERITIES[n % 3] ?? 'blue' }),
  );
  return new Picture(LIVE, [], open, 100);
};

test('25 rows of which the sums are exact', () => {
  const board = new Board(scope);
  board.build(storm(2_000), 0);
  const { rows, totals, asOf } = shown(board);
  expect(rows.length).toBeLessThanOrEqual(ROW_BUDGET);
  expect([rows.reduce((sum, { count }) => sum + count, 0), totals.open, asOf]).toEqual([2_000, 2_000, 100]);
  expect(rows[0]?.onset).toBe('1970-01-01T00:00:01.000Z');
});

test('is made anew only for a change, and not at once for each', () => {
  const board = new Board(scope);
  const picture = storm(10);
  expect(board.age(picture, 0)).toBe('stale');
  board.build(picture, 0);
  expect(board.age(picture, 4_000)).toBe('fresh');
  picture.hear([told(101, anAlarm('new'))]);
  expect([100, 300, 800].map((now) => board.age(picture, now))).toEqual(['fresh', 'aging', 'stale']);
  expect(shown(board)).toMatchObject({ totals: { open: 10 }, asOf: 100 });
  board.build(picture, 300);
  expect(shown(board)).toMatchObject({ totals: { open: 11 }, asOf: 101 });
  picture.hear([{ ...told(102, anAlarm('x')), type: 'incident.changed' }]);
  expect(board.age(picture, 400)).toBe('fresh');
  expect(shown(board).asOf).toBe(102);
  expect(board.age(storm(10), 2_000)).toBe('stale');
});

test('a row opens to exactly what it held at that moment', () => {
  const board = new Board(scope);
  const picture = storm(300);
  board.build(picture, 0);
  const { rows, asOf } = shown(board);
  picture.hear(Array.from({ length: 50 }, (_, n) => told(101 + n, anAlarm(`late${n}`, { park: 'p1', outlet: 'o1' }))));
  board.build(picture, 1_000);
  const members = rows.map(({ id, count }) => {
    const { row } = readAddress(ada, id);
    const found = board.members(picture, row, asOf, { shown: true }) ?? [];
    expect(found).toHaveLength(count);
    return found.map((alarm) => alarm.id);
  });
  expect(new Set(members.flat()).size).toBe(300);
  expect(board.members(picture, 'outlet~nowhere', asOf, { shown: true })).toBeNull();
  expect(board.members(picture, 'park~p1', 99, { shown: true })).toBeNull();
});

test('a row that is none any more still opens to its place, but not as what was shown', () => {
  const board = new Board(scope);
  const few = new Picture(LIVE, [], [anAlarm('a', { park: 'p1' }), anAlarm('b', { park: 'p2' })], 100);
  board.build(few, 0);
  const many = storm(2_000);
  const id = 'alarm~a';
  expect(board.members(few, id, 100, { shown: true })).toMatchObject([{ id: 'a' }]);
  many.hear([told(101, anAlarm('a', { park: 'p1' }))]);
  expect(board.members(many, id, 101, { shown: true })).toBeNull();
  expect(board.members(many, id, 101, { shown: false })).toMatchObject([{ id: 'a' }]);
});

describe('a row’s address', () => {
  const pan = { parks: ['east', 'west'] };
  const drill = { class: 'exercise', drill: 'd1' } as const;

  test.each([
    [LIVE, undefined],
    [LIVE, 'east'],
    [drill, undefined],
  ])('says whose roll-up it is of: %j %s', (timeline, park) => {
    const asked = scopeOf(pan, timeline, park);
    expect(readAddress(pan, addressOf(asked, 'rest~park~east'))).toEqual({ scope: asked, row: 'rest~park~east' });
  });

  test.each(['', 'nonsense', 'never|*|x', 'actual|*|', 'exercise|*|x', 'actual|south|x'])('%j is none', (text) => {
    expect(() => readAddress(pan, text)).toThrow();
  });
});
