/** What kind of place an outlet is: which water it lets go, and to whom. */
export const OUTLET_KINDS = [
  'workshop',
  'enterprise-main',
  'rain',
  'park-plant-in',
  'park-plant-out',
  'river-section',
] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];
