import { chatters, holdOf } from './chatter';
import { type Episode, type Phase, type Quality, type Severity, gravity } from './condition';

/** What a rule found in one value, or in the lack of one. Times are epoch ms. JSON. */
export interface Finding {
  /** Time of the sample. */
  readonly at: number;
  /** Colour of the breach; null when compliant. */
  readonly severity: Severity | null;
  /** Colour that a running breach keeps: as `severity`, with the deadband added. Null: far enough below to be back. */
  readonly held: Severity | null;
  /** How bad it is, greater is worse; comparable within one rule and factor only. */
  readonly badness: number;
  readonly value: number | null;
  readonly limit: number | null;
  readonly ratio: number | null;
  readonly source: string | null;
  /** Words for the explanation: what was special about this judgement. */
  readonly notes: readonly string[];
}

/** An episode that is running, or about to: `badness` belongs to its peak. */
export interface Running extends Episode {
  readonly badness: number;
}

/** Breaches found in samples that came after newer ones had been judged, until they are settled. */
export interface LateRun {
  readonly onset: number;
  readonly last: number;
  /** First compliant moment after it; null where none was seen. */
  readonly end: number | null;
  /** The worst of it. */
  readonly finding: Finding;
  readonly severityMax: Severity;
  /** The shard's clock when it last grew. */
  readonly touched: number;
}

/** The axes of one condition. JSON. */
export interface ConditionState {
  readonly phase: Phase;
  readonly quality: Quality;
  /** Sample time, and the shard's clock then, at which `pending` or `clearing` began. */
  readonly since: number;
  readonly entered: number;
  /** How long the process axis stood still in this phase, in sample time and on the shard's clock, ms. */
  readonly paused: readonly [sample: number, clock: number];
  readonly frozen: { readonly at: number; readonly now: number } | null;
  /** It came and went too often in a short time: held by a longer off-delay until it has been quiet for one. */
  readonly chattering: boolean;
  /** The breach that waits for its on-delay. */
  readonly candidate: Running | null;
  /** The newest live episode. */
  readonly current: Running | null;
  /** Greatest episode number given, late ones included. */
  readonly given: number;
  readonly previous: readonly Episode[];
  /** Colour now, or the last one. */
  readonly severity: Severity;
  readonly finding: Finding | null;
  readonly late: LateRun | null;
  /** What the last message said. */
  readonly told: Told | null;
}

interface Told {
  readonly episode: number;
  readonly phase: Phase;
  readonly severity: Severity;
  readonly quality: Quality;
  readonly badness: number;
  readonly chattering: boolean;
}

export const CALM: ConditionState = {
  phase: 'normal',
  quality: 'good',
  since: 0,
  entered: 0,
  paused: [0, 0],
  frozen: null,
  chattering: false,
  candidate: null,
  current: null,
  given: 0,
  previous: [],
  severity: 'blue',
  finding: null,
  late: null,
  told: null,
};

/** ms. */
export interface Delays {
  readonly onDelay: number;
  readonly offDelay: number;
}

/** What a condition may be shown: a judged value, the news that there is none to judge, or the passing of time. */
export type Observation =
  | { readonly kind: 'value'; readonly finding: Finding; readonly now: number }
  | { readonly kind: 'no-value'; readonly quality: 'bad' | 'stale'; readonly at: number; readonly now: number }
  | { readonly kind: 'tick'; readonly now: number };

export interface Observed {
  readonly state: ConditionState;
  /** True where there is something to tell; `pending` is nobody's business but the engineers'. */
  readonly changed: boolean;
}

const KEPT_EPISODES = 8;
/** A peak is told again when it has grown by this share. */
const PEAK_GROWTH = 1.1;

/**
 * One step of a condition's axes (ISA-18.2 arcs NORM, UNACK/ACKED and RTNUN are the records' part). Delays are measured
 * in sample time between samples and on the shard's clock between ticks. A value that is not good stops the process axis
 * and its delays; the next good value lets them go on.
 */
export function observe(state: ConditionState, observation: Observation, delays: Delays): Observed {
  return tellCondition(step(state, observation, delays));
}

function step(state: ConditionState, observation: Observation, delays: Delays): ConditionState {
  if (observation.kind === 'tick') return state.frozen === null ? pass(state, observation.now, delays) : state;
  if (observation.kind === 'no-value') {
    const { quality, at, now } = observation;
    return { ...state, quality, frozen: state.frozen ?? { at, now } };
  }
  const { finding, now } = observation;
  const thawed = state.frozen === null ? state : thaw(state, state.frozen, finding.at, now);
  return advance(thawed, finding, now, delays);
}

function thaw(state: ConditionState, frozen: { at: number; now: number }, at: number, now: number): ConditionState {
  const [sample, clock] = state.paused;
  const paused = [sample + Math.max(0, at - frozen.at), clock + Math.max(0, now - frozen.now)] as const;
  return { ...state, quality: 'good', frozen: null, paused };
}

/** Time passes: what waits for its delay gets it. */
function pass(state: ConditionState, now: number, delays: Delays): ConditionState {
  const due = dueAt(state, delays);
  if (due === null || now < due) return state;
  return state.phase === 'pending' ? raise(state) : clearOrHold(state, now - clockStart(state), delays.offDelay);
}

/** Where the clock of the present phase began, on the shard's clock. */
const clockStart = ({ since, entered, paused }: ConditionState): number => Math.max(since, entered) + paused[1];

/** When time alone will move this condition next, on the shard's clock; null: never. */
export function dueAt(state: ConditionState, delays: Delays): number | null {
  if (state.frozen !== null || (state.phase !== 'pending' && state.phase !== 'clearing')) return null;
  return clockStart(state) + (state.phase === 'pending' ? delays.onDelay : offDelayOf(state, delays.offDelay));
}

function advance(state: ConditionState, finding: Finding, now: number, delays: Delays): ConditionState {
  const seen = { ...state, finding };
  switch (state.phase) {
    case 'normal':
    case 'pending':
      if (finding.severity === null)
        return state.phase === 'normal' ? seen : { ...seen, phase: 'normal', candidate: null };
      return ripen(seen, finding, finding.severity, now, delays.onDelay);
    case 'abnormal':
      if (finding.held === null) return fade(enter(seen, 'clearing', finding.at, now), finding.at, delays.offDelay);
      return worsen(seen, finding, lighterOf(finding.held, graverOf(finding.severity, state.severity)));
    case 'clearing':
      if (finding.severity !== null) return worsen({ ...seen, phase: 'abnormal' }, finding, finding.severity);
      return fade(seen, finding.at, delays.offDelay);
  }
}

/** A running breach falls to a lighter colour only when the deadband is left too. */
const graverOf = (a: Severity | null, b: Severity): Severity => (a !== null && gravity(a) > gravity(b) ? a : b);
const lighterOf = (a: Severity, b: Severity): Severity => (gravity(a) < gravity(b) ? a : b);

const enter = (state: ConditionState, phase: Phase, at: number, now: number): ConditionState => ({
  ...state,
  phase,
  since: at,
  entered: now,
  paused: [0, 0],
});

function ripen(state: ConditionState, finding: Finding, severity: Severity, now: number, onDelay: number) {
  const pending = state.phase === 'pending' ? state : enter(state, 'pending', finding.at, now);
  const candidate = pending.candidate ?? begin(finding, severity);
  const ripened = { ...pending, severity, candidate: growEpisode(candidate, finding, severity) };
  return elapsed(ripened, finding.at) >= onDelay ? raise(ripened) : ripened;
}

const begin = (finding: Finding, severity: Severity): Running => ({
  episode: 0,
  onset: finding.at,
  clearedAt: null,
  peak: finding.value,
  severityMax: severity,
  badness: finding.badness,
});

/** Peak and gravest colour are maxima. */
export function growEpisode(running: Running, finding: Finding, severity: Severity): Running {
  const severityMax = graverOf(severity, running.severityMax);
  if (finding.badness <= running.badness && severityMax === running.severityMax) return running;
  if (finding.badness <= running.badness) return { ...running, severityMax };
  return { ...running, severityMax, peak: finding.value ?? running.peak, badness: finding.badness };
}

const elapsed = (state: ConditionState, at: number): number => at - state.since - state.paused[0];

function raise(state: ConditionState): ConditionState {
  if (state.candidate === null) return state;
  const given = state.given + 1;
  const previous = state.current === null ? state.previous : keepEpisode(state.previous, state.current);
  return {
    ...state,
    phase: 'abnormal',
    given,
    previous,
    current: { ...state.candidate, episode: given },
    candidate: null,
  };
}

/** Eight earlier episodes at most, newest last. */
export function keepEpisode(previous: readonly Episode[], running: Episode): readonly Episode[] {
  const { episode, onset, clearedAt, peak, severityMax } = running;
  const all = [...previous, { episode, onset, clearedAt, peak, severityMax }];
  return all.sort((a, b) => a.episode - b.episode).slice(-KEPT_EPISODES);
}

function worsen(state: ConditionState, finding: Finding, severity: Severity): ConditionState {
  return { ...state, severity, current: state.current && growEpisode(state.current, finding, severity) };
}

function fade(state: ConditionState, at: number, offDelay: number): ConditionState {
  const quiet = elapsed(state, at);
  return quiet >= offDelayOf(state, offDelay) ? clearOrHold(state, quiet, offDelay) : state;
}

const offDelayOf = ({ chattering }: ConditionState, offDelay: number): number =>
  chattering ? holdOf(offDelay) : offDelay;

/** Its off-delay is over, after `quiet` ms: the episode ends, unless that makes it chatter. */
function clearOrHold(state: ConditionState, quiet: number, offDelay: number): ConditionState {
  if (!state.chattering && quiet < holdOf(offDelay) && chatters(state)) return { ...state, chattering: true };
  return clear(state);
}

/** The episode ended when its values came back, not when the off-delay was over. */
const clear = (state: ConditionState): ConditionState => ({
  ...state,
  phase: 'normal',
  chattering: false,
  current: state.current && { ...state.current, clearedAt: Math.max(state.since, state.current.onset) },
});

/** The rule or its monitor is gone: whatever ran ends here. */
export function withdraw(state: ConditionState, at: number): Observed {
  if (state.phase === 'clearing') return tellCondition(clear(state));
  const ended = { ...enter(state, 'normal', at, at), candidate: null, frozen: null, quality: 'good' as const };
  return tellCondition(state.phase === 'abnormal' ? clear(ended) : ended);
}

/** Notes what is told, if there is something to tell. */
export function tellCondition(state: ConditionState): Observed {
  const { current, told, severity, quality, chattering } = state;
  if (current === null) return { state, changed: false };
  const phase = state.phase === 'pending' ? 'normal' : state.phase;
  if (!isNews(state, current, phase)) return { state, changed: false };
  const badness = current.episode === told?.episode ? Math.max(told.badness, current.badness) : current.badness;
  const { episode } = current;
  return { state: { ...state, told: { episode, phase, severity, quality, badness, chattering } }, changed: true };
}

function isNews(state: ConditionState, current: Running, phase: Phase): boolean {
  const { told } = state;
  if (told === null || told.episode !== current.episode || told.phase !== phase) return true;
  if (phase === 'normal') return false;
  if (told.severity !== state.severity || told.quality !== state.quality) return true;
  if (told.chattering !== state.chattering) return true;
  return current.badness > told.badness && current.badness >= told.badness * PEAK_GROWTH;
}

/** True where a message is owed to anybody who asks for what is not normal. */
export const isTold = (state: ConditionState): boolean => state.phase === 'abnormal' || state.phase === 'clearing';
