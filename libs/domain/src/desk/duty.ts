import type { Tier } from '../tier/tier';

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
  /** When somebody at the desk last said that they are there; null while nobody is asked. */
  readonly presence: { readonly askedAt: number; readonly dueAt: number } | null;
  readonly presenceAt: number | null;
  readonly generation: number;
  readonly version: number;
}

/** A desk offered to the next shift. The outgoing person stays paged until it is accepted. */
export interface HandOverOffer {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly dueAt: number;
  readonly note: string | null;
  /** It was not accepted in time with an incident open, and that has been escalated (trigger E6). */
  readonly missed: boolean;
  /** What was told with the offer: open incidents, shelved alarms, the next deadline. */
  readonly digest: { readonly incidents: number; readonly shelved: number; readonly nextDueAt: number | null };
}
