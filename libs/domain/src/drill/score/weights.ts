import type { ExpectedAction } from '../expected';

/**
 * What each expected action weighs where the scenario says nothing. The list is that of the domain notes on drills
 * (alarm-management §6.4: detect, notify, acknowledge, tier, measure, contain, hand-over, wording of reports), with the
 * correction of a false alert (isolation rule I12) and quiet; the figures are the project's, no standard's. To see it and
 * to hold it weigh most: the rest is how one gets from the one to the other.
 */
export const DEFAULT_WEIGHTS: Readonly<Record<ExpectedAction, number>> = {
  detect: 15,
  notify: 10,
  acknowledge: 15,
  tier: 10,
  measure: 10,
  contain: 20,
  'hand-over': 5,
  report: 5,
  correct: 10,
  quiet: 10,
};

/** A drill without hard fails has passed from this total on, of 100: the usual mark of drill score sheets. */
export const PASS_MARK = 60;

/** A live alarm may take so long while a drill runs, from its arrival in the log to the records, ms (isolation rule I5). */
export const LIVE_ALARM_MS = 2_000;
