import { anInject, second, WAITING } from './builders';
import { inScriptOrder, span, standingOf, tally } from './script';

const done = anInject({ id: 'done', at: 300, carriedOutAt: second(300) });
const next = anInject({ id: 'next', at: 360 });
const later = anInject({ id: 'later', at: 900 });
const when = anInject({ id: 'when', at: null, when: { incident: 'contained', after: 60 } });
const all = [when, later, done, next];

test('injects stand in the order in which they come', () => {
  expect(inScriptOrder(all).map(({ id }) => id)).toEqual(['done', 'next', 'later', 'when']);
  expect(all.map((one) => standingOf(one, all))).toEqual(['condition', 'later', 'done', 'next']);
});

test('what became of the expected actions is counted over the whole script', () => {
  const late = { action: 'contain', within: 900, outcome: 'late', latency: 965_500, by: null } as const;
  const counts = tally([anInject(), anInject({ expected: [late, { ...late, ...WAITING }] })]);
  expect(counts).toEqual({ met: 0, late: 1, missed: 0, waiting: 2, 'not-fired': 0 });
});

test.each([
  [0, '00:00'],
  [125.4, '02:05'],
  [3_725, '1:02:05'],
])('%p s of drill time are %s', (seconds, text) => {
  expect(span(seconds)).toBe(text);
});
