import type { Severity } from '../condition/condition';
import type { Tier } from '../tier/tier';
import type { Timeline } from '../timeline/timeline';
import type { Role } from '../user/role';

/** Acts that take a second person. */
export const APPROVED_ACTS = [
  'shelve',
  'out-of-service',
  'mark-false',
  'start-measure',
  'public-warning',
  'withdraw-warning',
] as const;
export type ApprovedAct = (typeof APPROVED_ACTS)[number];

export const APPROVAL_STATES = ['PENDING', 'CONFIRMED', 'REFUSED', 'EXPIRED'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Roles of which one must answer, not the one who asked. */
export interface Needs {
  readonly roles: readonly Role[];
  /** The tier whose desk is paged. */
  readonly tier: Tier;
}

/** Something that one person asked for and a second has to confirm. Times are epoch ms. */
export interface Approval extends Timeline {
  readonly id: string;
  readonly park: string;
  readonly act: ApprovedAct;
  readonly subject: { readonly kind: 'alarm' | 'incident'; readonly id: string };
  /** The incident that it is about: the subject, or the alarm's; null for an alarm without one. */
  readonly incident: string | null;
  /** Whose desk of a unit or enterprise tier is paged; null: every one of the tier. */
  readonly enterprise: string | null;
  /** The subject's, when it was asked for: how urgent the page is. */
  readonly severity: Severity;
  readonly toxic: boolean;
  /** Generation of the subject that the asking person saw: one that has grown is not acted on. */
  readonly seen: number;
  /** The act's parameters, as they were sent. */
  readonly body: unknown;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly needs: Needs;
  /** A broken glass is CONFIRMED from the first, by nobody. */
  readonly state: ApprovalState;
  readonly expiresAt: number;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
  /** What the second person, or the reviewer, said. */
  readonly note: string | null;
  /** A broken glass: the act was done by one, and a supervisor has to look at it by `dueAt`. */
  readonly review: {
    readonly dueAt: number;
    readonly n: number;
    readonly by: string | null;
    readonly at: number | null;
  } | null;
  readonly generation: number;
  readonly version: number;
}
