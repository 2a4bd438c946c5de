import { injectTimes, nextStop, Pace } from './pace';

const AT = 1_000_000;
const free = { at: AT, nextDueAt: null, injects: [], end: AT + 600_000 };

test.each([
  ['a step', free, AT + 6_000],
  ['a deadline', { ...free, nextDueAt: AT + 1_234.5 }, AT + 1_235],
  ['one that is later', { ...free, nextDueAt: AT + 60_000 }, AT + 6_000],
  ['an inject', { ...free, injects: [AT - 1, AT, AT + 4_000, AT + 5_000] }, AT + 4_000],
  ['the end', { ...free, end: AT + 10 }, AT + 10],
])('the clock stops at %s', (_, ahead, stop) => expect(nextStop(ahead, 6_000)).toBe(stop));

test('injects with a time of their own count from the start', () => {
  const payload = { kind: 'message', text: { zh: '一', en: 'one' } } as const;
  const injects = [
    { id: 'a', at: 65, payload, expected: [] },
    { id: 'b', when: { incident: 'opened' as const, after: 0 }, payload, expected: [] },
  ];
  expect(injectTimes({ injects }, AT)).toEqual([AT + 65_000]);
});

test.each([
  [2, 1_000],
  [10, 1_000],
  [60, 6_000],
  [600, 10_000],
])('at speed %d a step is %d ms, and takes no less than its time', (speed, step) => {
  const pace = new Pace(speed);
  expect(pace.step(AT, 0)).toBe(step);
  expect(pace.wait(AT, AT + step, 0)).toBeCloseTo(step / speed);
  expect(pace.wait(AT, AT + step, step / speed)).toBeCloseTo(0);
  pace.moved(AT + step, 10_000);
  expect(pace.wait(AT + step, AT + 2 * step, 10_000)).toBeCloseTo(step / speed);
});

test('real time keeps to the wall clock, also after a delay, in steps of ten seconds at most', () => {
  const pace = new Pace(1);
  expect(pace.wait(AT, AT + 1_000, 0)).toBe(1_000);
  pace.moved(AT + 1_000, 1_005);
  expect(pace.step(AT + 1_000, 1_005)).toBe(1_000);
  expect(pace.wait(AT + 1_000, AT + 2_000, 1_005)).toBe(995);
  expect(pace.step(AT + 1_000, 61_000)).toBe(10_000);
  expect(pace.wait(AT + 1_000, AT + 11_000, 61_000)).toBeLessThan(0);
});

test('while the clock stands still no time passes', () => {
  for (const speed of [1, 60]) {
    const pace = new Pace(speed);
    pace.moved(AT, 0);
    pace.rest();
    expect(pace.wait(AT, AT + 6_000, 90_000)).toBeCloseTo(6_000 / speed);
  }
});
