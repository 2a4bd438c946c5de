import type { OutletView, ParkView } from '../api/shapes';
import { courseOf, fitted } from './course';

const name = { zh: '口', en: 'x' };
const outlet = (id: string, kind: string): OutletView => ({
  id,
  kind,
  name,
  enterprise: null,
  monitors: [],
  factors: [],
});
const park: Pick<ParkView, 'outlets' | 'walls'> = {
  outlets: [outlet('section', 'river-section'), outlet('plant', 'park-plant-out'), outlet('shop', 'workshop')],
  walls: [
    { id: 'gate', kind: 'gate', name, distance: 900 },
    { id: 'pond', kind: 'pond', name, distance: 100 },
  ],
};

test.each([320, 718, 1036])('on %d px, from the workshop to the river, walls in their order', (width) => {
  const { stations, mouth } = courseOf(park, width);
  const order = (kind: string) => stations.filter((station) => station.kind === kind).map(({ id }) => id);
  expect(order('outlet')).toEqual(['shop', 'plant']);
  expect(order('section')).toEqual(['section']);
  expect(order('wall')).toEqual(['pond', 'gate']);
  expect(stations.filter(({ kind }) => kind !== 'section').every(({ x }) => x > 0 && x < mouth)).toBe(true);
});

test('labels are cut by their width, not by their letters', () => {
  expect(fitted('东河雨水口', 5)).toBe('东河雨水口');
  expect(fitted('东河三号雨水排口', 5)).toBe('东河三号…');
  expect(fitted('Main outlet', 7)).toBe('Main outlet');
  expect(fitted('East River storm outlet', 7)).toBe('East River …');
});
