import type { Outlet, Park, Rule } from './park';

/** Outlets where a rule holds: those it names and those of the kinds it names, or all. */
export function outletsOf(park: Park, rule: Pick<Rule, 'outlets' | 'kinds'>): Outlet[] {
  const { outlets, kinds } = rule;
  return park.outlets.filter(
    ({ id, kind }) => (outlets === undefined || outlets.includes(id)) && (kinds === undefined || kinds.includes(kind)),
  );
}
