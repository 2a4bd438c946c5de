import { APPROVER_ROLES, type Drill, isDrillOver, type Role, takesPart, type User } from '@cofferdam/domain';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { parksOf, sees } from '../scope/parks';

/** Who reads of drills that they take no part in: nobody approves what they have not read. */
const READERS: readonly Role[] = [...APPROVER_ROLES, 'auditor'];

/** The drill as far as it is theirs to know of. @throws Problem `not-found` */
export function known(drill: Drill | null, id: string, user: User): Drill {
  if (!drill || !sees(parksOf(user), drill.park)) throw new Problem('not-found', `no drill ${id} in your scope`);
  return drill;
}

/** @throws Problem `not-found`, or `forbidden` for those who neither take part, nor may be asked to approve, nor read the records */
export function lookedInto(drill: Drill | null, id: string, user: User): Drill {
  const found = known(drill, id, user);
  if (takesPart(found, user.username) || READERS.includes(user.role)) return found;
  throw refused({ reason: 'not-a-participant', detail: `${user.username} takes no part in drill ${id}` });
}

/** Who plays knows what comes when it comes (HSEEP keeps the script from players). @throws Problem as `lookedInto` */
export function readBeforehand(drill: Drill | null, id: string, user: User): Drill {
  const found = lookedInto(drill, id, user);
  const plays = found.scenario.participants.some(({ user: player }) => player === user.username);
  if (!plays || isDrillOver(found)) return found;
  throw refused({ reason: 'plays', detail: 'who plays reads the script and the score when the drill is over' });
}
