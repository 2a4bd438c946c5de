import { classOf, parseMessage } from './condition-schema';

const mark = { kind: 'clock', class: 'exercise', drill: 'd1', order: ['5-0', 3], at: 1_000 };

test('a drill’s clock is a word of the log; one without a time is none', () => {
  expect(parseMessage(mark)).toEqual({ message: mark });
  expect(parseMessage({ ...mark, at: 'soon' })).toHaveProperty('problem');
});

test.each([
  ['of a condition', { kind: 'condition', key: { class: 'exercise' } }, 'exercise'],
  ['of a digest', { kind: 'digest', class: 'exercise' }, 'exercise'],
  ['of a clock', mark, 'exercise'],
  ['of what has none', { kind: 'condition', key: null }, 'actual'],
  ['of no object', 'rubbish', 'actual'],
  ['of nothing', null, 'actual'],
  ['that nobody knows', { class: 'other' }, 'actual'],
])('the class %s', (_, raw, expected) => expect(classOf(raw)).toBe(expected));
