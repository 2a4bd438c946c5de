import fc from 'fast-check';
import { NOTHING_RECENT, type Recent, recognise } from './recognise';

const sample = (at: number, values: Record<string, number>, receivedAt = 10_000_000) => ({
  at,
  receivedAt,
  values: Object.fromEntries(Object.entries(values).map(([factor, value]) => [factor, { value, flag: 'N' }])),
});

function run(...samples: ReturnType<typeof sample>[]) {
  let recent: Recent = NOTHING_RECENT;
  return samples.map((one) => {
    const answer = recognise(JSON.parse(JSON.stringify(recent)) as Recent, one);
    recent = answer.recent;
    return answer;
  });
}
const kinds = (...samples: ReturnType<typeof sample>[]) => run(...samples).map(({ kind }) => kind);

test('new, duplicate, correction and late', () => {
  expect(
    kinds(
      sample(1000, { w01018: 10 }),
      sample(1000, { w01018: 10 }),
      sample(1000, { w01018: 11 }),
      sample(1000, { w01018: 11 }),
      sample(2000, { w01018: 10 }),
      sample(500, { w01018: 10 }),
      sample(500, { w01018: 10 }),
    ),
  ).toEqual(['new', 'duplicate', 'correction', 'duplicate', 'new', 'late', 'duplicate']);
});

test('a moment split over packets is new factor by factor, however it is sent again', () => {
  const answers = run(
    sample(1000, { w01018: 10 }),
    sample(1000, { w21003: 2 }),
    sample(1000, { w21003: 2, w01018: 10 }),
    sample(1000, { w21003: 3, w01018: 10, w21011: 1 }),
  );
  expect(answers.map(({ kind }) => kind)).toEqual(['new', 'new', 'duplicate', 'correction']);
  expect(answers[3]).toMatchObject({ fresh: ['w21011'], corrected: ['w21003'], late: false });
});

test('a flag, a statistic and a missing value count as the value', () => {
  const at = { at: 1, receivedAt: 1 };
  const first = recognise(NOTHING_RECENT, { ...at, values: { w01018: { flag: 'D' } } });
  expect(recognise(first.recent, { ...at, values: { w01018: { flag: 'D' } } }).kind).toBe('duplicate');
  expect(recognise(first.recent, { ...at, values: { w01018: { flag: 'B' } } }).kind).toBe('correction');
  expect(recognise(first.recent, { ...at, values: { w01018: { flag: 'D', max: 3 } } }).kind).toBe('correction');
});

test('a time ahead of the clock does not make the present late', () => {
  expect(
    kinds(sample(300_000, { w01018: 1 }, 1000), sample(5000, { w01018: 1 }, 5500), sample(8000, { w01018: 1 }, 8500)),
  ).toEqual(['new', 'new', 'new']);
});

test('memory is bounded, whatever comes', () => {
  const packets = fc.array(
    fc.tuple(fc.nat(200), fc.dictionary(fc.stringMatching(/^w[0-9]{5}$/), fc.double(), { minKeys: 1, maxKeys: 4 })),
    { minLength: 150, maxLength: 200 },
  );
  fc.assert(
    fc.property(packets, (all) => {
      const recent = run(...all.map(([at, values]) => sample(at, values))).at(-1)?.recent;
      expect(recent?.ring.length).toBeLessThanOrEqual(64);
      expect(recent?.sets.length).toBeLessThanOrEqual(65);
    }),
    { numRuns: 20 },
  );
});

test('whatever was just remembered is a duplicate when it comes again', () => {
  const packets = fc.array(fc.tuple(fc.nat(20), fc.constantFrom('w01018', 'w21003'), fc.nat(3)), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(packets, (all) => {
      let recent: Recent = NOTHING_RECENT;
      for (const [at, factor, value] of all) {
        recent = recognise(recent, sample(at, { [factor]: value })).recent;
        expect(recognise(recent, sample(at, { [factor]: value })).kind).toBe('duplicate');
      }
    }),
  );
});
