import type { Approval } from './approval';
import { type ApprovalChange, page, told } from './change';
import { clockAt, dayOf, nextDay } from '../limit/day';

/** What is asked for, and by whom. Times are epoch ms. */
export type ApprovalRequest = Omit<
  Approval,
  'requestedAt' | 'state' | 'expiresAt' | 'answeredBy' | 'answeredAt' | 'note' | 'review' | 'generation' | 'version'
>;

const asked = (request: ApprovalRequest, now: number) => ({
  ...request,
  requestedAt: now,
  ...{ answeredBy: null, answeredAt: null, note: null, generation: 1, version: 1 },
});

/** Asks a second person, who has until `expiresAt` (epoch ms) to answer. */
export function requestApproval(request: ApprovalRequest, now: number, expiresAt: number): ApprovalChange {
  const approval: Approval = { ...asked(request, now), state: 'PENDING', expiresAt, review: null };
  return {
    approval,
    entries: [told('approval.requested', approval, request.requestedBy, now)],
    messages: [page('approve', approval, 1)],
  };
}

const NINE = 9 * 60;

/** Nine o'clock of the next day in the park's zone, epoch ms: when a supervisor has looked at what one did alone. */
export const reviewTime = (now: number, timezone: string): number =>
  clockAt(nextDay(dayOf(now, timezone)), NINE, timezone);

/** One person did at once what takes two, for a typed reason; a supervisor looks at it on the next day. */
export function breakGlass(request: ApprovalRequest, now: number, timezone: string): ApprovalChange {
  const review = { dueAt: reviewTime(now, timezone), n: 1, by: null, at: null };
  const approval: Approval = { ...asked(request, now), state: 'CONFIRMED', expiresAt: now, review };
  return {
    approval,
    entries: [told('approval.glass-broken', approval, request.requestedBy, now)],
    messages: [page('review', approval, 0)],
  };
}
