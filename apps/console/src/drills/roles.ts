import type { Role, User } from '@cofferdam/domain';
import type { DrillActName, DrillView } from '../api/drills';

/** Who plans drills and drives them. */
const DIRECTORS: readonly Role[] = ['director', 'engineer', 'admin'];
/** Who may be one of the two persons that let a drill be armed. */
const APPROVERS: readonly Role[] = ['park', 'basin', 'engineer', 'director', 'admin'];
/** Whom the room of drills is open to, even if they take part in none: those, and who reads the records. */
const READERS: readonly Role[] = [...APPROVERS, 'auditor'];
const PERSONS = 2;

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

/** Directors' acts by the state that the drill is in; the service has the last word. */
const DRIVEN: Readonly<Record<DrillView['state'], readonly DrillActName[]>> = {
  planned: ['abort'],
  approved: ['arm', 'abort'],
  armed: ['start', 'abort'],
  running: ['correct', 'pause', 'note', 'end', 'abort'],
  paused: ['resume', 'correct', 'note', 'end', 'abort'],
  ended: ['evaluate', 'note'],
  evaluated: ['report', 'note'],
  reported: [],
};

/** What this user is offered to do with the drill now. A planner never approves, and nobody approves twice. */
export function actsFor(drill: DrillView, user: User): readonly DrillActName[] {
  const { state, planned, approvals } = drill;
  const approves =
    state === 'planned' &&
    APPROVERS.includes(user.role) &&
    planned.by !== user.username &&
    approvals.length < PERSONS &&
    approvals.every(({ by }) => by !== user.username);
  const drives = isDirector(user) || drill.controllers.includes(user.username);
  return [...(approves ? (['approve'] as const) : []), ...(drives ? DRIVEN[state] : [])];
}
