import type { Tier } from '../tier/tier';
import type { Timeline } from '../timeline/timeline';
import type { Role } from '../user/role';

/** Acts that take a second person. */
export const APPROVED_ACTS = ['shelve', 'out-of-service', 'mark-false', 'start-measure'] as const;
export type ApprovedAct = (typeof APPROVED_ACTS)[number];

export type ApprovalState = 'PENDING' | 'CONFIRMED' | 'REFUSED' | 'EXPIRED';

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
  /** Generation of the subject that the asking person saw: one that has grown is not acted on. */
  readonly seen: number;
  /** The act's parameters, as they were sent. */
  readonly body: unknown;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly needs: Needs;
  readonly state: ApprovalState;
  readonly expiresAt: number;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
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
