import type { Park } from '../park/park';
import { checkEnterprise, checkReference, type Path, type Problem, problem, quoted } from '../park/problem';
import { checkMeasure, checkPlayer } from './check-people';
import { checkOutlet } from './check-place';
import { isDamaged, type Legible, present } from './legible';
import type { ExpectedAction } from './expected';
import type { Expected } from './scenario';

/** Without these nobody could say whether it has happened. */
const NEEDS: Partial<Record<ExpectedAction, readonly (keyof Expected)[]>> = {
  tier: ['tier'],
  measure: ['measure'],
  'hand-over': ['to'],
  report: ['words'],
};

/** An expected action: what it needs, and that what it names exists. */
export function checkExpected(expected: Expected, scenario: Legible, park: Park, path: Path): Problem[] {
  const { action, outlet, factor, enterprise, measure, to, objective } = expected;
  const missing = (NEEDS[action] ?? []).filter((key) => expected[key] === undefined);
  const objectives = present(scenario.objectives).map(({ id }) => id);
  return [
    ...missing.map((key) => problem([...path, key], `is missing: ${action} needs it`)),
    ...checkOutlet(park, outlet, [...path, 'outlet']),
    ...checkFactor(park, outlet, factor, [...path, 'factor']),
    ...checkEnterprise(park, enterprise, [...path, 'enterprise']),
    ...checkMeasure(measure, [...path, 'measure']),
    ...checkPlayer(to, scenario, [...path, 'to']),
    ...(isDamaged(scenario.objectives)
      ? []
      : checkReference('objective', objective, objectives, [...path, 'objective'])),
  ];
}

/** A factor that the outlet's monitors measure, or any of the park's where no outlet is named. */
function checkFactor(park: Park, id: string | undefined, factor: string | undefined, path: Path): Problem[] {
  const outlets = park.outlets.filter((outlet) => id === undefined || outlet.id === id);
  if (outlets.length === 0) return [];
  const codes = outlets.flatMap(({ monitors }) => monitors.flatMap(({ factors }) => Object.keys(factors)));
  const where = id === undefined ? 'this park' : `outlet ${quoted(id)}`;
  return checkReference(`factor of ${where}:`, factor, [...new Set(codes)], path);
}
