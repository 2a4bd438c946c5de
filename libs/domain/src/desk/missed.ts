import type { Deadline } from '../escalation/deadline';
import { minutes } from '../escalation/policy';
import { type Tier, tierRank } from '../tier/tier';
import { type AtDesk, type DeskChange, deskEntry, deskMessage, moved } from './change';
import type { DeskState } from './duty';

/** As `AtDesk`, with the tiers that exist in the park, lowest first. */
export interface DeskWatch extends AtDesk {
  readonly tiers: readonly Tier[];
}

/** What a desk's deadline that fired does; nothing where it is no longer due. */
export function missedAtDesk(state: DeskState, deadline: Deadline, at: DeskWatch): DeskChange {
  if (deadline.kind === 'hand-over') return handOverNotAccepted(state, at);
  if (deadline.name === 'ask') return askWhetherThere(state, at);
  return nobodyThere(state, at);
}

const unchanged = (state: DeskState): DeskChange => ({ effect: 'done', state, entries: [], messages: [] });

/** The offer stands, the outgoing one stays paged, and the tier above is told. Open incidents escalate (E6) besides. */
function handOverNotAccepted(state: DeskState, at: DeskWatch): DeskChange {
  const { offer } = state;
  if (offer === null || offer.missed) return unchanged(state);
  const next = moved(state, { offer: { ...offer, missed: true } });
  const data = { from: offer.from, to: offer.to, missed: true };
  return {
    ...{ effect: 'done', state: next },
    entries: [deskEntry('desk.hand-over-missed', next, 'system', at.now)],
    messages: [deskMessage('hand-over', next, at, { tier: above(state.tier, at.tiers), data })],
  };
}

function askWhetherThere(state: DeskState, at: DeskWatch): DeskChange {
  if (state.askAt === null) return unchanged(state);
  const dueAt = at.now + minutes(at.policy.presenceAnswer);
  const asked = { ...state, presence: { askedAt: at.now, dueAt }, askAt: null, version: state.version + 1 };
  const data = { due: new Date(dueAt).toISOString() };
  return {
    ...{ effect: 'done', state: asked },
    entries: [deskEntry('desk.presence-asked', asked, 'system', at.now)],
    messages: [deskMessage('presence', asked, at, { n: state.questions, data })],
  };
}

/** Nobody said that they are there: the tier above is paged, and the desk is asked again. */
function nobodyThere(state: DeskState, at: DeskWatch): DeskChange {
  if (state.presence === null) return unchanged(state);
  const askAt = at.now + minutes(at.policy.presence);
  const next = moved(state, { presence: null, askAt, questions: state.questions + 1 });
  const data = { holder: state.holder, missed: true };
  return {
    ...{ effect: 'done', state: next },
    entries: [deskEntry('desk.presence-missed', next, 'system', at.now)],
    messages: [deskMessage('presence', next, at, { tier: above(state.tier, at.tiers), n: state.questions, data })],
  };
}

/** The next existing tier, or the tier itself at the top. */
const above = (tier: Tier, tiers: readonly Tier[]): Tier => tiers.find((one) => tierRank(one) > tierRank(tier)) ?? tier;

/**
 * Begins or ends asking a desk whether somebody is there; null where nothing changes.
 * @param alone one person answers for it, by night
 */
export function watchDesk(state: DeskState, alone: boolean, at: Pick<AtDesk, 'now' | 'policy'>): DeskState | null {
  const watched = state.askAt !== null || state.presence !== null;
  if (alone === watched) return null;
  if (!alone) return { ...state, askAt: null, presence: null, version: state.version + 1 };
  const askAt = at.now + minutes(at.policy.presence);
  return { ...state, askAt, questions: state.questions + 1, version: state.version + 1 };
}
