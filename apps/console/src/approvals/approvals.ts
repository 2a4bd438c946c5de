import type { ApprovalView, User } from '@cofferdam/domain';

export interface Waiting {
  /** Waits for a second person; whoever has least time first. */
  readonly pending: readonly ApprovalView[];
  /** Broken glasses that nobody has looked at yet; the next due first. */
  readonly toReview: readonly ApprovalView[];
}

/** What waits, of a park or of all. An approval whose time is over is no longer offered: nobody can answer it. */
export function waitingOf(all: readonly ApprovalView[], park: string | null, now: number): Waiting {
  const here = all.filter((approval) => park === null || approval.park === park);
  const pending = here.filter(({ state, expiresAt }) => state === 'PENDING' && Date.parse(expiresAt) > now);
  const toReview = here.filter(({ review }) => review !== null && review.at === null);
  const dueAt = ({ review, expiresAt }: ApprovalView): number => Date.parse(review?.dueAt ?? expiresAt);
  const soonest = (a: ApprovalView, b: ApprovalView): number => dueAt(a) - dueAt(b) || (a.id < b.id ? -1 : 1);
  return { pending: pending.sort(soonest), toReview: toReview.sort(soonest) };
}

/** What somebody may do about an approval: answer it; only take it back, since it is their own; or nothing. */
export function mayAnswer({ requestedBy, needs }: ApprovalView, { username, role }: User): 'answer' | 'own' | 'no' {
  if (requestedBy === username) return 'own';
  return needs.roles.includes(role) ? 'answer' : 'no';
}

/** How many wait for this user's own answer: what the badge counts. */
export const countFor = ({ pending, toReview }: Waiting, user: User): number =>
  [...pending, ...toReview].filter((approval) => mayAnswer(approval, user) === 'answer').length;

/** A parameter of an act, as a reader wants it: `minutes` 30. Nested and empty ones are left to the incident's page. */
export function parametersOf(body: unknown): [name: string, value: string | number | boolean][] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).filter((entry): entry is [string, string | number | boolean] => {
    const [name, value] = entry as [string, unknown];
    return !SAID_ELSEWHERE.includes(name) && ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
  });
}

const SAID_ELSEWHERE: readonly string[] = ['reason', 'act', 'draft'];
