import { aDuty, anIncident, minute } from './builders';
import { responsible, tiersAbove, unacknowledgedBy } from './tiers';

const acknowledged = { acknowledgedAt: minute(1), acknowledgedBy: 'chen' };
const both = [aDuty(), aDuty({ tier: 'park' })];

test.each([
  ['its own tier', 'park', ['park']],
  ['the highest on duty below it', 'basin', ['park']],
  ['its own, though a higher one is on duty', 'enterprise', ['enterprise']],
  ['all', 'admin', ['enterprise', 'park']],
  ['none', 'unit', []],
  ['none', 'auditor', []],
] as const)('%s is what a user acknowledges: %s', (_, role, tiers) => {
  expect(unacknowledgedBy(anIncident({ tiers: both }), role).map(({ tier }) => tier)).toEqual(tiers);
});

test('what has been acknowledged, or is suspended, is not again', () => {
  expect(unacknowledgedBy(anIncident({ tiers: [aDuty(acknowledged)] }), 'enterprise')).toEqual([]);
  expect(unacknowledgedBy(anIncident({ tiers: both, state: 'SUSPENDED' }), 'park')).toEqual([]);
});

test('who is waited for, and who could still come', () => {
  expect(responsible(anIncident({ tiers: [aDuty(), aDuty({ tier: 'park', ...acknowledged })] }))?.tier).toBe(
    'enterprise',
  );
  expect(responsible(anIncident({ tiers: both }))?.tier).toBe('park');
  expect(tiersAbove(anIncident({ tiers: both }))).toEqual(['basin']);
});
