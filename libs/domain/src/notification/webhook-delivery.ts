const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** An event is offered to a hook for so long, ms; then it stays visible as FAILED until somebody sends it again. */
export const WEBHOOK_GIVE_UP_MS = 72 * HOUR;
/** Waits grow from the first to the longest, by this factor. */
const FIRST_WAIT = 5 * SECOND;
const LONGEST_WAIT = 6 * HOUR;
const GROWTH = 3;
/** Waits are spread by this share in each direction, so that hooks that failed together do not return together. */
const JITTER = 0.2;
const LONGEST_RETRY_AFTER = 24 * HOUR;
/** So many refusals in a row, with no success between them, are the hook's trouble and not the messages'. */
const REFUSALS_OF_A_HOOK = 3;

/** What came of one attempt. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly text: string }
  | { readonly kind: 'unanswered'; readonly reason: string };

/**
 * `delivered` 2xx; `gone` 410; `away`: the receiver cannot take anything now (no answer, 408, 425, 429, 5xx);
 * `refused`: it answered that it does not want this one (redirects are not followed).
 */
export type WebhookOutcome = 'delivered' | 'gone' | 'away' | 'refused';

const TRANSIENT: readonly number[] = [408, 425, 429];

export function webhookOutcomeOf(answer: WebhookAnswer): WebhookOutcome {
  if (answer.kind === 'unanswered') return 'away';
  const { status } = answer;
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return status >= 500 || TRANSIENT.includes(status) ? 'away' : 'refused';
}

/** Wait after the n-th failure in a row (from 1), ms. @param random from 0 to 1 */
export function webhookWait(n: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * GROWTH ** Math.min(n - 1, 20));
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random));
}

/** What 429 and 503 ask for, ms; null where they ask for nothing that can be understood. */
export function webhookRetryAfter(answer: WebhookAnswer, now: number): number | null {
  if (answer.kind !== 'answered' || answer.retryAfter === null) return null;
  if (answer.status !== 429 && answer.status !== 503) return null;
  const text = answer.retryAfter.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(LONGEST_RETRY_AFTER, Math.max(0, ms)) : null;
}

/** What is known before an attempt: of the delivery, and how often its hook has failed in a row. */
export interface WebhookAttempted {
  /** Attempts with this one. */
  readonly attempts: number;
  readonly giveUpAt: number;
  readonly hookFailures: number;
}

/** What follows from an attempt. Times are epoch ms. */
export interface WebhookResult {
  readonly outcome: WebhookOutcome;
  readonly state: 'PENDING' | 'SENT' | 'FAILED';
  readonly nextAt: number;
  readonly hookFailures: number;
  /** Until then nothing is sent to the hook; null: go on. */
  readonly hookRetryAt: number | null;
}

/**
 * A hook that is away holds its events in order, and one attempt at a time finds out whether it is back, whatever waits.
 * What a receiver refuses by an answer steps aside, so that one event that it cannot bear does not hold the others.
 */
export function afterWebhookAttempt(
  answer: WebhookAnswer,
  known: WebhookAttempted,
  now: number,
  random: number,
): WebhookResult {
  const outcome = webhookOutcomeOf(answer);
  if (outcome === 'delivered') return { outcome, state: 'SENT', nextAt: now, hookFailures: 0, hookRetryAt: null };
  const hookFailures = known.hookFailures + 1;
  if (outcome === 'gone') return { outcome, state: 'FAILED', nextAt: now, hookFailures, hookRetryAt: null };
  const asked = webhookRetryAfter(answer, now);
  const holds = outcome === 'away' || hookFailures >= REFUSALS_OF_A_HOOK;
  const hookRetryAt = holds ? now + (asked ?? webhookWait(hookFailures, random)) : null;
  const ownNextAt = now + webhookWait(known.attempts, random);
  const nextAt = outcome === 'away' && hookRetryAt !== null ? hookRetryAt : ownNextAt;
  return { outcome, state: nextAt > known.giveUpAt ? 'FAILED' : 'PENDING', nextAt, hookFailures, hookRetryAt };
}

/** What is kept of the last attempt: what the receiver answered, or why there was no answer. */
export interface WebhookAttempt {
  /** Epoch ms. */
  readonly at: number;
  readonly outcome: WebhookOutcome;
  readonly status: number | null;
  readonly detail: string;
}

const MOST_DETAIL = 300;

export function webhookAttemptAt(answer: WebhookAnswer, at: number): WebhookAttempt {
  const answered = answer.kind === 'answered';
  const detail = (answered ? answer.text : answer.reason).slice(0, MOST_DETAIL);
  return { at, outcome: webhookOutcomeOf(answer), status: answered ? answer.status : null, detail };
}
