import { SEVERITIES, type Severity } from '../condition/condition';
import { firstHole } from '../desk/hole';
import { existingTiers, isReachable } from '../desk/shift';
import { DEFAULT_POLICY, dueTimes, type Policy } from '../escalation/policy';
import { startingTiers } from '../incident/duty';
import { OUTLET_TIER, type Tier, tierRank, TIERS } from '../tier/tier';
import { pondDemand } from '../wall/pond';
import { nodesBelow, travelMinutes } from './graph';
import type { Outlet, Park, Wall } from './park';
import { type Path, type Problem, problem, quoted } from './problem';

/** What is odd in a park file but can be meant: it is told at the start and keeps nothing from starting. */
export function warnPark(park: Park): Problem[] {
  return [
    ...warnTiers(park),
    ...park.desks.flatMap((desk, n) => {
      const hole = firstHole(desk);
      return hole === null ? [] : [problem(['desks', n, 'shifts'], `nobody is on shift ${hole}: those before stay`)];
    }),
    ...park.walls.flatMap((wall, n) => warnPond(wall, ['walls', n])),
    ...park.suppressions.flatMap(({ approver }, n) =>
      approver === undefined ? [problem(['suppressions', n], 'suppresses nothing: nobody has approved it')] : [],
    ),
    ...policyWarnings(park.policy ?? DEFAULT_POLICY, park),
  ];
}

function warnTiers({ desks }: Park): Problem[] {
  const missing = TIERS.filter((tier) => !desks.some((desk) => desk.tier === tier && isReachable(desk)));
  if (missing.length === 0) return [];
  const others = existingTiers(desks).join(', ');
  return [
    problem(['desks'], `no desk that can be reached at the tiers ${missing.join(', ')}: ${others} answer for them`),
  ];
}

/** The most that a pond with another use may hold, Q/SY 08190. */
const SHARED = 1 / 3;

function warnPond({ volume, level = 0, demand }: Wall, path: Path): Problem[] {
  const need = demand === undefined ? 0 : Math.ceil(pondDemand(demand).total);
  if (volume === undefined)
    return need > 0 ? [problem(path, 'says what it has to hold, but not what it can: no pond clock')] : [];
  return [
    ...(volume < need ? [problem([...path, 'volume'], `${volume} m3 are less than its demand, ${need} m3`)] : []),
    ...(level > volume * SHARED
      ? [problem([...path, 'level'], `${level} m3 are more than a third of its volume, ${volume} m3`)]
      : []),
  ];
}

/** Below blue's limit there is nothing yet that has to be held back. */
const BREACHES = SEVERITIES.filter((severity) => severity !== 'blue');

/**
 * The sanity rule for deadlines: whoever contains late must leave the next tier time to act before the water is there.
 * For each outlet and colour, the contain time of the highest tier that is on duty from the start has to be at most the
 * travel time to the first outlet or wall of a higher tier, less the acknowledge time of the tier that is added then.
 * Ways whose time nobody has measured say nothing.
 */
export function policyWarnings(policy: Policy, park: Park): Problem[] {
  const tiers = existingTiers(park.desks);
  return park.outlets.flatMap((outlet, n) => {
    const late = BREACHES.flatMap((severity) => lateUnder(severity, policy, park, outlet, tiers) ?? []);
    return late.length === 0
      ? []
      : [problem(['outlets', n, 'flows'], `the water is faster than the deadlines: ${late.join('; ')}`)];
  });
}

const MINUTE = 60_000;

/** In words, how a contain time is too long; null where it is not. */
function lateUnder(
  severity: Severity,
  policy: Policy,
  park: Park,
  outlet: Outlet,
  tiers: readonly Tier[],
): string | null {
  const acting = startingTiers(tiers, OUTLET_TIER[outlet.kind], severity).at(-1);
  const next = acting && tiers.find((tier) => tierRank(tier) > tierRank(acting));
  const boundary = acting && next && firstAbove(park, outlet.id, acting);
  if (!boundary) return null;
  const contain = dueTimes(policy, severity, acting).contain / MINUTE;
  const acknowledge = dueTimes(policy, severity, next).acknowledge / MINUTE;
  if (contain + acknowledge <= boundary.minutes) return null;
  return (
    `${severity}: ${acting} contains within ${contain} min and ${next} acknowledges within ${acknowledge}, ` +
    `but it is at ${quoted(boundary.id)} in ${boundary.minutes}`
  );
}

/** The outlet or wall of a tier above `tier` that the water reaches first, of those whose time is known. */
function firstAbove(park: Park, from: string, tier: Tier): { id: string; minutes: number } | null {
  const reached = nodesBelow(park, from).flatMap(({ id, tier: own }) => {
    const minutes = tierRank(own) > tierRank(tier) ? travelMinutes(park, from, id) : null;
    return minutes === null ? [] : [{ id, minutes }];
  });
  return reached.reduce<{ id: string; minutes: number } | null>(
    (first, one) => (first === null || one.minutes < first.minutes ? one : first),
    null,
  );
}
