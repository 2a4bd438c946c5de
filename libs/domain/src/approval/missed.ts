import type { Deadline } from '../escalation/deadline';
import type { Approval } from './approval';
import { type ApprovalChange, moved, page, told } from './change';

const DAY = 86_400_000;

/** What is due for an approval: the second person's answer, or the review of a broken glass; nothing once it is over. */
export function approvalDeadlines(approval: Approval): Deadline[] {
  const { state, review, expiresAt, needs, generation } = approval;
  const due = { tier: needs.tier, name: null, generation } as const;
  if (state === 'PENDING') return [{ ...due, kind: 'approve', n: 1, dueAt: expiresAt }];
  if (review === null || review.at !== null) return [];
  return [{ ...due, kind: 'review', n: review.n, dueAt: review.dueAt }];
}

/** Nobody answered in time: what was asked for is not done, and whoever was paged is told that it is over. */
export function expire(approval: Approval, now: number): ApprovalChange {
  const expired = moved(approval, { state: 'EXPIRED' });
  return {
    approval: expired,
    entries: [told('approval.expired', expired, 'system', now)],
    messages: [page('end', expired, 1)],
  };
}

/** Nobody has looked at a broken glass by its time: the supervisor is paged again, and every day until somebody has. */
export function reviewDue(approval: Approval, now: number): ApprovalChange {
  const { review } = approval;
  if (review === null || review.at !== null) return { approval, entries: [], messages: [] };
  const days = Math.max(1, Math.floor((now - review.dueAt) / DAY) + 1);
  const next = moved(approval, { review: { ...review, n: review.n + 1, dueAt: review.dueAt + days * DAY } });
  return { approval: next, entries: [], messages: [page('review', next, review.n)] };
}
