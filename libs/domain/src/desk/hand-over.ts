import { minutes } from '../escalation/policy';
import type { Deadline } from '../escalation/deadline';
import { type Tier, tierRank } from '../tier/tier';
import { DUTY_ROLES, type User } from '../user/role';
import { type AtDesk, type DeskChange, deskEntry, deskMessage, gravest, moved } from './change';
import type { Desk } from './desk';
import type { DeskState, HandOverOffer } from './duty';

/** Why a desk is not handed over; at once the problem's `reason` and the test's word. */
export const DESK_REFUSALS = [
  'not-a-member',
  'not-the-holder',
  'same-person',
  'already-offered',
  'nothing-offered',
  'offered-to-another',
  'role-too-low',
  'reason-missing',
] as const;
export type DeskRefusal = (typeof DESK_REFUSALS)[number];

export interface DeskRefused {
  readonly effect: 'refused';
  readonly reason: DeskRefusal;
  readonly detail: string;
}

const refused = (reason: DeskRefusal, detail: string): DeskRefused => ({ effect: 'refused', reason, detail });

/** Whether somebody answers for a desk: a member, or one of the desk's tier where it names no members. */
export const isOfDesk = ({ members, tier }: Pick<Desk, 'members' | 'tier'>, { username, role }: User): boolean =>
  members.length === 0 ? role === tier : members.some(({ user }) => user === username);

/** Whether somebody may say who holds a desk of a tier: a duty role of a tier above it, or an administrator. */
export const supervises = ({ role }: Pick<User, 'role'>, tier: Tier): boolean =>
  role === 'admin' || (DUTY_ROLES.includes(role) && tierRank(role as Tier) > tierRank(tier));

export interface Offering {
  readonly desk: Pick<Desk, 'members' | 'tier'>;
  readonly by: User;
  readonly to: User;
  readonly note: string | null;
  /** What the next shift has to know. */
  readonly digest: HandOverOffer['digest'];
}

/**
 * Offers a desk to somebody else. Who offers stays on duty and is paged until it is accepted. The time to accept is the
 * policy's for the gravest open incident, yellow's where none is open. One offer a desk; one that was missed is replaced.
 */
export function offerDesk(state: DeskState, offering: Offering, at: AtDesk): DeskChange | DeskRefused {
  const not = whyNotOffered(state, offering);
  if (not !== null) return not;
  const { by, to, note, digest } = offering;
  const dueAt = at.now + minutes(at.policy.handOver[gravest(at.incidents)]);
  const next = moved(state, {
    holder: by.username,
    heldSince: state.holder === null ? at.now : state.heldSince,
    offer: {
      ...{ from: by.username, to: to.username, at: at.now, dueAt, generation: state.generation + 1 },
      ...{ note, missed: false, digest },
    },
  });
  const data = { from: by.username, to: to.username, note, due: new Date(dueAt).toISOString(), digest };
  return {
    ...{ effect: 'done', state: next },
    entries: [deskEntry('desk.hand-over-offered', next, by.username, at.now)],
    messages: [deskMessage('hand-over', next, at, { data })],
  };
}

function whyNotOffered(state: DeskState, { desk, by, to }: Offering): DeskRefused | null {
  if (!isOfDesk(desk, by)) return refused('not-a-member', `${by.username} does not answer for this desk`);
  if (state.holder !== null && state.holder !== by.username) {
    return refused('not-the-holder', `${state.holder} holds the desk; a supervisor may force it`);
  }
  if (to.username === by.username) return refused('same-person', 'it takes somebody else');
  if (!isOfDesk(desk, to)) return refused('not-a-member', `${to.username} does not answer for this desk`);
  if (state.offer !== null && !state.offer.missed) {
    return refused('already-offered', `it is offered to ${state.offer.to}`);
  }
  return null;
}

/** Takes over what is offered: from now on this one is paged. */
export function acceptDesk(state: DeskState, by: User, at: Pick<AtDesk, 'now' | 'policy'>): DeskChange | DeskRefused {
  const { offer: offered } = state;
  if (offered === null) return refused('nothing-offered', 'nobody offers this desk');
  if (offered.to !== by.username) return refused('offered-to-another', `it is offered to ${offered.to}`);
  const next = held(state, by.username, at);
  const { from, to } = offered;
  const entry = deskEntry('desk.handed-over', next, by.username, at.now, { from, to, forced: null });
  return { effect: 'done', state: next, entries: [entry], messages: [] };
}

export interface Forcing {
  readonly desk: Pick<Desk, 'members' | 'tier'>;
  readonly by: User;
  readonly to: User;
  readonly reason: string;
}

/**
 * A supervisor says who holds the desk, offered or not: the one before was not able or not there to hand it over. Naming
 * the holder takes an offer back.
 */
export function forceDesk(state: DeskState, { desk, by, to, reason }: Forcing, at: AtDesk): DeskChange | DeskRefused {
  if (!supervises(by, desk.tier)) return refused('role-too-low', `${by.role} does not supervise the ${desk.tier} tier`);
  if (reason.trim() === '') return refused('reason-missing', 'a forced hand-over needs a reason');
  if (!isOfDesk(desk, to)) return refused('not-a-member', `${to.username} does not answer for this desk`);
  if (state.holder === to.username && state.offer === null)
    return refused('same-person', `${to.username} holds it already`);
  const next = held(state, to.username, at);
  const data = { from: state.holder, to: to.username, forced: { by: by.username, reason } };
  return {
    ...{ effect: 'done', state: next },
    entries: [deskEntry('desk.handed-over', next, by.username, at.now, data)],
    messages: [deskMessage('hand-over', next, at, { data })],
  };
}

/** Who takes a desk over is there. */
const held = (state: DeskState, holder: string, at: Pick<AtDesk, 'now' | 'policy'>): DeskState =>
  moved({ ...state, ...answered(state, at) }, { holder, heldSince: at.now, offer: null });

/** Somebody at the desk says that they are there; the next question comes after the policy's interval. */
export function sayPresent(state: DeskState, by: User, at: Pick<AtDesk, 'now' | 'policy'>): DeskChange {
  const next = moved(state, answered(state, at));
  const entry = deskEntry('desk.presence-confirmed', next, by.username, at.now);
  return { effect: 'done', state: next, entries: [entry], messages: [] };
}

function answered(state: DeskState, { now, policy }: Pick<AtDesk, 'now' | 'policy'>): Partial<DeskState> {
  const watched = state.presence !== null || state.askAt !== null;
  const again = watched ? { askAt: now + minutes(policy.presence), questions: state.questions + 1 } : {};
  return { presence: null, presenceAt: now, ...again };
}

/** What is due at a desk, soonest first: an offer to be accepted, a question to be put or answered. */
export function deskDeadlines(state: DeskState): Deadline[] {
  const { tier, offer: offered, presence, askAt, questions } = state;
  const all: Deadline[] = [];
  if (offered !== null && !offered.missed) {
    const { generation, dueAt } = offered;
    all.push({ kind: 'hand-over', tier, name: null, generation, n: 1, dueAt });
  }
  const question = { kind: 'presence', tier, generation: 1, n: questions } as const; // n alone is the fence
  if (presence !== null) all.push({ ...question, name: 'answer', dueAt: presence.dueAt });
  else if (askAt !== null) all.push({ ...question, name: 'ask', dueAt: askAt });
  return all.sort((a, b) => a.dueAt - b.dueAt);
}
