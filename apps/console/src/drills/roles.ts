import type { Role, User } from '@cofferdam/domain';
import type { DrillActName, DrillView } from '../api/drills';

/** Who plans drills and drives them. */
const DIRECTORS: readonly Role[] = ['director', 'engineer', 'admin'];
/** Who may be one of the two persons that let a drill be armed. */
const APPROVERS: readonly Role[] = ['park', 'basin', 'engineer', 'director', 'admin'];
/** Whom the room of drills is open to, even if they take part in none: those, and who reads the records. */
const READERS: readonly Role[] = [...APPROVERS, 'auditor'];
const PERSONS = 2;

/** Its timeline takes what people do. */
export const isUnderWay = ({ state }: Pick<DrillView, 'state'>): boolean => state === 'running' || state === 'paused';

export const isDirector = ({ role }: Pick<User, 'role'>): boolean => DIRECTORS.includes(role);

/** Participants, controllers and evaluators: whom a drill is shown to on pages of its own. */
export const takesPart = (drill: DrillView, username: string): boolean =>
  drill.participants.some(({ user }) => user === username) || conducts(drill, username);

const conducts = ({ controllers, evaluators }: DrillView, username: string): boolean =>
  controllers.includes(username) || evaluators.includes(username);

/** Whether the rail has a door to the room of drills. */
export const mayEnterDrills = (role: Role, underWay: readonly DrillView[], username: string): boolean =>
  READERS.includes(role) || underWay.some((drill) => takesPart(drill, username));

export const mayObserve = (drill: DrillView, { username }: User): boolean => conducts(drill, username);

/** Whose act it is: a director's alone, also a controller's, or the evaluators' and a director's. */
const WHOSE: Readonly<Record<Exclude<DrillActName, 'approve'>, 'director' | 'controller' | 'judge' | 'staff'>> = {
  ...{ arm: 'director', start: 'director', pause: 'controller', resume: 'controller', correct: 'controller' },
  ...{ end: 'controller', abort: 'controller', note: 'staff', evaluate: 'judge', report: 'judge' },
};

/** Acts by the state that the drill is in, the next one first; the service has the last word. */
const OFFERED: Readonly<Record<DrillView['state'], readonly (keyof typeof WHOSE)[]>> = {
  planned: ['abort'],
  approved: ['arm', 'abort'],
  armed: ['start', 'note', 'abort'],
  running: ['correct', 'pause', 'note', 'end', 'abort'],
  paused: ['resume', 'correct', 'note', 'end', 'abort'],
  ended: ['evaluate', 'note'],
  evaluated: ['report', 'note'],
  reported: [],
};

/** What this user is offered to do with the drill now. A planner never approves, and nobody approves twice. */
export function actsFor(drill: DrillView, user: User): readonly DrillActName[] {
  const { state, planned, approvals, controllers, evaluators } = drill;
  const approves =
    state === 'planned' &&
    APPROVERS.includes(user.role) &&
    approvals.length < PERSONS &&
    [planned, ...approvals].every(({ by }) => by !== user.username);
  const [directs, controls] = [isDirector(user), controllers.includes(user.username)];
  const judges = evaluators.includes(user.username);
  const is = {
    ...{ director: directs, controller: directs || controls, judge: directs || judges },
    staff: directs || controls || judges,
  };
  return [...(approves ? (['approve'] as const) : []), ...OFFERED[state].filter((act) => is[WHOSE[act]])];
}

/** Says what has to become better; a director, a controller or an evaluator. */
export const mayCorrect = (drill: DrillView, user: User): boolean => isDirector(user) || conducts(drill, user.username);
