import { escalations } from './escalations';

test('by trigger and by tier; the share of what nobody acknowledged', () => {
  const figure = escalations([
    { to: 'park', trigger: 'E1', count: 3 },
    { to: 'basin', trigger: 'E1', count: 1 },
    { to: 'park', trigger: 'E4', count: 4 },
  ]);
  expect(figure.value).toBe(50);
  const count = (name: string, of: string) => figure.groups.find(({ by }) => by[name] === of)?.values['count'];
  expect([count('trigger', 'E1'), count('trigger', 'E9'), count('tier', 'park'), count('tier', 'unit')]).toEqual([
    ...[4, 0, 7, 0],
  ]);
});

test('no escalation, no share', () => {
  expect(escalations([])).toMatchObject({ value: null, values: { total: 0 } });
});
