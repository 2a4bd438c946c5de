import type { Outlet } from '../park/park';
import { limitAt, limitsOver, resolveLimits } from './limit';

const ZONE = 'Asia/Shanghai';
const at = (text: string) => Date.parse(`${text}+08:00`);
const NOW = at('2026-06-15T12:00:00');
const outlet = (part: Partial<Outlet>): Outlet => ({
  id: 'o',
  name: { zh: '口', en: 'outlet' },
  kind: 'enterprise-main',
  standards: [],
  limits: [],
  monitors: [],
  flows: [],
  ...part,
});
const petrochemical = { id: 'GB 31571-2015', column: 'T2-direct' };
const plant = { id: 'GB 18918-2002', column: '1A' };

test('a standard binds by its column and says so', () => {
  const found = limitAt(outlet({ standards: [petrochemical] }), 'w01018', 'instant', NOW, ZONE);
  expect(found).toEqual({ max: 50, decimals: 0, source: 'GB 31571-2015 T2-direct' });
});

test('nothing binds what is not limited, nor what is unknown', () => {
  const main = outlet({ standards: [petrochemical, { id: 'GB 1', column: 'x' }, { id: 'GB 8978-1996', column: 'x' }] });
  expect(limitAt(main, 'w00000', 'instant', NOW, ZONE)).toBeNull();
  expect(limitAt(main, 'w99999', 'instant', NOW, ZONE)).toBeNull();
});

test("the outlet's own limit goes before the standard's, for its factor and basis only", () => {
  const main = outlet({
    standards: [petrochemical],
    limits: [{ factor: 'w01018', basis: 'instant', max: 80, source: 'permit' }],
  });
  expect(limitAt(main, 'w01018', 'instant', NOW, ZONE)).toMatchObject({ max: 80, source: 'permit' });
  expect(limitAt(main, 'w01018', 'hour', NOW, ZONE)).toMatchObject({ max: 50 });
  expect(limitAt(main, 'w21003', 'instant', NOW, ZONE)).toMatchObject({ max: 5 });
});

test('of several standards the strictest number holds, with its source', () => {
  const main = outlet({ standards: [{ id: 'GB 8978-1996', column: 'T4-1' }, petrochemical] });
  expect(limitAt(main, 'w01018', 'day', NOW, ZONE)).toMatchObject({ max: 50, source: 'GB 31571-2015 T2-direct' });
  expect(limitAt(main, 'w22001', 'day', NOW, ZONE)).toMatchObject({ max: 3 });
  expect(limitAt(main, 'w01002', 'day', NOW, ZONE)).toMatchObject({ max: 50, source: 'GB 8978-1996 T4-1' });
  expect(limitAt(main, 'w01001', 'day', NOW, ZONE)).toMatchObject({ min: 6, max: 9, source: 'GB 8978-1996 T4-1' });
});

test('a minimum and a maximum of different sources are both named', () => {
  const main = outlet({
    limits: [
      { factor: 'w01001', basis: 'instant', min: 6.5, source: 'a' },
      { factor: 'w01001', basis: 'instant', max: 8.5, source: 'b' },
    ],
  });
  expect(limitAt(main, 'w01001', 'instant', NOW, ZONE)).toEqual({ min: 6.5, max: 8.5, decimals: 1, source: 'b; a' });
});

test.each([
  ['workshop', 'w20117', { max: 0.5 }],
  ['workshop', 'w01018', null],
  ['enterprise-main', 'w20117', null],
  ['enterprise-main', 'w01018', { max: 50 }],
  ['rain', 'w20117', null],
] as const)('class I binds at workshops, the rest elsewhere: %s %s', (kind, factor, expected) => {
  const found = limitAt(outlet({ kind, standards: [petrochemical] }), factor, 'instant', NOW, ZONE);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toMatchObject(expected);
});

test('alkyl mercury must not be detected', () => {
  const workshop = outlet({ kind: 'workshop', standards: [petrochemical] });
  expect(limitAt(workshop, 'w20113', 'instant', NOW, ZONE)).toMatchObject({ notDetectedAbove: 0.00001 });
});

test('GB 18918 binds daily means unless the use says otherwise', () => {
  const daily = outlet({ kind: 'park-plant-out', standards: [plant] });
  const always = outlet({ kind: 'park-plant-out', standards: [{ ...plant, basis: ['instant', 'day'] }] });
  const asked = (place: Outlet) =>
    (['instant', 'hour', 'day'] as const).map((basis) => limitAt(place, 'w01018', basis, NOW, ZONE)?.max);
  expect(asked(daily)).toEqual([undefined, undefined, 50]);
  expect(asked(always)).toEqual([50, undefined, 50]);
});

test.each([
  [12.1, 5, undefined],
  [12, 8, undefined],
  [4, 8, undefined],
  [null, 5, true],
])('ammonia at %p degC: %p', (temperature, max, temperatureUnknown) => {
  const place = outlet({ kind: 'park-plant-out', standards: [plant] });
  const found = limitAt(place, 'w21003', 'day', NOW, ZONE, temperature);
  expect([found?.max, found?.temperatureUnknown]).toEqual([max, temperatureUnknown]);
});

test('an unknown temperature is no matter where a limit without one is stricter', () => {
  const place = outlet({ standards: [plant, { id: 'GB 3838-2002', column: 'III' }] });
  const found = limitAt(place, 'w21003', 'day', NOW, ZONE);
  expect(found).toEqual({ max: 1, decimals: 1, source: 'GB 3838-2002 III' });
});

const dated = outlet({
  standards: [{ ...petrochemical, from: '2026-01-01' }],
  limits: [{ factor: 'w01018', basis: 'instant', max: 40, from: '2026-03-01', to: '2026-03-31', source: 'notice' }],
});

test.each([
  ['2025-12-31T23:59:59', undefined],
  ['2026-01-01T00:00:00', 50],
  ['2026-02-28T23:59:59', 50],
  ['2026-03-01T00:00:00', 40],
  ['2026-03-31T23:59:59', 40],
  ['2026-04-01T00:00:00', 50],
])("days are the park's, both ends included: %s", (moment, max) => {
  expect(limitAt(dated, 'w01018', 'instant', at(moment), ZONE)?.max).toBe(max);
});

test("the same outlet in another zone has that zone's days", () => {
  const moment = Date.parse('2026-03-01T00:00:00Z') - 1;
  expect(limitAt(dated, 'w01018', 'instant', moment, ZONE)?.max).toBe(40);
  expect(limitAt(dated, 'w01018', 'instant', moment, 'UTC')?.max).toBe(50);
});

test('limits over a range are stretches without those that nothing limits', () => {
  const spans = limitsOver(dated, 'w01018', 'instant', at('2025-12-01T00:00:00'), at('2026-05-01T00:00:00'), ZONE);
  expect(spans.map(({ from, to, limit }) => [from, to, limit.max])).toEqual([
    [at('2026-01-01T00:00:00'), at('2026-03-01T00:00:00'), 50],
    [at('2026-03-01T00:00:00'), at('2026-04-01T00:00:00'), 40],
    [at('2026-04-01T00:00:00'), at('2026-05-01T00:00:00'), 50],
  ]);
  expect(limitsOver(dated, 'w01018', 'hour', NOW, NOW + 1000, ZONE)).toMatchObject([{ from: NOW, to: NOW + 1000 }]);
  expect(limitsOver(dated, 'w01018', 'hour', NOW, NOW, ZONE)).toEqual([]);
});

test('a change that leaves the limit as it is makes no new stretch', () => {
  const place = outlet({ standards: [petrochemical, { id: 'GB 8978-1996', column: 'T4-1', from: '2026-02-01' }] });
  const range = [at('2026-01-01T00:00:00'), at('2026-03-01T00:00:00')] as const;
  expect(limitsOver(place, 'w01018', 'instant', ...range, ZONE)).toHaveLength(1);
});

test.each([
  [{ max: 8 }, 0],
  [{ max: 8, decimals: 1 }, 1],
  [{ max: 0.05 }, 2],
])('digits of %p: %p', (numbers, decimals) => {
  const place = outlet({ limits: [{ factor: 'w21003', basis: 'instant', source: 's', ...numbers }] });
  expect(limitAt(place, 'w21003', 'instant', NOW, ZONE)?.decimals).toBe(decimals);
});

test('pH is judged to a tenth at least', () => {
  const place = outlet({ limits: [{ factor: 'w01001', basis: 'instant', min: 6, max: 9, source: 's' }] });
  expect(limitAt(place, 'w01001', 'instant', NOW, ZONE)?.decimals).toBe(1);
});

test('an outlet is resolved once', () => {
  expect(resolveLimits(dated, ZONE).overrides.size).toBe(1);
  const started = performance.now();
  for (let n = 0; n < 20_000; n++) limitAt(dated, 'w01018', 'instant', NOW + n, ZONE);
  expect(performance.now() - started).toBeLessThan(1000);
});
