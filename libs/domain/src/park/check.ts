import { isTimezone } from '../limit/day';
import { standards } from '../limit/registry';
import { catalogue, isOwnCode, pollutant } from '../pollutant/pollutant';
import { takesUnit } from '../pollutant/unit';
import { checkDesk } from './check-desk';
import { checkFlows } from './check-flow';
import { checkSuppression } from './check-suppression';
import { checkWall } from './check-wall';
import { nearest } from './nearest';
import { outletsOf } from './outlets-of';
import type { Limit, Outlet, Park, Rule, StandardUse } from './park';
import {
  checkEnterprise,
  checkUnit,
  known,
  listed,
  type Path,
  type Problem,
  problem,
  quoted,
  repeated,
  type Used,
} from './problem';

export { outletsOf } from './outlets-of';
export { type Path, type Problem, writePath } from './problem';

/**
 * What a schema cannot see: references between the parts of a park and to the catalogues, ids used twice, limits that
 * contradict each other, rules that nothing can feed. An empty list means that the park can be judged.
 */
export function checkPark(park: Park): Problem[] {
  return [
    ...(isTimezone(park.timezone) ? [] : [problem(['timezone'], `unknown time zone ${quoted(park.timezone)}`)]),
    ...checkIds(park),
    ...park.outlets.flatMap((outlet, n) => checkOutlet(park, outlet, ['outlets', n])),
    ...park.walls.flatMap((wall, n) => checkWall(park, wall, ['walls', n])),
    ...checkFlows(park),
    ...park.rules.flatMap((rule, n) => checkRule(park, rule, ['rules', n])),
    ...park.desks.flatMap((desk, n) => checkDesk(park, desk, ['desks', n])),
    ...park.suppressions.flatMap((suppression, n) => checkSuppression(park, suppression, ['suppressions', n])),
  ];
}

const monitorsOf = (park: Park): Used[] =>
  park.outlets.flatMap(({ monitors }, n) => listed(monitors, 'outlets', n, 'monitors'));

function checkIds(park: Park): Problem[] {
  return [
    ...repeated('enterprise', listed(park.enterprises, 'enterprises')),
    ...park.enterprises.flatMap(({ units }, n) => repeated('unit', listed(units, 'enterprises', n, 'units'))),
    ...repeated('wall', listed(park.walls, 'walls')),
    ...repeated('outlet', listed(park.outlets, 'outlets')),
    ...repeated('monitor', monitorsOf(park)),
    ...repeated('rule', listed(park.rules, 'rules')),
    ...repeated('desk', listed(park.desks, 'desks')),
    ...repeated('suppression', listed(park.suppressions, 'suppressions')),
  ];
}

function checkFactor(code: string, path: Path): Problem[] {
  if (pollutant(code) || isOwnCode(code)) return [];
  const names = nearest(
    code,
    catalogue.map((row) => row.code),
  ).map((near) => `${near} ${pollutant(near)?.en ?? ''}`);
  return [
    problem(
      path,
      `unknown pollutant ${quoted(code)}; nearest are ${names.slice(0, 5).join(', ')} (${names.length} known; codes of your own start with x)`,
    ),
  ];
}

function checkOutlet(park: Park, outlet: Outlet, path: Path): Problem[] {
  return [
    ...checkEnterprise(park, outlet.enterprise, [...path, 'enterprise']),
    ...checkUnit(park, outlet, path),
    ...outlet.standards.flatMap((use, n) => checkStandard(use, [...path, 'standards', n])),
    ...outlet.limits.flatMap((limit, n) => checkLimit(limit, [...path, 'limits', n])),
    ...checkOverlaps(outlet.limits, [...path, 'limits']),
    ...outlet.monitors.flatMap(({ factors }, n) =>
      Object.entries(factors).flatMap(([code, { unit }]) => {
        const at = [...path, 'monitors', n, 'factors', code];
        const odd = unit !== undefined && !takesUnit(unit, code);
        return [
          ...checkFactor(code, at),
          ...(odd ? [problem([...at, 'unit'], `${quoted(unit)} is no unit of ${code}`)] : []),
        ];
      }),
    ),
  ];
}

function checkStandard(use: StandardUse, path: Path): Problem[] {
  const columns = standards.get(use.id)?.columns;
  if (!columns)
    return [problem([...path, 'id'], `unknown standard ${quoted(use.id)}; ${known(use.id, standards.keys())}`)];
  const found = use.column in columns;
  return [
    ...checkDays(use, path),
    ...(found
      ? []
      : [
          problem(
            [...path, 'column'],
            `unknown column ${quoted(use.column)} of ${use.id}; ${known(use.column, Object.keys(columns))}`,
          ),
        ]),
  ];
}

const checkDays = ({ from, to }: { from?: string; to?: string }, path: Path): Problem[] =>
  from !== undefined && to !== undefined && from > to
    ? [problem([...path, 'to'], `ends on ${to}, before it starts on ${from}`)]
    : [];

function checkLimit(limit: Limit, path: Path): Problem[] {
  const { factor, min, max, maxCold } = limit;
  return [
    ...checkFactor(factor, [...path, 'factor']),
    ...checkDays(limit, path),
    ...(min !== undefined && max !== undefined && min > max
      ? [problem([...path, 'min'], `min ${min} is above max ${max}`)]
      : []),
    ...(maxCold !== undefined && max === undefined
      ? [problem([...path, 'maxCold'], 'maxCold needs max, which holds above 12 degC')]
      : []),
  ];
}

const overlap = (a: Limit, b: Limit): boolean =>
  (a.from ?? '') <= (b.to ?? '9999-12-31') && (b.from ?? '') <= (a.to ?? '9999-12-31');

const agree = (a: Limit, b: Limit): boolean =>
  (['max', 'min', 'notDetectedAbove', 'maxCold', 'decimals'] as const).every((key) => a[key] === b[key]);

/** Two different limits for one factor and basis on one day: nobody could say which holds. */
function checkOverlaps(limits: readonly Limit[], path: Path): Problem[] {
  return limits.flatMap((limit, n) => {
    const earlier = limits
      .slice(0, n)
      .find(
        (other) =>
          other.factor === limit.factor && other.basis === limit.basis && overlap(other, limit) && !agree(other, limit),
      );
    return !earlier
      ? []
      : [
          problem(
            [...path, n],
            `contradicts the limit of ${quoted(earlier.source)}: both bind ${limit.factor} (${limit.basis}) on the same days`,
          ),
        ];
  });
}

function checkRule(park: Park, rule: Rule, path: Path): Problem[] {
  const ids = park.outlets.map(({ id }) => id);
  const dangling = (rule.outlets ?? []).flatMap((id, n) =>
    ids.includes(id)
      ? []
      : [problem([...path, 'outlets', n], `unknown outlet ${quoted(id)}; ${known(id, ids)}`, 'outlets')],
  );
  const scope = outletsOf(park, rule);
  if (scope.length === 0 && dangling.length === 0) return [problem(path, 'holds at no outlet of this park', 'outlets')];
  if (rule.kind !== 'limit') return dangling;
  const monitored = new Set(scope.flatMap(({ monitors }) => monitors.flatMap(({ factors }) => Object.keys(factors))));
  return [
    ...dangling,
    ...rule.factors.flatMap((code, n) => {
      const at = [...path, 'factors', n];
      const unfed = !monitored.has(code) && dangling.length === 0;
      const unknown = checkFactor(code, at);
      return unknown.length > 0 || !unfed
        ? unknown
        : [problem(at, `${code} is monitored nowhere that this rule holds`, 'outlets')];
    }),
    ...checkLadder(rule.ladder, [...path, 'ladder']),
  ];
}

const checkLadder = (
  { yellow, orange, red }: { yellow: number; orange: number; red: number },
  path: Path,
): Problem[] => (yellow <= orange && orange <= red ? [] : [problem(path, 'needs yellow <= orange <= red')]);

/** A problem of several parks together, and in which of them it shows. */
export interface SharedProblem extends Problem {
  readonly park: number;
}

/** Ids that have to be unique over all parks: a park's and a monitor's MN. An outlet's is unique within its park. */
export function checkParks(parks: readonly Park[]): SharedProblem[] {
  const collect = (partsOf: (park: Park) => Used[]): Used[] =>
    parks.flatMap((park, n) => partsOf(park).map(({ id, path }) => ({ id, path: [n, ...path] })));
  const place = ([n]: Path): string => `by park ${quoted(parks[Number(n)]?.id ?? '')}`;
  const all = [
    ...repeated(
      'park',
      collect(({ id }) => [{ id, path: [] }]),
      place,
    ),
    ...repeated(
      'monitor',
      collect((park) => firsts(monitorsOf(park))),
      place,
    ),
  ];
  return all.map(({ path: [n, ...path], message }) => ({ park: Number(n), path, message }));
}

/** Without what `checkPark` reports as used twice inside one park. */
const firsts = (parts: readonly Used[]): Used[] => [
  ...new Map(parts.toReversed().map((part) => [part.id, part])).values(),
];
