import type { Severity } from '../condition/condition';
import { isGrave } from './delivery';

/** What may pass is tried again on the same channel for so long, ms; then the next channel has its turn. */
const PATIENCE_MS: Readonly<Record<Severity, number>> = {
  red: 20_000,
  orange: 60_000,
  yellow: 300_000,
  blue: 300_000,
};
/** A message is given up when no channel has taken it for so long, ms. */
export const GIVE_UP_MS = 3_600_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Between two goes through the whole list of channels, ms; doubled each time. */
const FIRST_ROUND_MS = 5_000;
const LONGEST_ROUND_MS = 300_000;

/** Where a delivery stands when a channel has not taken it. */
export interface Attempted {
  readonly severity: Severity;
  readonly toxic: boolean;
  /** Of how many channels, and which of them was tried, from 0. */
  readonly channels: number;
  readonly position: number;
  /** How often the whole list has been gone through. */
  readonly round: number;
  /** Attempts on this channel in this round. */
  readonly tries: number;
  /** Since it came to this channel, and since the message was written, ms. */
  readonly here: number;
  readonly age: number;
}
export interface Fault {
  /** `throttled` and `unreachable` may pass. */
  readonly mayPass: boolean;
  /** What the provider asks for, ms. */
  readonly retryAfterMs: number | null;
}

/** `next`: the channel at `position` in its list has the turn; `round` counts goes through the whole list. */
export type AfterFault =
  | { readonly does: 'retry'; readonly afterMs: number }
  | { readonly does: 'next'; readonly position: number; readonly round: number; readonly afterMs: number }
  | { readonly does: 'give-up' };

export const patience = (message: { severity: Severity; toxic: boolean }): number =>
  isGrave(message) ? PATIENCE_MS.red : PATIENCE_MS[message.severity];

/**
 * What becomes of a delivery that a channel has not taken: again here while that may help, then the next channel, in the
 * end all of them again, slower and slower; after an hour it is given up.
 */
export function afterFault(at: Attempted, { mayPass, retryAfterMs }: Fault): AfterFault {
  if (at.age >= GIVE_UP_MS) return { does: 'give-up' };
  if (mayPass) {
    const afterMs = retryAfterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(at.tries - 1, 10));
    if (at.here + afterMs <= patience(at)) return { does: 'retry', afterMs };
  }
  if (at.position + 1 < at.channels) return { does: 'next', position: at.position + 1, round: at.round, afterMs: 0 };
  const afterMs = Math.min(LONGEST_ROUND_MS, FIRST_ROUND_MS * 2 ** Math.min(at.round, 10));
  return { does: 'next', position: 0, round: at.round + 1, afterMs };
}
