import { ParkSchema } from '@cofferdam/domain';
import { registerOf, unitsOf } from './register';

const name = { zh: '名', en: 'Name' };
const monitor = (id: string) => ({ id, interval: 60, factors: { w01018: {}, w00000: { unit: 'm3/h' } } });
const park = ParkSchema.parse({
  ...{ id: 'east', name, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  outlets: [{ id: 'main', name, kind: 'enterprise-main', monitors: [monitor('M1'), monitor('M2')] }],
});

test('a drill is judged by the live document, but for how often its virtual monitors send', () => {
  const judged = registerOf(park, { monitors: [{ outlet: 'main', monitor: 'M1', interval: 5, values: {} }] });
  const intervals = judged.outlets.flatMap(({ monitors }) => monitors.map(({ id, interval }) => [id, interval]));
  expect(intervals).toEqual([
    ['M1', 5],
    ['M2', 60],
  ]);
  const outlets = judged.outlets.map((outlet) => ({ ...outlet, monitors: park.outlets[0]?.monitors }));
  expect({ ...judged, outlets }).toEqual(park);
});

test('a device’s units are those that the register sets', () => {
  const unitOf = unitsOf(park);
  expect([unitOf('M1', 'w00000'), unitOf('M1', 'w01018'), unitOf('M9', 'w01018')]).toEqual([
    'm3/h',
    undefined,
    undefined,
  ]);
});
