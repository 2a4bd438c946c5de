import { LIVE, type Sample, type Timeline } from '@cofferdam/domain';
import { Recogniser } from './recogniser';

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const sample = (timeline: Timeline): Sample => ({
  ...{ ...timeline, kind: 'sample', park: 'demo', outlet: 'o1', monitor: 'M1', at: 1_000, period: 'realtime' },
  ...{ values: { w01018: { value: 1, flag: 'N' } }, receivedAt: 1_000 },
});

test('a drill that has ended is forgotten, also in the checkpoint; others are not', () => {
  const recogniser = new Recogniser();
  const others = [LIVE, { ...DRILL, drill: 'd10' }];
  for (const timeline of [DRILL, ...others]) recogniser.recognise(sample(timeline));
  const saved = recogniser.takeDirty();
  for (const timeline of [DRILL, LIVE]) recogniser.forget(timeline);
  expect(recogniser.takeDirty()).toEqual({ 'exercise@d1:M1:realtime': null });
  expect(Object.keys(saved)).toHaveLength(3);
  expect(others.map((timeline) => recogniser.recognise(sample(timeline)))).toEqual(['duplicate', 'duplicate']);
  expect(recogniser.recognise(sample(DRILL))).toBe('new');
});
