import fc from 'fast-check';
import { CALM, type ConditionState, dueAt, type Observation, observe } from './observe';
import type { Severity } from './condition';
import { holdOf } from './chatter';

const S = 1000;
const shown = (at: number, severity: Severity | null): Observation => {
  const value = severity === null ? 10 : 60;
  const finding = { at, severity, held: severity, badness: value, value, limit: 50, ratio: value / 50 };
  return { kind: 'value', now: at, finding: { ...finding, source: 's', notes: [] } };
};
const tick = (now: number): Observation => ({ kind: 'tick', now });
const AT_ONCE = { onDelay: 0, offDelay: 0 };

function run(observations: readonly Observation[], delays = AT_ONCE, from: ConditionState = CALM) {
  let state = from;
  const seen: string[] = [];
  for (const observation of observations) {
    const answer = observe(state, observation, delays);
    state = answer.state;
    if (answer.changed) seen.push(`${state.phase} e${state.given}${state.chattering ? ' chattering' : ''}`);
  }
  return { seen, state };
}

/** A breach and its end, so often, every so many ms. */
const pairs = (count: number, every: number, from = 0): Observation[] =>
  Array.from({ length: count }, (_, i) => [
    shown(from + i * every, 'yellow'),
    shown(from + i * every + every / 2, null),
  ]).flat();

test('the third pair within a minute is not cleared but held', () => {
  const { seen, state } = run(pairs(3, 20 * S));
  expect(seen).toEqual([
    ...['abnormal e1', 'normal e1', 'abnormal e2', 'normal e2'],
    ...['abnormal e3', 'clearing e3 chattering'],
  ]);
  expect(state.current).toMatchObject({ episode: 3, clearedAt: null });
});

test('two pairs, or three in more than a minute, are not chattering', () => {
  expect(run(pairs(2, 20 * S)).state.chattering).toBe(false);
  expect(run(pairs(9, 30 * S)).state.chattering).toBe(false);
  expect(run(pairs(9, 24 * S)).state.chattering).toBe(true);
});

test('held, it comes and goes as one episode, and ends when it has been quiet for a minute', () => {
  const held = run(pairs(3, 20 * S)).state;
  const on = run(pairs(5, 10 * S, 60 * S), AT_ONCE, held);
  expect(new Set(on.seen)).toEqual(new Set(['abnormal e3 chattering', 'clearing e3 chattering']));
  const quietSince = 105 * S;
  expect(dueAt(on.state, AT_ONCE)).toBe(quietSince + 60 * S);
  expect(run([tick(quietSince + 60 * S - 1)], AT_ONCE, on.state).seen).toEqual([]);
  const ended = run([tick(quietSince + 60 * S)], AT_ONCE, on.state);
  expect(ended.seen).toEqual(['normal e3']);
  expect(ended.state.current).toMatchObject({ episode: 3, clearedAt: quietSince });
  expect(run([shown(quietSince + 60 * S, null)], AT_ONCE, on.state).seen).toEqual(['normal e3']);
});

test('what has been quiet for long enough when that is seen is not held', () => {
  const delays = { onDelay: 0, offDelay: 5 * S };
  const all = [0, 15, 30].flatMap((at) => [shown(at * S, 'yellow'), shown((at + 1) * S, null), tick((at + 6) * S)]);
  expect(run(all, delays).state.chattering).toBe(true);
  expect(run([...all.slice(0, -1), tick(31 * S + 60 * S)], delays).seen.at(-1)).toBe('normal e3');
});

test('the off-delay is doubled, at least a minute, at most ten, never less than the rule’s own', () => {
  expect([0, 20, 40, 200, 400, 900].map((seconds) => holdOf(seconds * S) / S)).toEqual([60, 60, 80, 400, 600, 900]);
});

test('a bad value stops the hold as it stops every delay', () => {
  const held = run(pairs(3, 20 * S)).state;
  const bad: Observation = { kind: 'no-value', quality: 'bad', at: 55 * S, now: 55 * S };
  const { state } = run([bad, tick(500 * S), shown(500 * S, null), tick(500 * S + 54 * S)], AT_ONCE, held);
  expect(state).toMatchObject({ phase: 'clearing', chattering: true });
  expect(run([tick(555 * S)], AT_ONCE, state).state).toMatchObject({ phase: 'normal', chattering: false });
});

test('whatever comes, it is held only while abnormal, and only so many episodes begin in a minute', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean()), { maxLength: 80 });
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 5, 25), (all, offDelay) => {
      const delays = { onDelay: 0, offDelay: offDelay * S };
      let state: ConditionState = CALM;
      let at = 0;
      const onsets: number[] = [];
      for (const [gap, breach] of all) {
        at += gap * S;
        state = observe(observe(state, tick(at), delays).state, shown(at, breach ? 'yellow' : null), delays).state;
        if (state.given > onsets.length) onsets.push(at);
        if (state.chattering) expect(['abnormal', 'clearing']).toContain(state.phase);
      }
      for (const onset of onsets) {
        expect(onsets.filter((other) => other >= onset && other <= onset + 60 * S).length).toBeLessThanOrEqual(4);
      }
    }),
  );
});
