import { aDuty, anIncident, minute } from './builders';
import { whoseOf } from './whose';

const by = { acknowledgedAt: minute(1), acknowledgedBy: 'chen' };
const acknowledged = { by: 'li', at: minute(1), note: null };

test.each([
  ['nobody has', [aDuty()], { desk: 'enterprise', by: null, state: 'UNACK' }],
  ['it was handed to somebody', [aDuty({ holder: 'wang' })], { desk: null, by: 'wang', state: 'UNACK' }],
  ['the highest that has not', [aDuty(by), aDuty({ tier: 'park' })], { desk: 'park', by: null, state: 'UNACK' }],
] as const)('not acknowledged: %s', (_, tiers, whose) => {
  expect(whoseOf({ state: 'UNACK', acknowledged: null }, anIncident({ tiers }))).toEqual(whose);
});

test('a tier that came on duty later waits, though the alarm has been acknowledged', () => {
  const tiers = [aDuty(by), aDuty({ tier: 'park' })];
  expect(whoseOf({ state: 'ACKED', acknowledged }, anIncident({ tiers }))).toEqual({
    ...{ desk: 'park', by: null, state: 'UNACK' },
  });
});

test('acknowledged: who did it at the highest tier; without an incident who acknowledged the alarm', () => {
  const state = 'ACKED';
  expect(whoseOf({ state, acknowledged }, anIncident({ tiers: [aDuty(by)] }))).toEqual({
    desk: null,
    by: 'chen',
    state,
  });
  expect(whoseOf({ state, acknowledged }, undefined)).toEqual({ desk: null, by: 'li', state });
  expect(whoseOf({ state: 'SHLVD', acknowledged: null }, undefined)).toEqual({ desk: null, by: null, state: 'SHLVD' });
});

test('when the water is held nobody is waited for', () => {
  const tiers = [aDuty(by), aDuty({ tier: 'park' })];
  const held = anIncident({ tiers, state: 'CONTAINED' });
  expect(whoseOf({ state: 'ACKED', acknowledged }, held)).toEqual({ desk: 'park', by: null, state: 'ACKED' });
});
