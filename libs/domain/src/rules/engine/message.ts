import type {
  Condition,
  ConditionKey,
  ConditionMessage,
  Episode,
  Order,
  Quality,
  Severity,
} from '../../condition/condition';
import type { ConditionState, Finding, LateRun } from '../../condition/observe';
import type { Timeline } from '../../timeline/timeline';
import type { Watch } from '../rule';

/** What one log entry causes, in order. */
export class Output {
  readonly messages: ConditionMessage[] = [];

  constructor(private readonly entry: string) {}

  next(): Order {
    return [this.entry, this.messages.length];
  }

  /** Says how far a timeline's clock has come, behind all that it made due. @param at epoch ms of that clock */
  mark({ class: class_, drill }: Timeline, at: number): void {
    this.messages.push({ kind: 'clock', class: class_, drill, order: this.next(), at });
  }
}

/** Where a message comes from. */
export interface Origin {
  readonly timeline: Timeline;
  readonly park: string;
  readonly outlet: string;
  readonly ruleVersion: number;
}

const keyOf = ({ timeline, park, outlet }: Origin, watch: Watch): ConditionKey => ({
  class: timeline.class,
  drill: timeline.drill,
  park,
  subject: watch.subject,
  outlet,
  factor: watch.factor,
  rule: watch.rule.id,
});

interface Axes {
  readonly phase: Condition['phase'];
  readonly quality: Quality;
  readonly severity: Severity;
  readonly chattering: boolean;
}

function message(origin: Origin, watch: Watch, order: Order, episode: Episode, axes: Axes, finding: Finding) {
  return {
    kind: 'condition' as const,
    key: keyOf(origin, watch),
    order,
    episode: episode.episode,
    onset: episode.onset,
    clearedAt: episode.clearedAt,
    peak: episode.peak,
    severityMax: episode.severityMax,
    phase: axes.phase,
    quality: axes.quality,
    severity: axes.severity,
    value: finding.value,
    unit: watch.unit,
    limit: finding.limit,
    ratio: finding.ratio,
    limitSource: finding.source,
    sampleAt: finding.at,
    ruleKind: watch.rule.kind,
    ruleVersion: origin.ruleVersion,
    toxic: watch.toxic,
    latching: watch.latching,
    chattering: axes.chattering,
    explain: watch.explain(finding),
  };
}

/** The present state of a condition that has, or had, an episode; null where it never had one. */
export function present(origin: Origin, watch: Watch, state: ConditionState, order: Order): Condition | null {
  if (state.current === null || state.finding === null) return null;
  const phase = state.phase === 'pending' ? 'normal' : state.phase;
  const said = message(origin, watch, order, state.current, { ...state, phase }, state.finding);
  return { ...said, late: false, previous: state.previous };
}

/** An episode that was found late. It says nothing about the present: phase normal, and `late`. */
export function past(origin: Origin, watch: Watch, state: ConditionState, run: LateRun, order: Order): Condition {
  const episode = state.previous.find((one) => one.episode === state.given);
  const found = episode ?? {
    episode: state.given,
    onset: run.onset,
    clearedAt: run.last,
    peak: null,
    severityMax: run.severityMax,
  };
  const axes = { phase: 'normal', quality: state.quality, severity: run.severityMax, chattering: false } as const;
  const previous = state.previous.filter((one) => one.episode !== found.episode);
  return { ...message(origin, watch, order, found, axes, run.finding), late: true, previous };
}
