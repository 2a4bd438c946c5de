import type { Tier } from '../tier/tier';
import type { Desk } from './desk';

/** What changes at a desk from hour to hour; `id` is `{park}.{desk}`. Times are epoch ms. */
export interface DeskState {
  readonly id: string;
  readonly park: string;
  readonly desk: string;
  readonly tier: Tier;
  /** Who accepted the desk last and is paged until somebody else accepts; null before the first hand-over. */
  readonly holder: string | null;
  readonly heldSince: number | null;
  /** One at a time. */
  readonly offer: HandOverOffer | null;
  /** Whether somebody is there has been asked, and is to be answered; null while nobody is asked. */
  readonly presence: { readonly askedAt: number; readonly dueAt: number } | null;
  /** When somebody at the desk last said that they are there. */
  readonly presenceAt: number | null;
  /** When the next such question is put; null for a desk that is not asked, and while an answer is due. */
  readonly askAt: number | null;
  /** Counts these questions from 1, those that were dropped too. */
  readonly questions: number;
  readonly generation: number;
  readonly version: number;
}

/** A desk offered to the next shift. The outgoing person stays paged until it is accepted. */
export interface HandOverOffer {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly dueAt: number;
  /** The desk's when it was offered: the fence of its deadline. */
  readonly generation: number;
  readonly note: string | null;
  /** It was not accepted in time with an incident open, and that has been escalated (trigger E6). */
  readonly missed: boolean;
  /** What was told with the offer: open incidents, shelved alarms, the next deadline. */
  readonly digest: { readonly incidents: number; readonly shelved: number; readonly nextDueAt: number | null };
}

/** A desk that nobody has handed over yet. */
export function newDeskState(park: string, { id, tier }: Pick<Desk, 'id' | 'tier'>): DeskState {
  return {
    ...{ id: deskId(park, id), park, desk: id, tier },
    ...{ holder: null, heldSince: null, offer: null },
    ...{ presence: null, presenceAt: null, askAt: null, questions: 0, generation: 0, version: 0 },
  };
}

export const deskId = (park: string, desk: string): string => `${park}.${desk}`;
