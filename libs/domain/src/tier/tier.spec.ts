import { SEVERITIES } from '../condition/condition';
import { OUTLET_KINDS } from '../park/outlet-kind';
import { higherTier, OUTLET_TIER, SEVERITY_TIER, tierRank, TIERS } from './tier';

test('tiers from the unit up to the basin', () => {
  expect(TIERS.map(tierRank)).toEqual([0, 1, 2, 3]);
  expect([higherTier('unit', 'park'), higherTier('basin', 'park'), higherTier('park', 'park')]).toEqual([
    'park',
    'basin',
    'park',
  ]);
});

test('every kind of outlet and every colour has its tier; a graver colour never starts lower', () => {
  expect(OUTLET_KINDS.map((kind) => tierRank(OUTLET_TIER[kind])).every((rank) => rank >= 0)).toBe(true);
  const floors = SEVERITIES.map((severity) => tierRank(SEVERITY_TIER[severity]));
  expect(floors).toEqual(floors.toSorted());
});
