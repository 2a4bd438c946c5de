import { aDuty, aMeasure, anIncident, minute, T0 } from './builders';
import { tierCards } from './tier-cards';

const MINUTE = 60_000;
const measure = aMeasure({ tier: 'enterprise' });
const clocks = (given: Parameters<typeof anIncident>[0]) =>
  Object.fromEntries(tierCards(anIncident(given)).map(({ tier, clock }) => [tier, clock.is]));

test('from the unit to the basin; the next one up shows when it would come on duty', () => {
  const cards = tierCards(anIncident());
  expect(cards.map(({ tier }) => tier)).toEqual(['unit', 'enterprise', 'park', 'basin']);
  expect(cards.map(({ clock }) => clock)).toEqual([
    { is: 'none' },
    { is: 'acknowledge', since: T0, due: T0 + 5 * MINUTE },
    { is: 'until-duty', since: T0, due: T0 + 5 * MINUTE },
    { is: 'none' },
  ]);
  expect(cards.map(({ current }) => current)).toEqual([false, true, false, false]);
});

test.each([
  ['acknowledged', { acknowledgedAt: minute(1), acknowledgedBy: 'chen' }, 'contain'],
  ['acknowledged too late', { acknowledgeMissed: true }, 'missed'],
  ['not contained in time', { acknowledgedAt: minute(1), containMissed: true }, 'missed'],
] as const)('%s', (_, duty, is) => {
  expect(clocks({ tiers: [aDuty(duty)] })['enterprise']).toBe(is);
});

test('what a tier had to do is done when its measures are, or when the water is held', () => {
  const acknowledged = [aDuty({ acknowledgedAt: minute(1), acknowledgedBy: 'chen' })];
  expect(clocks({ tiers: acknowledged, measures: [measure] })['enterprise']).toBe('done');
  expect(clocks({ tiers: acknowledged, measures: [{ ...measure, state: 'failed' }] })['enterprise']).toBe('contain');
  expect(clocks({ tiers: acknowledged, state: 'CONTAINED' })['enterprise']).toBe('done');
  expect(clocks({ tiers: acknowledged, state: 'SUSPENDED' })['enterprise']).toBe('paused');
});
