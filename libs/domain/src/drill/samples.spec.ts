import fc from 'fast-check';
import { CLOCK, scenarioOf, step } from './scenario.fixture';
import type { Injected } from './drill';
import type { SampleShape, ScenarioInput } from './scenario';
import { samplesBetween } from './samples';

const put = (id: string, shape: SampleShape, at: number): ScenarioInput['injects'][number] => ({
  ...{ id, at },
  payload: { kind: 'samples', outlet: 'main', monitor: 'MN1', factor: 'w01018', shape },
});
const seconds = (count: number): number => CLOCK + count * 1000;

/** COD second by second, with injects carried out at their offsets. */
function cod(injects: ScenarioInput['injects'], to = 120, from = 0): [second: number, value: number | undefined][] {
  const scenario = scenarioOf({ injects });
  const injected = injects.map(({ id, at = 0 }) => ({ inject: id, at: seconds(at) }));
  return samplesBetween(scenario, injected, seconds(from), seconds(to), CLOCK).map(({ at, values }) => [
    (at - CLOCK) / 1000,
    values['w01018'],
  ]);
}

test('a monitor sends all its factors on its grid, after the one moment up to the other', () => {
  const samples = samplesBetween(scenarioOf(), [], seconds(10), seconds(30), CLOCK);
  expect(samples).toEqual(
    [20, 30].map((second) => ({
      ...{ outlet: 'main', monitor: 'MN1', at: seconds(second), values: { w01018: 42, w21003: 3 } },
    })),
  );
});

test('what is not carried out yet changes nothing', () => {
  const scenario = scenarioOf({ injects: [step('a', 20, 150)] });
  expect(samplesBetween(scenario, [], CLOCK, seconds(60), CLOCK).every(({ values }) => values['w01018'] === 42)).toBe(
    true,
  );
});

const SHAPES: [SampleShape, (number | undefined)[]][] = [
  [{ kind: 'step', to: 150 }, [42, 150, 150, 150, 150]],
  [{ kind: 'ramp', to: 82, over: 20 }, [42, 42, 62, 82, 82]],
  [{ kind: 'ramp', from: 100, to: 0, over: 20 }, [42, 100, 50, 0, 0]],
  [{ kind: 'ramp', to: 9, over: 0 }, [42, 9, 9, 9, 9]],
  [{ kind: 'pulse', peak: 90, over: 20 }, [42, 90, 90, 42, 42]],
  [{ kind: 'series', values: [1, 2] }, [42, 1, 2, 2, 2]],
];
test.each(SHAPES)('%j', (shape, values) => {
  expect(cod([put('a', shape, 20)], 50)).toEqual(values.map((value, n) => [10 + 10 * n, value]));
});

test('a shape starts from what was there, and the newest holds', () => {
  const injects = [
    put('a', { kind: 'ramp', to: 142, over: 100 }, 0),
    put('b', { kind: 'ramp', to: 0, over: 20 }, 50),
    put('c', { kind: 'step', to: 7 }, 80),
  ];
  expect(cod(injects, 90, 40)).toEqual([
    [50, 92],
    [60, 46],
    [70, 0],
    [80, 7],
    [90, 7],
  ]);
});

test('noise stays within its spread, differs from moment to moment and is the same again', () => {
  const noisy = () => cod([put('a', { kind: 'noise', mean: 40, spread: 2 }, 0)], 600).map(([, value = 0]) => value);
  const values = noisy();
  expect(values.every((value) => value >= 38 && value <= 42)).toBe(true);
  expect(new Set(values).size).toBeGreaterThan(50);
  expect(noisy()).toEqual(values);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean - 40)).toBeLessThan(0.5);
});

test('a silent monitor sends nothing while its fault lasts, nor one whose logger is offline', () => {
  const scenario = scenarioOf({
    injects: [
      {
        id: 'f',
        at: 20,
        payload: { kind: 'fault', fault: { of: 'monitor', outlet: 'main', monitor: 'MN1' }, for: 20 },
      },
      { id: 'off', at: 55, payload: { kind: 'event', outlet: 'main', online: false } },
      { id: 'on', at: 75, payload: { kind: 'event', outlet: 'main', online: true } },
    ],
  });
  const injected = [20, 55, 75].map((at, n) => ({ inject: scenario.injects[n]?.id ?? '', at: seconds(at) }));
  const samples = samplesBetween(scenario, injected, CLOCK, seconds(100), CLOCK);
  expect(samples.map(({ at }) => (at - CLOCK) / 1000)).toEqual([10, 40, 50, 80, 90, 100]);
});

const shape: fc.Arbitrary<SampleShape> = fc.oneof(
  fc.record({ kind: fc.constant('step' as const), to: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ kind: fc.constant('ramp' as const), to: fc.integer({ min: 0, max: 500 }), over: fc.nat(300) }),
  fc.record({ kind: fc.constant('pulse' as const), peak: fc.integer({ min: 0, max: 500 }), over: fc.nat(300) }),
  fc.record({ kind: fc.constant('series' as const), values: fc.array(fc.nat(500), { minLength: 1, maxLength: 9 }) }),
  fc.record({ kind: fc.constant('noise' as const), mean: fc.nat(500), spread: fc.nat(50) }),
);

test('however time is cut into steps, the samples are the same to the bit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ shape, at: fc.nat(600) }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 17 }),
      fc.tuple(fc.nat(600_000), fc.nat(600_000), fc.nat(600_000)),
      (puts, interval, moments) => {
        const injects = puts.map((one, n) => put(`i${n}`, one.shape, one.at));
        const scenario = scenarioOf({
          injects: injects.length > 0 ? injects : [step('a', 0, 1)],
          monitors: [
            { outlet: 'main', monitor: 'MN1', interval, values: { w01018: 42, w21003: 3 } },
            { outlet: 'rain', monitor: 'MN2', interval: 7, values: { w01018: 9 } },
          ],
        });
        const injected: Injected[] = puts.map(({ at }, n) => ({ inject: `i${n}`, at: seconds(at) }));
        const [a = 0, b = 0, c = 0] = moments.sort((x, y) => x - y).map((ms) => CLOCK + ms);
        const between = (from: number, to: number) => samplesBetween(scenario, injected, from, to, CLOCK);
        expect([...between(a, b), ...between(b, c)]).toEqual(between(a, c));
      },
    ),
  );
});
