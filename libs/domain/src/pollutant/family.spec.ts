import { familyOf, POLLUTANT_FAMILIES } from './family';
import { catalogue } from './pollutant';

test.each([
  ['w01018', 'oxygen-demand'],
  ['w01019', 'oxygen-demand'],
  ['w21003', 'nutrient'],
  ['w21011', 'nutrient'],
  ['w20117', 'metal'],
  ['w21016', 'inorganic'],
  ['w22001', 'organic'],
  ['w25038', 'organic'],
  ['w99002', 'organic'],
  ['w01001', 'physical'],
  ['w00000', 'physical'],
  ['xtox', 'other'],
  [null, 'other'],
])('%s is of the family %s', (factor, family) => expect(familyOf(factor)).toBe(family));

test('every pollutant of the catalogue has a family, and no family but the last is empty', () => {
  const found = new Set(catalogue.map(({ code }) => familyOf(code)));
  expect([...found].sort()).toEqual(POLLUTANT_FAMILIES.filter((family) => family !== 'other').toSorted());
});
