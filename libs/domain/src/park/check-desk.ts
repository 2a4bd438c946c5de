import type { Desk } from '../desk/desk';
import type { Park } from './park';
import {
  checkEnterprise,
  checkReference,
  checkUnit,
  listed,
  type Path,
  type Problem,
  problem,
  quoted,
  repeated,
} from './problem';

/**
 * What the schema cannot see of a desk: whose it is, and that its shifts and substitutes are people of the desk. Its id
 * among the park's other desks is `checkPark`'s matter.
 * @param path of the desk in its file or request
 */
export function checkDesk(park: Park, desk: Desk, path: Path = []): Problem[] {
  const users = desk.members.map(({ user }) => user);
  return [
    ...checkOwner(park, desk, path),
    ...users.flatMap((user, n) =>
      users.indexOf(user) < n ? [problem([...path, 'members', n, 'user'], `${quoted(user)} is a member already`)] : [],
    ),
    ...desk.members.flatMap((member, n) => checkSubstitute(member, users, [...path, 'members', n, 'substitute'])),
    ...repeated('shift', listed(desk.shifts, ...path, 'shifts'), () => 'at this desk'),
    ...desk.shifts.flatMap(({ members }, n) =>
      members.flatMap((user, m) =>
        checkReference('member of this desk', user, users, [...path, 'shifts', n, 'members', m], 'desks'),
      ),
    ),
  ];
}

function checkOwner(park: Park, desk: Desk, path: Path): Problem[] {
  const { tier, enterprise, unit } = desk;
  if (enterprise !== undefined && (tier === 'park' || tier === 'basin'))
    return [problem([...path, 'enterprise'], `a desk of the ${tier} tier answers for all enterprises`)];
  if (unit !== undefined && tier !== 'unit')
    return [problem([...path, 'unit'], `a desk of the ${tier} tier answers for all units`)];
  return [...checkEnterprise(park, enterprise, [...path, 'enterprise']), ...checkUnit(park, desk, path)];
}

const checkSubstitute = (
  { user, substitute }: Desk['members'][number],
  users: readonly string[],
  path: Path,
): Problem[] =>
  substitute === user
    ? [problem(path, `${quoted(user)} cannot stand in for themselves`)]
    : checkReference('member of this desk', substitute, users, path, 'desks');
