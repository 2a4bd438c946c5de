import { LIVE, type Timeline } from '@cofferdam/domain';
import { admits, audienceOf } from './audience';

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const OTHER: Timeline = { class: 'exercise', drill: 'd2' };

test('each timeline has readers of its own: what is real is told without drills, a drill without anything else', () => {
  const all = [LIVE, DRILL, OTHER];
  const told = all.map((asked) => all.filter((event) => admits(audienceOf(asked, '*'), { ...event, park: 'east' })));
  expect(told).toEqual([[LIVE], [DRILL], [OTHER]]);
  expect(new Set(all.map((asked) => audienceOf(asked, '*').key)).size).toBe(3);
});
