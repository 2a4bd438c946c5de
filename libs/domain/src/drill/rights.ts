import { type Role, seesPark, type User } from '../user/role';
import { type DrillActContext, type DrillRefused, refuseDrill } from './act';
import type { Drill } from './drill';
import type { DrillPart } from './transitions';

/** Those who plan, arm and start drills. */
export const DIRECTOR_ROLES: readonly Role[] = ['director', 'engineer', 'admin'];
/** Those of whom two approve a drill. */
export const APPROVER_ROLES: readonly Role[] = ['park', 'basin', ...DIRECTOR_ROLES];

const isDirector = ({ role }: User): boolean => DIRECTOR_ROLES.includes(role);
const controls = ({ username }: User, { scenario }: Drill): boolean => scenario.controllers.includes(username);
const evaluates = ({ username }: User, { scenario }: Drill): boolean => scenario.evaluators.includes(username);

const MAY: Readonly<Record<DrillPart, (user: User, drill: Drill) => boolean>> = {
  director: isDirector,
  approver: ({ role }) => APPROVER_ROLES.includes(role),
  controller: (user, drill) => isDirector(user) || controls(user, drill),
  observer: (user, drill) => evaluates(user, drill) || controls(user, drill),
  judge: (user, drill) => isDirector(user) || evaluates(user, drill),
  staff: (user, drill) => isDirector(user) || evaluates(user, drill) || controls(user, drill),
};

/** Whose act it is not; null where it is theirs. The system does what a controller does. */
export function notTheirs(part: DrillPart, drill: Drill, { actor }: DrillActContext): DrillRefused | null {
  if (actor === null) {
    return part === 'controller' ? null : refuseDrill('role-too-low', 'the system does not do that by itself');
  }
  if (!seesPark(actor, drill.park)) return refuseDrill('out-of-scope', `${drill.park} is not in your scope`);
  return MAY[part](actor, drill) ? null : refuseDrill('role-too-low', `that is not for ${actor.role} here`);
}
