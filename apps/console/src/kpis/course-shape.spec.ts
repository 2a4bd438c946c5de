import type { CourseView } from '../api/kpis';
import { busiest, courseShape, onScale } from './course-shape';

const FROM = '2026-11-24T00:00:00.000Z';
const course = (counts: number[], floods: CourseView['floods'] = []): CourseView => ({
  ...{ park: 'p', from: FROM, stepSeconds: 600, counts, floods },
});
const bars = (shape: { bars: string }): number => shape.bars.split('z').length - 1;

test('a bar for each slot that has alarms, as tall as it is busy', () => {
  const shape = courseShape(course([0, 10, 20]), { width: 60, height: 100 });
  expect(bars(shape)).toBe(2);
  expect(shape.bars).toBe('M20 100v-50h19v50zM40 100v-100h19v100z');
  expect(shape).toMatchObject({ max: 20, limitY: 50 });
});

test('more slots than pixels share columns, and none hides a busy one', () => {
  const counts = Array.from({ length: 12_960 }, (_, n) => (n === 7_777 ? 40 : 0));
  const shape = courseShape(course(counts), { width: 600, height: 100 });
  expect([bars(shape), shape.max]).toEqual([1, 40]);
});

test('floods are shaded where they were; a quiet scale has no flood limit', () => {
  const flood = { from: '2026-11-24T00:10:00Z', to: '2026-11-24T00:30:00Z', peak: 12 };
  expect(courseShape(course([0, 12, 3, 0], [flood]), { width: 400, height: 100 }).floods).toEqual([
    { x: 100, width: 200 },
  ]);
  expect(courseShape(course([0, 1]), { width: 400, height: 100 }).limitY).toBeNull();
  expect(courseShape(course([]), { width: 400, height: 100 })).toMatchObject({ bars: '', max: 0 });
});

test('the busiest slots first', () => {
  expect(busiest(course([1, 0, 5, 1]), 2)).toEqual([
    { at: Date.parse('2026-11-24T00:20:00Z'), count: 5 },
    { at: Date.parse(FROM), count: 1 },
  ]);
});

test('durations stand on a scale of powers of ten', () => {
  expect([onScale(1, 100), onScale(10, 100), onScale(100, 100), onScale(0.2, 100), onScale(9_999, 100)]).toEqual([
    ...[0, 0.5, 1, 0, 1],
  ]);
});
