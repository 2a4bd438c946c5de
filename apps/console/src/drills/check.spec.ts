import { ApiError } from '../api/client';
import { errorsIn } from './check';
import { readScore } from './score';

test('every error of a scenario is told with its place', () => {
  const errors = [
    { at: 'injects[1].payload.factor', detail: 'the outlet has no such factor' },
    { at: '', detail: 'nobody plays a tier' },
  ];
  expect(errorsIn(new ApiError(422, 'Scenario', { errors }))).toEqual(errors);
});

test('any other trouble has none', () => {
  expect(errorsIn(new ApiError(403, 'Forbidden', { reason: 'forbidden' }))).toBeNull();
  expect(errorsIn(new ApiError(422, 'x', { errors: [] }))).toBeNull();
  expect(errorsIn(new Error('x'))).toBeNull();
});

test('a score fails with any hard fail, whatever its points', () => {
  expect(readScore({ score: 92.4, hardFails: ['leak'] })).toEqual({ points: 92.4, passed: false, hardFails: ['leak'] });
  expect(readScore({ score: 92.4, hardFails: [] })).toMatchObject({ passed: true });
  expect(readScore(null)).toBeNull();
});
