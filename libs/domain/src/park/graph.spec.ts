import { downstreamOf, placeOf, travelMinutes, upstreamOf } from './graph';
import { type Park, ParkSchema } from './park';

const name = { zh: '名', en: 'name' };
type Flow = [to: string, minutes?: number];
const flows = (list: Flow[]) => list.map(([to, minutes]) => (minutes === undefined ? { to } : { to, minutes }));
const outlet = (id: string, kind: string, ...to: Flow[]) => ({ id, name, kind, flows: flows(to) });
const gate = (id: string, ...to: Flow[]) => ({ id, name, kind: 'gate', tier: 'park', flows: flows(to) });

/** workshop → main → gate → river, with a way around; the rain outlet's way has not been measured. */
const park: Park = ParkSchema.parse({
  id: 'p',
  name,
  enterprises: [{ id: 'firm', name, units: [{ id: 'salt', name }] }],
  walls: [gate('gate', ['river', 30]), gate('ditch', ['river', 5])],
  outlets: [
    { ...outlet('shop', 'workshop', ['main', 4]), enterprise: 'firm', unit: 'salt' },
    { ...outlet('main', 'enterprise-main', ['gate', 10], ['ditch', 60]), enterprise: 'firm' },
    outlet('rain', 'rain', ['gate']),
    outlet('river', 'river-section'),
  ],
  rules: [{ kind: 'silence', id: 's' }],
});
const sorted = (set: ReadonlySet<string>) => [...set].sort();

test('downstream and upstream are outlets, through walls, without itself', () => {
  expect(sorted(downstreamOf(park, 'shop'))).toEqual(['main', 'river']);
  expect(sorted(downstreamOf(park, 'gate'))).toEqual(['river']);
  expect(sorted(upstreamOf(park, 'river'))).toEqual(['main', 'rain', 'shop']);
  expect(sorted(upstreamOf(park, 'gate'))).toEqual(['main', 'rain', 'shop']);
  expect(sorted(downstreamOf(park, 'river'))).toEqual([]);
  expect(sorted(downstreamOf(park, 'nowhere'))).toEqual([]);
});

test('a closure is made once for a park', () => expect(downstreamOf(park, 'shop')).toBe(downstreamOf(park, 'shop')));

test('a cycle of a park that nobody checked ends', () => {
  const around: Park = { ...park, outlets: park.outlets.map((one) => one.id === 'river' ? { ...one, flows: [{ to: 'shop' }] } : one) }; // prettier-ignore
  expect(sorted(downstreamOf(around, 'shop'))).toEqual(['main', 'river']);
  expect(travelMinutes(around, 'shop', 'river')).toBe(44);
});

test('the water takes the fastest way that somebody has measured', () => {
  expect(travelMinutes(park, 'shop', 'gate')).toBe(14);
  expect(travelMinutes(park, 'shop', 'river')).toBe(44);
  expect(travelMinutes(park, 'shop', 'shop')).toBe(0);
  expect(travelMinutes(park, 'rain', 'river')).toBeNull();
  expect(travelMinutes(park, 'river', 'shop')).toBeNull();
});

test('where an outlet belongs', () => {
  expect(placeOf(park, 'shop')).toEqual({ outlet: 'shop', tier: 'unit', enterprise: 'firm', unit: 'firm.salt' });
  expect(placeOf(park, 'main')).toEqual({ outlet: 'main', tier: 'enterprise', enterprise: 'firm', unit: null });
  expect(placeOf(park, 'river')).toEqual({ outlet: 'river', tier: 'basin', enterprise: null, unit: null });
  expect(placeOf(park, 'gate')).toBeNull();
});
