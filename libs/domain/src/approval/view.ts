import type { Approval } from './approval';

const iso = (ms: number): string => new Date(ms).toISOString();

/** An approval as HTTP and the journal show it: times as ISO 8601 UTC. */
export interface ApprovalView extends Omit<Approval, 'requestedAt' | 'expiresAt' | 'answeredAt' | 'review'> {
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
  readonly review: {
    readonly dueAt: string;
    readonly n: number;
    readonly by: string | null;
    readonly at: string | null;
  } | null;
}

export function viewApproval(approval: Approval): ApprovalView {
  const { requestedAt, expiresAt, answeredAt, review } = approval;
  return {
    ...approval,
    requestedAt: iso(requestedAt),
    expiresAt: iso(expiresAt),
    answeredAt: answeredAt === null ? null : iso(answeredAt),
    review: review && { ...review, dueAt: iso(review.dueAt), at: review.at === null ? null : iso(review.at) },
  };
}
