import { anInject, second } from './builders';
import { inScriptOrder, scored, span, standingOf, tally } from './script';

const done = anInject({ id: 'done', at: 300, carriedOutAt: second(300) });
const next = anInject({ id: 'next', at: 360 });
const later = anInject({ id: 'later', at: 900 });
const when = anInject({ id: 'when', at: null, when: { incident: 'contained', after: 60 } });
const all = [when, later, done, next];

test('injects stand in the order in which they come', () => {
  expect(inScriptOrder(all).map(({ id }) => id)).toEqual(['done', 'next', 'later', 'when']);
  expect(all.map((one) => standingOf(one, all))).toEqual(['condition', 'later', 'done', 'next']);
});

test('each expected action has its own outcome of the score; without one it is waited for', () => {
  const two = anInject({ expected: [{ action: 'detect', within: 60 }, { action: 'contain', within: 900 }] }); // prettier-ignore
  const expectations = [{ inject: 'breach', n: 1, outcome: 'late', latency: 65_500 } as const];
  const [inject] = scored([two], { expectations });
  expect(inject?.expected).toEqual([
    { action: 'detect', within: 60, outcome: 'waiting', measured: null },
    { action: 'contain', within: 900, outcome: 'late', measured: 65.5 },
  ]);
  const counts = { met: 0, late: 1, missed: 0, waiting: 1, 'not-fired': 0 };
  expect(tally(scored([two], { expectations }))).toEqual(counts);
  expect(tally(scored([two], null))).toEqual({ ...counts, late: 0, waiting: 2 });
});

test.each([
  [0, '00:00'],
  [125.4, '02:05'],
  [3_725, '1:02:05'],
])('%p s of drill time are %s', (seconds, text) => {
  expect(span(seconds)).toBe(text);
});
