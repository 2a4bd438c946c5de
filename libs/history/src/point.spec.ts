import { LIVE, type Sample, type Timeline } from '@cofferdam/domain';
import { pointOf, tagsOf } from './point';

const about = { park: 'demo', outlet: 'o1', monitor: 'M1', period: 'realtime' } as const;
const timelines: Timeline[] = [LIVE, ...['d1', 'd2'].map((drill): Timeline => ({ class: 'exercise', drill }))];

test('each drill has series of its own, and no series is of two classes', () => {
  const tags = timelines.map((timeline) => tagsOf({ ...timeline, ...about }));
  expect(new Set(tags.map((one) => JSON.stringify(one))).size).toBe(3);
  expect(tags.map(({ class: class_, drill }) => [class_, drill])).toEqual([
    ['actual', undefined],
    ['exercise', 'd1'],
    ['exercise', 'd2'],
  ]);
  const values = { w01018: { value: 1, flag: 'N' } };
  const samples = timelines.map((one): Sample => ({ ...one, ...about, kind: 'sample', at: 1, receivedAt: 1, values }));
  expect(samples.map((sample) => pointOf(sample, 'reading').tags)).toEqual(tags);
});
