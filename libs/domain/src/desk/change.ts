import { gravity, type Severity } from '../condition/condition';
import type { EventType, JournalEntry } from '../journal/event';
import type { Message, MessageKind } from '../journal/message';
import { LIVE } from '../timeline/timeline';
import type { Tier } from '../tier/tier';
import type { Policy } from '../escalation/policy';
import type { DeskState, HandOverOffer } from './duty';

/** A changed desk with what has to be written in the same transaction. */
export interface DeskChange {
  readonly effect: 'done';
  readonly state: DeskState;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
}

/** How urgent an open incident of the desk's tier is. */
export interface Urgency {
  readonly severity: Severity;
  readonly toxic: boolean;
}

/** What a desk's change is judged by. */
export interface AtDesk {
  /** Epoch ms. */
  readonly now: number;
  readonly policy: Policy;
  /** Whose desk it is within its tier; null for every enterprise's. */
  readonly enterprise: string | null;
  /** Open incidents of the desk's tier in its park. */
  readonly incidents: readonly Urgency[];
}

/** The gravest; yellow where nothing is open. */
export const gravest = (incidents: readonly Urgency[]): Severity =>
  incidents.reduce<Severity>(
    (worst, { severity }, n) => (n === 0 || gravity(severity) > gravity(worst) ? severity : worst),
    'yellow',
  );

/** The desk with a person's or the clock's doing upon it. */
export const moved = (state: DeskState, more: Partial<DeskState>): DeskState => ({
  ...state,
  ...more,
  generation: state.generation + 1,
  version: state.version + 1,
});

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

type Timed = 'heldSince' | 'presence' | 'presenceAt' | 'askAt' | 'questions' | 'offer';
export interface OfferView extends Omit<HandOverOffer, 'at' | 'dueAt' | 'digest' | 'generation'> {
  readonly at: string;
  readonly due: string;
  readonly digest: { readonly incidents: number; readonly shelved: number; readonly nextDue: string | null };
}
/** A desk's state as HTTP and the feed show it: times as ISO 8601 UTC. */
export interface DeskStateView extends Omit<DeskState, Timed> {
  readonly heldSince: string | null;
  readonly offer: OfferView | null;
  /** Somebody is to say by `due` that they are there. */
  readonly presence: { readonly asked: string; readonly due: string } | null;
  readonly presenceAt: string | null;
}

function viewOffer({ from, to, at, dueAt, note, missed, digest }: HandOverOffer): OfferView {
  const { incidents, shelved, nextDueAt } = digest;
  const told = { incidents, shelved, nextDue: isoOrNull(nextDueAt) };
  return { from, to, at: iso(at), due: iso(dueAt), note, missed, digest: told };
}

export function viewDeskState(state: DeskState): DeskStateView {
  const { askAt, questions, ...rest } = state;
  return {
    ...rest,
    heldSince: isoOrNull(state.heldSince),
    offer: state.offer && viewOffer(state.offer),
    presence: state.presence && { asked: iso(state.presence.askedAt), due: iso(state.presence.dueAt) },
    presenceAt: isoOrNull(state.presenceAt),
  };
}

/** An event of a desk: the whole state, with what is special to it beside. */
export function deskEntry(
  type: EventType,
  state: DeskState,
  actor: string,
  at: number,
  more: Readonly<Record<string, unknown>> = {},
): JournalEntry {
  const { id, park } = state;
  return { at, type, ...LIVE, park, subject: { kind: 'desk', id }, actor, data: { ...viewDeskState(state), ...more } };
}

/** A page about a desk, to its own people or to another tier's. */
export function deskMessage(
  kind: MessageKind,
  state: DeskState,
  { enterprise, incidents }: Pick<AtDesk, 'enterprise' | 'incidents'>,
  more: { readonly tier?: Tier; readonly n?: number; readonly data: Readonly<Record<string, unknown>> },
): Message {
  const { id, park, desk, generation } = state;
  const tier = more.tier ?? state.tier;
  return {
    ...{ ...LIVE, park, owner: { kind: 'desk', id }, kind, tier },
    enterprise: tier === state.tier ? enterprise : null,
    ...{ severity: gravest(incidents), toxic: incidents.some(({ toxic }) => toxic), generation, n: more.n ?? 1 },
    data: { desk, ...more.data },
  };
}
