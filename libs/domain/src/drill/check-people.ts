import { MEASURES } from '../incident/measures';
import type { Park } from '../park/park';
import { checkEnterprise, checkReference, known, type Path, type Problem, problem, quoted } from '../park/problem';
import { tierRank, TIERS } from '../tier/tier';
import { type Role, seesPark } from '../user/role';
import { isDamaged, type Legible, placed, present } from './legible';
import type { Participant, RobotLine } from './scenario';
import type { ScenarioContext } from './scenario-context';

/** Who takes part: accounts that exist and may, nobody twice, nobody on two sides; and what robots are to do. */
export function checkPeople(scenario: Legible, context: ScenarioContext): Problem[] {
  const { participants, controllers, evaluators } = scenario;
  return [
    ...placed(participants).flatMap(([participant, n]) => [
      ...checkAccount(participant.user, [`participants`, n, 'user'], context, participant.role),
      ...checkTier(participant, ['participants', n, 'tier']),
      ...checkRobot(participant, ['participants', n, 'robot'], scenario, context.park),
    ]),
    ...checkOnce(
      participants.map((one) => one?.user ?? null),
      (n) => ['participants', n, 'user'],
    ),
    ...checkStaff(controllers, 'controllers', scenario, context),
    ...checkStaff(evaluators, 'evaluators', scenario, context),
  ];
}

/** Names of those who play. */
const playersOf = ({ participants }: Legible): string[] => present(participants).map(({ user }) => user);

/** Somebody who has to take part; nothing where a participant cannot be read. */
export const checkPlayer = (user: string | undefined, scenario: Legible, path: Path): Problem[] =>
  isDamaged(scenario.participants) ? [] : checkReference('participant', user, playersOf(scenario), path);

function checkAccount(username: string, path: Path, { users, park }: ScenarioContext, role?: Role): Problem[] {
  if (users === null) return [];
  const account = users.find((user) => user.username === username);
  if (account === undefined) {
    const names = users.map((user) => user.username);
    return [problem(path, `unknown user ${quoted(username)}; ${known(username, names)}`)];
  }
  if (account.disabled) return [problem(path, `the account of ${quoted(username)} is disabled`)];
  if (!seesPark(account, park.id)) return [problem(path, `${quoted(username)} does not see park ${quoted(park.id)}`)];
  if (role === undefined || role === account.role) return [];
  return [problem([...path.slice(0, -1), 'role'], `${quoted(username)} is ${account.role}, not ${role}`)];
}

/** A desk plays its own tier or one below. */
function checkTier({ role, tier }: Participant, path: Path): Problem[] {
  const own = TIERS.find((one) => one === role);
  if (tier === undefined || own === undefined || tierRank(tier) <= tierRank(own)) return [];
  return [problem(path, `a ${role} desk cannot act for the ${tier} tier`)];
}

function checkOnce(names: readonly (string | null)[], path: (n: number) => Path): Problem[] {
  return placed(names).flatMap(([name, n]) =>
    names.indexOf(name) < n ? [problem(path(n), `${quoted(name)} is already named`)] : [],
  );
}

/** Controllers and evaluators: they stand apart from those who play. */
function checkStaff(
  names: readonly (string | null)[],
  list: 'controllers' | 'evaluators',
  scenario: Legible,
  context: ScenarioContext,
): Problem[] {
  const players = playersOf(scenario);
  return [
    ...placed(names).flatMap(([name, n]) => [
      ...checkAccount(name, [list, n], context),
      ...(players.includes(name)
        ? [problem([list, n], `${quoted(name)} is a participant, and cannot be among the ${list} too`)]
        : []),
    ]),
    ...checkOnce(names, (n) => [list, n]),
  ];
}

const checkRobot = ({ robot = [] }: Participant, path: Path, scenario: Legible, park: Park): Problem[] =>
  robot.flatMap((line, n) => {
    const at = [...path, n];
    return [
      ...checkNeeds(line, at),
      ...checkMeasure(line.measure, [...at, 'measure']),
      ...checkWall(line, park, [...at, 'wall']),
      ...checkPlayer(line.to, scenario, [...at, 'to']),
      ...checkEnterprise(park, line.enterprise, [...at, 'enterprise']),
    ];
  });

/** What an act needs, and what belongs to it alone. */
const BELONGS = { measure: 'start-measure', wall: 'start-measure', to: 'hand-over' } as const;
const NEEDED: readonly (keyof typeof BELONGS)[] = ['measure', 'to'];

function checkNeeds(line: RobotLine, path: Path): Problem[] {
  const keys = Object.keys(BELONGS) as (keyof typeof BELONGS)[];
  return [
    ...keys.flatMap((key) => {
      const owner = BELONGS[key] === line.act;
      if (owner && NEEDED.includes(key) && line[key] === undefined) return [problem([...path, key], `is missing: ${line.act} needs it`)]; // prettier-ignore
      return !owner && line[key] !== undefined ? [problem([...path, key], `is for ${BELONGS[key]}`)] : [];
    }),
    ...(line.act === 'confirm' && line.on !== 'asked'
      ? [problem([...path, 'on'], 'somebody is asked before they confirm: on must be asked')]
      : []),
  ];
}

/** A row of the measures. */
export const checkMeasure = (code: string | undefined, path: Path): Problem[] =>
  checkReference(
    'measure',
    code,
    MEASURES.map((kind) => kind.code),
    path,
  );

/** A wall of the park, of the kind that the measure works on. */
function checkWall({ measure, wall }: RobotLine, park: Park, path: Path): Problem[] {
  const kind = MEASURES.find(({ code }) => code === measure);
  const unknown = checkReference(
    'wall',
    wall,
    park.walls.map(({ id }) => id),
    path,
  );
  if (kind === undefined || unknown.length > 0) return unknown;
  if (wall === undefined) return kind.wall === null ? [] : [problem(path, `is missing: ${kind.code} needs its ${kind.wall}`)]; // prettier-ignore
  const found = park.walls.find(({ id }) => id === wall)?.kind;
  if (kind.wall === found) return [];
  return [problem(path, `${kind.code} works on ${kind.wall === null ? 'no wall' : `a ${kind.wall}`}; ${quoted(wall)} is a ${found}`)]; // prettier-ignore
}
