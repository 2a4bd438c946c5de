/** Pollutants that come from one cause as a rule, so that their alarms at one source are one incident. */
export const POLLUTANT_FAMILIES = [
  'oxygen-demand',
  'nutrient',
  'metal',
  'organic',
  'inorganic',
  'physical',
  'other',
] as const;
export type PollutantFamily = (typeof POLLUTANT_FAMILIES)[number];

/** COD, permanganate index, BOD5, TOC: sums of what takes up oxygen. */
const OXYGEN_DEMAND = new Set(['w01017', 'w01018', 'w01019', 'w01020', 'w01022']);
/** Nitrogen and phosphorus in their forms. */
const NUTRIENT = new Set(['w21001', 'w21003', 'w21004', 'w21006', 'w21007', 'w21011', 'w21012']);

const BY_GROUP: Readonly<Record<number, PollutantFamily>> = { 20: 'metal', 21: 'inorganic' };
const ORGANIC_FROM = 22;

/** By the classes of HJ 525-2009 (`w01` physical and sums, `w20` metals, `w21` inorganic, `w22` up organic). */
export function familyOf(factor: string | null): PollutantFamily {
  if (factor === null) return 'other';
  if (OXYGEN_DEMAND.has(factor)) return 'oxygen-demand';
  if (NUTRIENT.has(factor)) return 'nutrient';
  const group = Number(/^w(\d\d)/.exec(factor)?.[1] ?? Number.NaN);
  if (Number.isNaN(group)) return 'other';
  if (group >= ORGANIC_FROM) return 'organic';
  return BY_GROUP[group] ?? 'physical';
}
