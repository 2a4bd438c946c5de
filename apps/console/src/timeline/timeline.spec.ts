import { exercise, inQuery, isOf, LIVE } from './timeline';

test('a drill’s things are no other drill’s, and never real', () => {
  const d7 = exercise('d7');
  expect(isOf(d7, { class: 'exercise', drill: 'd7' })).toBe(true);
  expect(isOf(d7, { class: 'exercise', drill: 'd8' })).toBe(false);
  expect(isOf(d7, LIVE)).toBe(false);
  expect(isOf(LIVE, d7)).toBe(false);
  expect(isOf(LIVE, { class: 'actual' })).toBe(true);
});

test('reads of a drill name class and drill, reads of what is real name neither', () => {
  expect(inQuery(exercise('a/b'))).toBe('&class=exercise&drill=a%2Fb');
  expect(inQuery(LIVE)).toBe('');
});
