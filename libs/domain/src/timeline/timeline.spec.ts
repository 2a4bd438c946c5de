import { LIVE, timelineKey } from './timeline';

test('a timeline is one string, and a drill never shares it with the live one', () => {
  expect(timelineKey(LIVE)).toBe('actual');
  expect(timelineKey({ class: 'exercise', drill: 'd1' })).toBe('exercise@d1');
});
