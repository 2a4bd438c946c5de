import { handOvers } from './hand-overs';

const S = 1_000;

test('from the offer to its acceptance, each desk for itself', () => {
  const figure = handOvers([
    { at: 0, subject: 'desk/a', kind: 'offered' },
    { at: 10 * S, subject: 'desk/b', kind: 'offered' },
    { at: 40 * S, subject: 'desk/a', kind: 'accepted' },
    { at: 300 * S, subject: 'desk/b', kind: 'missed' },
    { at: 310 * S, subject: 'desk/b', kind: 'accepted' },
  ]);
  expect(figure.value).toBe(1);
  expect(figure.values).toEqual({ overdue: 1, p50: 40, p90: 300, max: 300, accepted: 2 });
});

test('a supervisor’s word was never offered, and an offer made again begins anew', () => {
  const figure = handOvers([
    { at: 5 * S, subject: 'desk/a', kind: 'accepted' },
    { at: 10 * S, subject: 'desk/a', kind: 'offered' },
    { at: 20 * S, subject: 'desk/a', kind: 'offered' },
    { at: 25 * S, subject: 'desk/a', kind: 'accepted' },
  ]);
  expect(figure.values).toMatchObject({ accepted: 1, max: 5 });
});
