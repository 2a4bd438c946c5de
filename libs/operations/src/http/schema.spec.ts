import { z } from 'zod';
import { timelineOf, timelineQuery } from './schema';

const read = (query: object) => timelineOf(z.object(timelineQuery).parse(query));

test('whoever names no class asks for what is real; an exercise is asked for by its drill', () => {
  expect(read({})).toEqual({ class: 'actual', drill: null });
  expect(read({ class: 'exercise', drill: 'd1' })).toEqual({ class: 'exercise', drill: 'd1' });
  for (const query of [{ class: 'exercise' }, { drill: 'd1' }, { class: 'actual', drill: 'd1' }])
    expect(() => read(query)).toThrow(/belong together/);
});
