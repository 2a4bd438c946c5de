import fc from 'fast-check';
import { allotPosts, type Budget } from './allot';
import {
  allotDrillPersons,
  allotDrillPosts,
  allotInTurn,
  halved,
  type InTurn,
  lanesForExercise,
} from './allot-in-turn';

let next = 0;
const waiting = (count: number, of: Partial<InTurn> = {}): InTurn[] =>
  Array.from({ length: count }, () => ({
    ...{ id: (next += 1), recipient: 'desk:a', grave: false, class: 'actual', kind: 'duty', ...of },
  }));
const robot = (used: number, more: Partial<Budget> = {}): Budget => ({
  ...{ allowances: [{ count: 20, perMs: 60_000, used, plain: 0 }], reserved: 5 },
  ...{ graveAgo: Infinity, plainAgo: Infinity, ...more },
});
const posts = { live: allotPosts, exercise: allotDrillPosts };
const sizes = (sends: number[][]): number[] => sends.map(({ length }) => length);

test('live ones go as if there were no drill, whatever waits for one', () => {
  const budgets = fc.integer({ min: 0, max: 20 }).map((used) => robot(used));
  const count = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(budgets, count, count, count, (budget, graves, plains, drills) => {
      const live = [...waiting(graves, { grave: true }), ...waiting(plains)];
      const drill = waiting(drills, { class: 'exercise', grave: true });
      const sent = allotInTurn([...drill, ...live], budget, posts);
      expect(sent.live).toEqual(allotPosts(live, budget));
      const left = 20 - budget.allowances[0]!.used - sent.live.length;
      expect(sent.exercise.length).toBeLessThanOrEqual(Math.max(0, Math.min(left / 2, left - 5)));
      const ids = new Set(live.map(({ id }) => id));
      for (const group of sent.exercise) expect(group.some((id) => ids.has(id))).toBe(false);
    }),
  );
});

test('an exercise has half of what is left, and nothing of what is kept for grave live ones', () => {
  const left = (used: number) => 20 - halved(robot(used)).allowances[0]!.used;
  expect([0, 5, 12, 14, 15, 20].map(left)).toEqual([10, 7, 3, 1, 0, 0]);
  const drill = waiting(3, { class: 'exercise', grave: true });
  expect(allotInTurn(drill, robot(15), posts).exercise).toEqual([]);
  expect(sizes(allotInTurn(drill, robot(0), posts).exercise)).toEqual([1, 1, 1]);
  expect(sizes(allotInTurn([...drill, ...waiting(3, { class: 'exercise' })], robot(0), posts).exercise)).toEqual([6]);
  // While grave live ones come it waits for its quarter of a minute.
  const busy = robot(4, { graveAgo: 3_000, plainAgo: 5_000 });
  expect(allotInTurn(drill, busy, posts).exercise).toEqual([]);
  expect([8, 4, 2, 1, 0].map(lanesForExercise)).toEqual([4, 2, 1, 0, 0]);
});

test('a correction goes first and alone, of its class and of the allowance', () => {
  const correction = waiting(2, { kind: 'correction', grave: true });
  const others = waiting(30, { grave: true });
  const { live } = allotInTurn([...others, ...correction], robot(0), posts);
  expect(live.slice(0, 2)).toEqual(correction.map(({ id }) => [id]));
  expect(sizes(live.slice(2))).toEqual([30]);
  expect(allotInTurn(correction, robot(19), posts).live).toEqual([[correction[0]!.id]]);
  const persons = { live: () => [], exercise: allotDrillPersons };
  const many = waiting(3, { class: 'exercise', recipient: 'li', grave: true, kind: 'correction' });
  expect(sizes(allotInTurn(many, { ...robot(0), allowances: [] }, persons).exercise)).toEqual([1, 1, 1]);
});
