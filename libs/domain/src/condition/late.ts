import { type Episode, type Severity, gravity } from './condition';
import {
  type ConditionState,
  type Delays,
  type Finding,
  type LateRun,
  type Observed,
  growEpisode,
  keepEpisode,
  tellCondition,
} from './observe';

/** A run of late breaches is settled when none has joined it for this long on the shard's clock, ms. */
export const LATE_SETTLES = 60_000;

/** How far apart late breaches of one run may lie, and how long one value lasts (0 for a moment's), ms. */
export interface Reach {
  readonly gap: number;
  readonly span: number;
}

export interface LateObserved extends Observed {
  /** An episode that is now known to have been: to be told as late. */
  readonly settled: LateRun | null;
}

/**
 * A finding from before what is judged already: it never moves the phase nor a delay. A breach inside a known episode
 * adds to its maxima; outside of all it joins a run, which becomes an episode of its own once it is settled.
 */
export function observeLate(
  state: ConditionState,
  finding: Finding,
  now: number,
  delays: Delays,
  reach: Reach,
): LateObserved {
  if (finding.severity === null) return { state: endRun(state, finding.at), changed: false, settled: null };
  const current = state.current;
  if (current !== null && contains(current, finding.at)) {
    const grown = { ...state, current: growEpisode(current, finding, finding.severity) };
    return { ...tellCondition(grown), settled: null };
  }
  if (state.previous.some((episode) => contains(episode, finding.at))) return { state, changed: false, settled: null };
  if (state.late !== null && joins(state.late, finding.at, reach)) {
    return {
      state: { ...state, late: extend(state.late, finding, finding.severity, now) },
      changed: false,
      settled: null,
    };
  }
  const before = settle(state, delays, reach);
  return { ...before, state: { ...before.state, late: beginRun(finding, finding.severity, now) } };
}

const contains = (episode: Episode, at: number): boolean =>
  at === episode.onset || (at > episode.onset && (episode.clearedAt === null || at < episode.clearedAt));

const joins = (run: LateRun, at: number, { gap }: Reach): boolean =>
  at >= run.onset - gap && at <= run.last + gap && (run.end === null || at < run.end);

const beginRun = (finding: Finding, severity: Severity, now: number): LateRun => ({
  onset: finding.at,
  last: finding.at,
  end: null,
  finding,
  severityMax: severity,
  touched: now,
});

const extend = (run: LateRun, finding: Finding, severity: Severity, now: number): LateRun => ({
  onset: Math.min(run.onset, finding.at),
  last: Math.max(run.last, finding.at),
  end: run.end,
  finding: finding.badness > run.finding.badness ? finding : run.finding,
  severityMax: gravity(severity) > gravity(run.severityMax) ? severity : run.severityMax,
  touched: now,
});

function endRun(state: ConditionState, at: number): ConditionState {
  const run = state.late;
  if (run === null || at <= run.last || (run.end !== null && run.end <= at)) return state;
  return { ...state, late: { ...run, end: at } };
}

/** When a run is due to be settled, on the shard's clock. */
export const lateDueAt = (state: ConditionState): number | null =>
  state.late === null ? null : state.late.touched + LATE_SETTLES;

/** Closes the run: an episode where it outlasted the on-delay, nothing where it was fleeting. */
export function settle(state: ConditionState, delays: Delays, { span }: Reach): LateObserved {
  const run = state.late;
  if (run === null) return { state, changed: false, settled: null };
  const end = run.end ?? run.last + span;
  if (run.last - run.onset < delays.onDelay) {
    return { state: { ...state, late: null }, changed: false, settled: null };
  }
  const given = state.given + 1;
  const { onset, severityMax, finding } = run;
  const episode = { episode: given, onset, clearedAt: end, peak: finding.value, severityMax };
  const next = { ...state, late: null, given, previous: keepEpisode(state.previous, episode) };
  return { state: next, changed: false, settled: run };
}
