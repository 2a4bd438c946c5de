import type { Timeline } from '../timeline/timeline';
import { alertTopicOf } from './machine-feed';

const topic = (class_: Timeline['class'], drill: string | null) =>
  alertTopicOf({ type: 'incident.opened', class: class_, drill, park: 'east' });

test('alerts of a drill are told under its own topics, what is real under the park’s, a test nowhere', () => {
  expect(topic('actual', null)).toBe('parks/east/alerts');
  expect(topic('exercise', 'd1')).toBe('drills/d1/parks/east/alerts');
  expect([topic('exercise', null), topic('test', null)]).toEqual([null, null]);
});
