import { after, context, MINUTE, opened, person, T0 } from '../incident/incident.fixture';
import { type SirenIncident, sirenOf } from './siren';

const calling: SirenIncident = {
  ...{ class: 'actual', park: 'east', severity: 'orange', toxic: false, state: 'OPEN' },
  tiers: [{ acknowledged: null }],
};
const answered = { acknowledged: { by: 'li', at: 1 } };

test.each<[string, Partial<SirenIncident>, 'on' | 'off']>([
  ['orange and unacknowledged', {}, 'on'],
  ['red', { severity: 'red' }, 'on'],
  ['yellow', { severity: 'yellow' }, 'off'],
  ['blue', { severity: 'blue' }, 'off'],
  ['a toxic of any colour', { severity: 'blue', toxic: true }, 'on'],
  ['acknowledged by all who were called', { severity: 'red', state: 'ACKED', tiers: [answered, answered] }, 'off'],
  ['one tier has not answered', { state: 'ACKED', tiers: [answered, { acknowledged: null }] }, 'on'],
  ['a measure is under way, and a tier came in addition', { state: 'CONTAINING' }, 'on'],
  ['the water is held', { state: 'CONTAINED' }, 'off'],
  ['suspected false: pages stop', { state: 'SUSPENDED' }, 'off'],
  ['closed', { state: 'CLOSED' }, 'off'],
  ['false', { state: 'FALSE_ALARM' }, 'off'],
  ['merged into another', { state: 'MERGED' }, 'off'],
  ['a drill', { class: 'exercise', severity: 'red' }, 'off'],
])('%s', (_, more, siren) => expect(sirenOf([{ ...calling, ...more }])).toBe(siren));

test('any one incident sounds it; none is silence', () => {
  expect(sirenOf([])).toBe('off');
  expect(sirenOf([{ ...calling, severity: 'blue' }, calling])).toBe('on');
});

test('an incident sounds from its opening to its acknowledge', () => {
  const { incident } = opened('main', { severity: 'red', severityMax: 'red' });
  expect(sirenOf([incident])).toBe('on');
  const seen = after(incident, { act: 'acknowledge', note: null }, context(person('admin'), T0 + MINUTE));
  expect(sirenOf([seen])).toBe('off');
});
