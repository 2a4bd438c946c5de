import { type Drill, type DrillAct, type Role, takesPart, type User } from '@cofferdam/domain';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { parksOf, sees } from '../scope/parks';

const DIRECTORS: readonly Role[] = ['director', 'engineer', 'admin'];
const READERS: readonly Role[] = [...DIRECTORS, 'auditor'];

/** Controllers of the drill, and those who plan drills. */
export const directs = ({ scenario }: Drill, { username, role }: User): boolean =>
  scenario.controllers.includes(username) || DIRECTORS.includes(role);

/** The drill as far as it is theirs to know of. @throws Problem `not-found` */
export function known(drill: Drill | null, id: string, user: User): Drill {
  if (!drill || !sees(parksOf(user), drill.park)) throw new Problem('not-found', `no drill ${id} in your scope`);
  return drill;
}

/** @throws Problem `not-found`, or `forbidden` for those who neither take part nor answer for drills */
export function lookedInto(drill: Drill | null, id: string, user: User): Drill {
  const found = known(drill, id, user);
  if (takesPart(found, user.username) || READERS.includes(user.role)) return found;
  throw refused({ reason: 'not-a-participant', detail: `${user.username} takes no part in drill ${id}` });
}

/**
 * Whether somebody may do that to a drill at all; who approves and what state it takes is the domain's to say.
 * @throws Problem `forbidden`
 */
export function mustBeTheirs(drill: Drill, act: DrillAct, user: User): void {
  if (isTheirs(drill, act, user)) return;
  throw refused({ reason: 'not-a-controller', detail: `${act.act} is for the drill’s controllers and directors` });
}

function isTheirs(drill: Drill, act: DrillAct, user: User): boolean {
  const { username } = user;
  if (act.act === 'observe') return observes(drill, user);
  if (act.act === 'approve' || directs(drill, user)) return true;
  if (act.act === 'note') return takesPart(drill, username);
  return act.act === 'close-action' && drill.actions.some(({ id, owner }) => id === act.id && owner === username);
}

const observes = ({ scenario }: Drill, { username }: User): boolean =>
  scenario.evaluators.includes(username) || scenario.controllers.includes(username);
