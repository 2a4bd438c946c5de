import { ParkSchema } from '../park/park';
import { compile } from './engine/plan';
import type { ValueWatch } from './rule';

const at = (time: string): number => Date.parse(`${time}+08:00`);
const NOON = at('2026-06-01T12:00:00');

function watchOf(outlet: object, rule: object, factor: string): ValueWatch {
  const park = ParkSchema.parse({
    id: 'p',
    name: { zh: '园', en: 'park' },
    outlets: [
      {
        id: 'o',
        name: { zh: '口', en: 'outlet' },
        kind: 'workshop',
        monitors: [{ id: 'M', interval: 60, factors: { [factor]: {} } }],
        ...outlet,
      },
    ],
    rules: [{ kind: 'limit', id: 'r', factors: [factor], ...rule }],
  });
  const [watch] = compile(park, 1).monitors.get('M')?.watches.values() ?? [];
  if (watch?.on !== 'value') throw new Error('no watch');
  return watch;
}

const judge = (watch: ValueWatch, value: number, temperature: number | null = null, time = NOON) =>
  watch.judge({ at: time, validity: { state: 'valid', value }, temperature });

const limits = (...limit: object[]) => ({ limits: limit.map((one) => ({ source: 'permit', ...one })) });

test('equal to the limit is compliant; the figures of the judgement are told', () => {
  const watch = watchOf(limits({ factor: 'w01018', max: 50 }), { prewarn: 0.9 }, 'w01018');
  expect(judge(watch, 50)).toMatchObject({ severity: 'blue', ratio: 1, limit: 50 });
  const over = judge(watch, 63.2);
  expect(over).toMatchObject({ severity: 'yellow', value: 63.2, limit: 50, ratio: 1.264, source: 'permit' });
  expect(watch.explain(over)).toBe('COD 63.2 mg/L is outside of the limit 50 mg/L (permit), 1.26 times it.');
});

test('the deadband is a share of the limit', () => {
  const watch = watchOf(limits({ factor: 'w01018', max: 50 }), { deadband: 0.1 }, 'w01018');
  expect(judge(watch, 46)).toMatchObject({ severity: null, held: 'yellow' });
  expect(judge(watch, 45)).toMatchObject({ severity: null, held: null });
});

test('pH has no ratio and both ends are compliant', () => {
  const watch = watchOf(limits({ factor: 'w01001', min: 6, max: 9 }), { deadband: 0.01 }, 'w01001');
  expect(judge(watch, 9)).toMatchObject({ severity: null, held: 'yellow' });
  expect(judge(watch, 7)).toMatchObject({ severity: null, held: null });
  expect(judge(watch, 9.5)).toMatchObject({ severity: 'yellow', ratio: null, limit: 9 });
  expect(judge(watch, 4.5)).toMatchObject({ severity: 'orange', limit: 6 });
  expect(judge(watch, 11.5)).toMatchObject({ severity: 'red' });
});

test('what must not be detected is a breach above the detection limit, a toxic a step graver', () => {
  const watch = watchOf(limits({ factor: 'w20113', notDetectedAbove: 0.00001 }), {}, 'w20113');
  expect(judge(watch, 0.00001).severity).toBeNull();
  expect(judge(watch, 0.00002)).toMatchObject({ severity: 'orange', ratio: null, limit: 0.00001 });
});

test('a limit follows the water temperature; the stricter one where it is unknown', () => {
  const watch = watchOf(limits({ factor: 'w21003', max: 5, maxCold: 8 }), {}, 'w21003');
  expect(judge(watch, 6, 12.1).severity).toBe('yellow');
  expect(judge(watch, 6, 12).severity).toBeNull();
  const unknown = judge(watch, 6);
  expect(unknown).toMatchObject({ severity: 'yellow', limit: 5, notes: ['temperature-unknown'] });
  expect(watch.explain(unknown)).toContain('temperature unknown');
});

test('limits change at local midnight', () => {
  const watch = watchOf(
    limits({ factor: 'w01018', max: 100, to: '2026-06-01' }, { factor: 'w01018', max: 50, from: '2026-06-02' }),
    {},
    'w01018',
  );
  expect(judge(watch, 80, null, at('2026-06-01T23:59:59')).severity).toBeNull();
  expect(judge(watch, 80, null, at('2026-06-02T00:00:00')).severity).toBe('yellow');
});

test('without a limit in force nothing is a breach', () => {
  const watch = watchOf(limits({ factor: 'w01018', max: 50, from: '2027-01-01' }), {}, 'w01018');
  expect(judge(watch, 500)).toMatchObject({ severity: null, held: null, limit: null, notes: ['no-limit'] });
});

test('above the measuring range is a suspicion, at least yellow', () => {
  const watch = watchOf(limits({ factor: 'w01018', max: 50 }), {}, 'w01018');
  const blind = watch.judge({ at: NOON, validity: { state: 'over-range', value: null }, temperature: null });
  expect(blind).toMatchObject({ severity: 'yellow', held: 'yellow', value: null, limit: 50 });
  expect(watch.explain(blind)).toContain('above the measuring range');
  const seen = watch.judge({ at: NOON, validity: { state: 'over-range', value: 300 }, temperature: null });
  expect(seen).toMatchObject({ severity: 'red', value: 300 });
});

test('class-I metals of a standard bind where they leave the workshop', () => {
  const use = { standards: [{ id: 'GB 18918-2002', column: '1A' }] };
  const metal = watchOf({ ...use, kind: 'workshop' }, {}, 'w20115');
  expect(metal.toxic).toBe(true);
  const main = watchOf({ ...use, kind: 'park-plant-out' }, {}, 'w01018');
  expect(main.toxic).toBe(false);
});
