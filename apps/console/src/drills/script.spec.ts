import { anExpected, anInject, second } from './builders';
import { inScriptOrder, readScript, span, standingOf, tally } from './script';

const done = anInject({ id: 'done', at: 300, injectedAt: second(300) });
const next = anInject({ id: 'next', at: 360 });
const later = anInject({ id: 'later', at: 900 });
const when = anInject({ id: 'when', at: undefined, when: { incident: 'contained', after: 60 } });

test('injects stand in the order in which they come', () => {
  expect(inScriptOrder([when, later, done, next]).map(({ id }) => id)).toEqual(['done', 'next', 'later', 'when']);
  const all = [when, later, done, next];
  expect(all.map((one) => standingOf(one, all))).toEqual(['condition', 'later', 'done', 'next']);
});

test('what was expected is counted by what became of it', () => {
  const injects = [
    anInject({ expected: [anExpected({ result: 'within' }), anExpected({ result: 'late' })] }),
    anInject({ expected: [anExpected({ result: 'missed' }), anExpected()] }),
  ];
  expect(tally(injects)).toEqual({ waiting: 1, within: 1, late: 1, missed: 1 });
});

test('an answer that is no script is none', () => {
  expect(readScript({ items: [next, 7] })).toEqual([next]);
  expect([readScript(null), readScript({}), readScript('x')]).toEqual([null, null, null]);
});

test.each([
  [0, '00:00'],
  [125.4, '02:05'],
  [3_725, '1:02:05'],
])('%p s of drill time are %s', (seconds, text) => {
  expect(span(seconds)).toBe(text);
});
