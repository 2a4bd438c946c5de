import { standards } from '../limit/registry';
import { baseUnit, catalogue, factorOfOldCode, isOwnCode, pollutant } from './pollutant';
import { suspectsUnit, takesUnit, toBase } from './unit';

const repeated = (words: readonly string[]) => words.filter((word, n) => words.indexOf(word) !== n);

test('codes, old codes and names stand for one pollutant each', () => {
  expect(repeated(catalogue.map(({ code }) => code))).toEqual([]);
  expect(repeated(catalogue.flatMap(({ old }) => old ?? []))).toEqual([]);
  expect(repeated(catalogue.map(({ zh }) => zh))).toEqual([]);
  expect(repeated(catalogue.map(({ en }) => en))).toEqual([]);
});

test('every row is well formed', () => {
  for (const { code, old, plausible, decimals } of catalogue) {
    expect(code).toMatch(/^w\d{5}$/);
    if (old !== null) expect(old).toMatch(/^[0-9B]\d\d$/);
    expect(plausible[0]).toBeLessThan(plausible[1]);
    expect(decimals).toBeGreaterThanOrEqual(0);
  }
});

test('every factor of every standard is in the catalogue, may be limited, and its limit is plausible', () => {
  for (const { id, columns } of standards.values())
    for (const [column, limits] of Object.entries(columns))
      for (const [factor, { max = 0 }] of Object.entries(limits)) {
        const row = pollutant(factor);
        expect([id, column, factor, row?.limited, max <= (row?.plausible[1] ?? 0)]).toEqual([
          id,
          column,
          factor,
          true,
          true,
        ]);
      }
});

test.each([
  ['B01', 'w00000'],
  ['001', 'w01001'],
  ['011', 'w01018'],
  ['060', 'w21003'],
  ['065', 'w21001'],
  ['101', 'w21011'],
  ['020', 'w20111'],
  ['110', 'w23002'],
  ['540', 'w25043'],
  ['351', 'w33007'],
  ['999', undefined],
])('old code %s is %s', (old, code) => expect(factorOfOldCode(old)).toBe(code));

test.each([
  ['w01018', { unit: 'mg/L', base: 'mg/L', decimals: 1, kind: 'concentration', classI: false, toxic: false }],
  ['w20111', { unit: 'ug/L', base: 'mg/L', decimals: 5, kind: 'concentration', classI: true, toxic: true }],
  ['w20089', { unit: 'ng/L', base: 'mg/L', decimals: 6, classI: false, toxic: true }],
  ['w20121', { unit: 'mg/L', classI: true, toxic: true }],
  ['w21016', { classI: false, toxic: true }],
  ['w25002', { classI: false, toxic: true }],
  ['w21019', { toxic: false }],
  ['w01001', { unit: '', base: '', kind: 'range', limited: true }],
  ['w00000', { base: 'L/s', kind: 'flow', limited: false }],
  ['w01010', { base: 'degC', kind: 'other', plausible: [-5, 100], limited: false }],
])('%s', (code, row) => expect(pollutant(code)).toMatchObject(row));

test('class I is Table 1 of GB 8978-1996, under every code of its elements', () => {
  const table1 = Object.entries(standards.get('GB 8978-1996')?.columns['T4-1'] ?? {})
    .filter(([, { where }]) => where === 'workshop')
    .map(([factor]) => factor);
  const surface = ['w20141', 'w20142', 'w20143', 'w20144'];
  const marked = catalogue.filter(({ classI }) => classI).map(({ code }) => code);
  expect(marked.sort()).toEqual([...table1, ...surface].sort());
});

test('units of factors outside the catalogue are unknown, and the project has codes of its own', () => {
  expect([baseUnit('w01018'), baseUnit('w00000'), baseUnit('xtox'), pollutant('constructor')]).toEqual([
    'mg/L',
    'L/s',
    '',
    undefined,
  ]);
  expect([isOwnCode('xtox'), isOwnCode('w01018')]).toEqual([true, false]);
});

test.each([
  [48.2, undefined, 'w01018', 48.2],
  [35, undefined, 'w20111', 0.035],
  [0.035, 'mg/L', 'w20111', 0.035],
  [35, 'µg/L', 'w20111', 0.035],
  [35, 'μg/l', 'w20111', 0.035],
  [12, undefined, 'w20089', 0.000_012],
  [1.5, 'g/L', 'w01018', 1500],
  [36, 'm³/h', 'w00000', 10],
  [864, 'm3/d', 'w00000', 10],
  [14, undefined, 'w00000', 14],
  [19.5, '℃', 'w01010', 19.5],
  [19.5, '°C', 'w01010', 19.5],
  [1.2, 'mS/cm', 'w01014', 1200],
  [7, undefined, 'w01001', 7],
  [7, 'pH', 'w01001', 7],
  [3, 'm', 'w01004', 300],
  [7, 'mg/L', 'w01001', null],
  [7, 'furlong', 'w01018', null],
  [7, 'constructor', 'w01018', null],
  [7, 'L/s', 'w01018', null],
  [7, '%', 'xtox', 7],
])('%p %p of %s is %p', (value, unit, factor, base) => expect(toBase(value, unit, factor)).toBe(base));

test('a unit fits a factor or does not', () => {
  expect([takesUnit('ug/L', 'w20111'), takesUnit('L/s', 'w20111'), takesUnit('%', 'xtox')]).toEqual([
    true,
    false,
    true,
  ]);
});

test.each([
  ['hexavalent chromium sent in ug/L by a device set to mg/L', 80, 'w20117', true],
  ['mercury sent in mg/L by a device left at ug/L', 0.000_000_3, 'w20111', true],
  ['mercury, clean water', 0.000_05, 'w20111', false],
  ['nothing at all', 0, 'w20111', false],
  ['COD', 48.2, 'w01018', false],
  ['COD in ug/L', 480_000, 'w01018', true],
  ['flow has no such trap', 1e9, 'w00000', false],
])('%s', (_, value, factor, suspect) => expect(suspectsUnit(value, factor)).toBe(suspect));
