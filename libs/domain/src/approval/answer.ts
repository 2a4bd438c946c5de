import { seesPark, type User } from '../user/role';
import type { Approval, ApprovalState } from './approval';
import { type ApprovalChange, moved, told } from './change';

/** Why a second person's answer does not count; at once the problem's `reason` and the test's word. */
export const ANSWER_REFUSALS = ['same-person', 'role-too-low', 'wrong-state', 'too-late'] as const;
export type AnswerRefusal = (typeof ANSWER_REFUSALS)[number];

export type AnswerOutcome =
  | ({ readonly effect: 'done' } & ApprovalChange)
  | { readonly effect: 'refused'; readonly reason: AnswerRefusal; readonly detail: string };

const refused = (reason: AnswerRefusal, detail: string): AnswerOutcome => ({ effect: 'refused', reason, detail });

const eligible = ({ needs, park }: Approval, user: User): boolean =>
  needs.roles.includes(user.role) && seesPark(user, park);

function notPending({ state, expiresAt }: Approval, now: number): AnswerOutcome | null {
  if (state !== 'PENDING') return refused('wrong-state', `it is ${state}`);
  return now < expiresAt ? null : refused('too-late', 'the time to answer is over');
}

function notEligible(approval: Approval, user: User): AnswerOutcome | null {
  if (user.username === approval.requestedBy) return refused('same-person', 'the second person is somebody else');
  return eligible(approval, user) ? null : refused('role-too-low', `it needs ${approval.needs.roles.join(' or ')}`);
}

function answered(approval: Approval, state: ApprovalState, by: User, note: string | null, now: number): AnswerOutcome {
  const changed = moved(approval, { state, answeredBy: by.username, answeredAt: now, note });
  const type = state === 'CONFIRMED' ? 'approval.confirmed' : 'approval.refused';
  return { effect: 'done', approval: changed, entries: [told(type, changed, by.username, now)], messages: [] };
}

/** The second person agrees. That the subject is still what was seen is for the caller to check. */
export function confirmApproval(approval: Approval, by: User, now: number): AnswerOutcome {
  return notPending(approval, now) ?? notEligible(approval, by) ?? answered(approval, 'CONFIRMED', by, null, now);
}

/** The second person does not agree, or the one who asked takes it back. */
export function refuseApproval(approval: Approval, by: User, note: string, now: number): AnswerOutcome {
  const mine = by.username === approval.requestedBy;
  return (
    notPending(approval, now) ??
    (mine ? null : notEligible(approval, by)) ??
    answered(approval, 'REFUSED', by, note, now)
  );
}

/** A supervisor has looked at a broken glass. */
export function reviewApproval(approval: Approval, by: User, note: string, now: number): AnswerOutcome {
  const { review } = approval;
  if (review === null) return refused('wrong-state', 'no glass was broken');
  if (review.at !== null) return refused('wrong-state', `${review.by} has looked at it`);
  const not = notEligible(approval, by);
  if (not !== null) return not;
  const changed = moved(approval, { review: { ...review, by: by.username, at: now }, note });
  return {
    effect: 'done',
    approval: changed,
    entries: [told('approval.reviewed', changed, by.username, now)],
    messages: [],
  };
}
