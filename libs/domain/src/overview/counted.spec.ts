import { alarmOf, condition, deliver } from '../alarm/merge.fixture';
import { viewAlarm } from '../alarm/view';
import { ParkSchema } from '../park/park';
import { counted, placesOf } from './counted';

const name = { zh: '名', en: 'name' };
const park = ParkSchema.parse({
  id: 'demo',
  name,
  enterprises: [{ id: 'acme', name, units: [{ id: 'u1', name }] }],
  outlets: [
    { id: 'east', name, kind: 'enterprise-main', enterprise: 'acme', unit: 'u1' },
    { id: 'plant', name, kind: 'park-plant-out' },
  ],
  rules: [{ kind: 'silence', id: 'silent' }],
});

test('an alarm counts at the place of its outlet', () => {
  const alarm = alarmOf(deliver([condition()]));
  const places = placesOf(park);
  expect(counted(viewAlarm(alarm), places.get('east'))).toMatchObject({
    ...{ id: 'a1', park: 'demo', enterprise: 'acme', unit: 'u1', outlet: 'east', factor: 'w01018', tier: 'enterprise' },
    ...{ severity: 'yellow', state: 'UNACK', active: true, unacknowledged: true, onset: alarm.raisedAt, generation: 1 },
  });
  expect(places.get('plant')).toEqual({ enterprise: null, unit: null, tier: 'park' });
});

test('without an outlet that is known it counts with the lowest tier', () => {
  const view = viewAlarm(alarmOf(deliver([condition()])));
  expect(counted(view)).toMatchObject({ enterprise: null, unit: null, tier: 'unit' });
});
