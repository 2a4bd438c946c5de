import type { Needs } from '../approval/approval';
import type { Tier } from '../tier/tier';
import type { JournalEntry } from '../journal/event';
import type { Message } from '../journal/message';
import type { Park } from '../park/park';
import type { User } from '../user/role';
import type { Incident } from './incident';

/** A photo's record; its bytes are kept apart, under the evidence's id. */
export interface PhotoRecord {
  readonly mediaType: string;
  readonly bytes: number;
}

/** What a person does to an incident, by the name of its call. */
export type IncidentAct =
  /** Absent tier: the caller's own; an administrator's: every tier on duty. */
  | { readonly act: 'acknowledge'; readonly tier?: Tier; readonly note: string | null }
  | {
      readonly act: 'start-measure';
      readonly measure: string;
      readonly wall: string | null;
      /** Diverting to a pond: what runs in, m3/h, and what is in it, m3 (as the park file says where null). */
      readonly inflow: number | null;
      readonly level: number | null;
      /** Typed reason of somebody who does alone what takes two. */
      readonly breakGlass: string | null;
    }
  | {
      readonly act: 'evidence';
      readonly id: string;
      readonly text: string;
      readonly photo: PhotoRecord | null;
      /** The measure that it proves done, or failed; null: evidence of another kind. */
      readonly measure: string | null;
      readonly outcome: 'done' | 'failed' | null;
    }
  /** Confirms every started measure, or those named, and says that the water is held. */
  | {
      readonly act: 'contain';
      readonly id: string;
      readonly text: string;
      readonly photo: PhotoRecord | null;
      readonly measures: readonly string[] | null;
    }
  /** Absent tier: the next one up. */
  | { readonly act: 'escalate'; readonly to: Tier | null; readonly reason: string }
  | { readonly act: 'de-escalate'; readonly to: Tier; readonly reason: string }
  | { readonly act: 'hand-over'; readonly tier: Tier | null; readonly to: string; readonly note: string | null }
  /** Of the hand-over that is offered to the caller, or of the de-escalation to the caller's tier. */
  | { readonly act: 'accept' }
  | { readonly act: 'note'; readonly text: string }
  | { readonly act: 'suspend'; readonly reason: string }
  | { readonly act: 'resume' }
  | { readonly act: 'mark-false'; readonly reason: string; readonly evidence: string }
  | { readonly act: 'close'; readonly rootCause: string | null }
  | { readonly act: 'reopen'; readonly reason: string }
  /** `into` is the other incident's id; it takes the alarms over. */
  | { readonly act: 'merge'; readonly into: string };
export type IncidentActName = IncidentAct['act'];

/** How the incident's alarms stand. */
export interface MemberFacts {
  readonly open: number;
  readonly active: number;
  readonly unacknowledged: number;
  readonly latched: number;
  /** Open ones that are out of service under a work order. */
  readonly outOfService: number;
  /** Every active one's newest value is below its peak by a tenth or more, or none is active. */
  readonly falling: boolean;
}

export interface ActContext {
  readonly actor: User;
  /** The second person, where one has confirmed it. */
  readonly approver: User | null;
  /** Epoch ms of the incident's timeline. */
  readonly now: number;
  readonly members: MemberFacts;
  readonly park: Park;
  /** `merge`: the other incident. */
  readonly other?: Incident;
}

/** Why an act is not done; at once the problem's `reason`, the journal's word and the test's. */
export const ACT_REFUSALS = [
  'wrong-state',
  'not-on-duty',
  'role-too-low',
  'unknown-measure',
  'unknown-wall',
  'pond-unknown',
  'no-measure',
  'not-falling',
  'evidence-missing',
  'no-higher-tier',
  'not-a-lower-tier',
  'still-active',
  'latched',
  'root-cause-missing',
  'still-in-breach',
  'nothing-offered',
  'same-person',
  'other-source',
  'too-late',
  'reason-missing',
] as const;
export type ActRefusal = (typeof ACT_REFUSALS)[number];

/** A changed incident with what has to be written in the same transaction. */
export interface IncidentChange {
  readonly incident: Incident;
  /** Others that change with it (`merge`). */
  readonly others?: readonly Incident[];
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
}

/** `none`: somebody has done it before; `approval`: it takes a second person; `refused`: it is not done, and why. */
export type ActOutcome =
  | ({ readonly effect: 'done' } & IncidentChange)
  | { readonly effect: 'none'; readonly by: string; readonly at: number }
  | { readonly effect: 'approval'; readonly needs: Needs }
  | { readonly effect: 'refused'; readonly reason: ActRefusal; readonly detail: string };
