import type {
  ActRefusal,
  DeadlineKind,
  IncidentActName,
  IncidentState,
  MeasureState,
  Tier,
  TierView,
  WallState,
} from '@cofferdam/domain';
import type { DialogAct, Field } from '../incidents/acts';

type Labels<K extends string> = Readonly<Record<K, string>>;
type Cause = 'start' | 'relapse' | 'E1' | 'E2' | 'E3' | 'E4' | 'E5' | 'E6' | 'E7' | 'E8' | 'E9';

/** Words of incidents, their tiers and measures. Figures, names and times come in as finished text. */
export interface IncidentWords {
  heading: string;
  tiersOnDuty: string;
  state: Labels<IncidentState>;
  tier: Labels<Tier>;
  tierShort: Labels<Tier>;
  trigger: Labels<Cause>;
  due: Labels<DeadlineKind>;
  family: Labels<'oxygen-demand' | 'nutrient' | 'metal' | 'organic' | 'inorganic' | 'physical' | 'other'>;
  measure: Readonly<Record<string, string>>;
  measureState: Labels<MeasureState>;
  overdue: string;
  unacknowledged: string;
  notOnDuty: string;
  onDutyIn: string;
  noMeasure: string;
  since(at: string): string;
  acknowledgedBy(who: string, at: string): string;
  heldBy(who: string): string;
  late(what: string): string;
  containIn(left: string): string;
  paused: string;
  left(what: string, left: string): string;
  alarms(n: string): string;
  otherAlarms: string;
  openPage: string;
  toList: string;
  relapses(n: string): string;
  toxic: string;
  act: Labels<IncidentActName>;
  more: string;
  fewer: string;
  notAllowed: string;
  notePlaceholder: string;
  dialog: Readonly<Record<DialogAct, { heading: string; consequence: string; submit: string }>>;
  field: Labels<Field | 'outcome'>;
  breakGlassNote: string;
  nextTier(tier: string): string;
  noOther: string;
  cancel: string;
  required: string;
  photoLimit(mebibytes: string): string;
  photoTooLarge(size: string): string;
  photoUnreadable: string;
  photoPreview: string;
  photoRemove: string;
  news: string;
  lookedAgain: string;
  outcome: {
    sending: string;
    done(act: string): string;
    already(who: string, at: string): string;
    approval(until: string): string;
    failed(act: string, why: string): string;
    unreachable(act: string): string;
  };
  refusal: Labels<ActRefusal>;
  change: {
    state(state: string): string;
    tier(tier: string): string;
    acknowledged(tier: string, who: string): string;
    alarms(n: string): string;
    measure(name: string, state: string): string;
    relapse: string;
    evidence: string;
    other: string;
  };
  banner: {
    suspended(who: string, reason: string): string;
    watch: string;
    watched: string;
    handOver(tier: string, from: string, to: string): string;
    deEscalation(tier: string, who: string): string;
    closed(who: string, at: string): string;
    rootCause(cause: string): string;
    falseAlarm(who: string, approver: string, reason: string): string;
    merged: string;
  };
  measures: {
    heading: string;
    none: string;
    twoPersons: string;
    done: string;
    failed: string;
    by(who: string, at: string): string;
    approved(who: string): string;
    glass(reason: string): string;
  };
  pond: {
    heading(name: string): string;
    free(volume: string): string;
    inflow(volume: string): string;
    fullIn: string;
    never: string;
    full: string;
    bar(share: string): string;
  };
  evidence: { heading: string; none: string; photoOf(who: string, at: string): string; of(measure: string): string };
  timeline: {
    heading: string;
    loading: string;
    failed: string;
    opened: string;
    attached(n: string): string;
    acknowledged(tier: string, who: string): string;
    escalated(tier: string): string;
    proposed(tier: string): string;
    deEscalated(tier: string): string;
    started(measure: string): string;
    ended(measure: string, state: string): string;
    contained: string;
    relapsed: string;
    suspended: string;
    resumed: string;
    offered(to: string): string;
    handedOver(to: string): string;
    noted: string;
    evidence: string;
    merged: string;
    reopened: string;
    closed: string;
    falseAlarm: string;
    watched: string;
    changed: string;
    missed(what: string): string;
    system: string;
    approval: {
      requested: string;
      confirmed: string;
      refused: string;
      expired: string;
      broken: string;
      reviewed: string;
    };
  };
  list: {
    heading: string;
    open: string;
    ended: string;
    count(n: string): string;
    columns: { number: string; what: string; state: string; tiers: string; since: string; due: string };
    none: string;
    noneEnded: string;
    more: string;
    loading: string;
    failed: string;
    unknown: string;
  };
  overview: {
    allRows: string;
    rollUp: string;
    mode: string;
    rest: string;
    oldest(at: string): string;
    outlets: string;
    waiting(acknowledged: string, unacknowledged: string): string;
    unfold: string;
    fold: string;
    moreMembers: string;
    loading: string;
    failed: string;
    heading: string;
    acknowledge(n: string): string;
    acknowledgeNote: string;
    confirm(n: string): string;
    acknowledged(n: string): string;
    already(n: string): string;
    changed(n: string): string;
    refused(n: string): string;
    nothing: string;
  };
  walls: Labels<WallState> & {
    free(volume: string): string;
    measure: Labels<MeasureState>;
    said(name: string, state: string): string;
    note: string;
  };
}

/** What is said of acts: their names, second steps, fields, and what came of them. */
export type ActWords = Pick<IncidentWords, 'act' | 'dialog' | 'field' | 'outcome' | 'refusal'>;

export type CauseWord = keyof IncidentWords['trigger'];
export const causeWord = (words: IncidentWords, trigger: TierView['trigger']): string =>
  (words.trigger as Readonly<Record<string, string>>)[trigger] ?? trigger;
