import { ApiError } from '../api/client';
import { errorsIn } from './check';

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
