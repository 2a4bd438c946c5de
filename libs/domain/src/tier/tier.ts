import type { Severity } from '../condition/condition';
import type { OutletKind } from '../park/outlet-kind';

/** Prevention tiers, lowest first: each has walls that hold polluted water back and a desk that answers for them. */
export const TIERS = ['unit', 'enterprise', 'park', 'basin'] as const;
export type Tier = (typeof TIERS)[number];

/** 0 for the unit to 3 for the basin. */
export const tierRank = (tier: Tier): number => TIERS.indexOf(tier);
export const higherTier = (a: Tier, b: Tier): Tier => (tierRank(b) > tierRank(a) ? b : a);

/** The tier that an outlet belongs to. */
export const OUTLET_TIER: Readonly<Record<OutletKind, Tier>> = {
  workshop: 'unit',
  'enterprise-main': 'enterprise',
  rain: 'enterprise',
  'park-plant-in': 'park',
  'park-plant-out': 'park',
  'river-section': 'basin',
};

/** The lowest tier at which a colour may start. */
export const SEVERITY_TIER: Readonly<Record<Severity, Tier>> = {
  blue: 'unit',
  yellow: 'unit',
  orange: 'enterprise',
  red: 'park',
};
