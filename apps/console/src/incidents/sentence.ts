import type {
  AlarmView,
  ClockName,
  DeadlineKind,
  IncidentView,
  JournalEvent,
  LegalView,
  MeasureState,
  Tier,
} from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import { figure } from '../language/figure';
import { causeWord } from '../language/incident-words';
import type { Words } from '../language/words';
import { measureName } from './change';

/** A line of a timeline: what happened, and what is to be said of it beside. */
export interface Sentence {
  readonly what: string;
  readonly more: string;
  /** Something was missed, failed or got worse. */
  readonly bad?: boolean;
}

/** What is special to an event stands beside the incident in its data. */
type Data = IncidentView & {
  readonly [
    K in 'tier' | 'from' | 'to' | 'trigger' | 'note' | 'reason' | 'kind' | 'measure' | 'acknowledged'
  ]?: unknown;
};
type Teller = (data: Data, event: JournalEvent, words: Words) => Sentence | null;

const PAGES: readonly DeadlineKind[] = ['remind', 'progress', 'repeat'];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const say = (what: string, ...more: unknown[]): Sentence => ({
  what,
  more: more.map(text).filter(Boolean).join(' · '),
});
const badly = (sentence: Sentence): Sentence => ({ ...sentence, bad: true });
const tierName = (tier: unknown, { incident }: Words): string => incident.tier[tier as Tier] ?? text(tier);

type ApprovalEvent = Extract<JournalEvent['type'], `approval.${string}`>;
const APPROVALS = {
  'approval.requested': 'requested',
  'approval.confirmed': 'confirmed',
  'approval.refused': 'refused',
  'approval.expired': 'expired',
  'approval.glass-broken': 'broken',
  'approval.reviewed': 'reviewed',
} as const satisfies Record<ApprovalEvent, string>;

/** What happened, for those events that a person minds; null for the others. */
export function sentenceOf(event: JournalEvent, words: Words, directory: Directory): Sentence | null {
  if (event.type.startsWith('alarm.')) return ofAlarm(event, words, directory);
  const data = (event.data ?? {}) as Data;
  return TELLERS[event.type]?.(data, event, words) ?? null;
}

const TELLERS: Partial<Record<JournalEvent['type'], Teller>> = {
  'incident.opened': ({ severity, number }, _, words) =>
    say(words.incident.timeline.opened, number, words.severity[severity]),
  'incident.attached': (data, _, { incident }) => {
    const { attached } = data as { attached?: readonly string[] };
    return say(incident.timeline.attached(String(attached?.length ?? 1)));
  },
  'incident.acknowledged': ({ acknowledged, note }, { actor }, words) => {
    const tiers = (acknowledged as readonly Tier[] | undefined) ?? [];
    const named = tiers.map((tier) => tierName(tier, words)).join(' + ');
    return say(words.incident.timeline.acknowledged(named, actor), note);
  },
  'incident.escalated': ({ to, trigger, reason }, _, words) =>
    badly(
      say(words.incident.timeline.escalated(tierName(to, words)), causeWord(words.incident, text(trigger)), reason),
    ),
  'incident.de-escalation-proposed': ({ to, reason }, { actor }, words) =>
    say(words.incident.timeline.proposed(tierName(to, words)), actor, reason),
  'incident.de-escalated': ({ to }, { actor }, words) =>
    say(words.incident.timeline.deEscalated(tierName(to, words)), actor),
  'incident.measure-started': (data, { actor }, words) =>
    say(words.incident.timeline.started(nameOf(measureOf(data), words)), actor, measureOf(data)?.brokenGlass),
  'incident.measure-ended': (data, { actor }, words) => {
    const measure = measureOf(data);
    const state: MeasureState = measure?.state ?? 'done';
    const told = say(words.incident.timeline.ended(nameOf(measure, words), words.incident.measureState[state]), actor);
    return state === 'failed' ? badly(told) : told;
  },
  'incident.contained': (data, { actor }, { incident }) =>
    say(incident.timeline.contained, actor, data.evidence.at(-1)?.text),
  'incident.relapsed': ({ relapses }, _, { incident }) =>
    badly(say(incident.timeline.relapsed, incident.relapses(String(relapses)))),
  'incident.suspended': ({ suspension, reason }, { actor }, { incident }) =>
    say(incident.timeline.suspended, actor, reason ?? suspension?.reason),
  'incident.resumed': (_data, event, words) => say(words.incident.timeline.resumed, who(event, words)),
  'incident.hand-over-offered': ({ handOver }, { actor }, { incident }) =>
    say(incident.timeline.offered(handOver?.to ?? '–'), actor, handOver?.note),
  'incident.handed-over': ({ to }, { actor }, { incident }) => say(incident.timeline.handedOver(text(to) || actor)),
  'incident.noted': ({ note }, { actor }, { incident }) =>
    say(incident.timeline.noted, actor, (note as { text?: unknown } | undefined)?.text),
  'incident.evidence': ({ evidence }, { actor }, { incident }) =>
    say(incident.timeline.evidence, actor, evidence.at(-1)?.text),
  'incident.merged': (_data, { actor }, { incident }) => say(incident.timeline.merged, actor),
  'incident.reopened': ({ reason }, event, words) =>
    badly(say(words.incident.timeline.reopened, who(event, words), reason)),
  'incident.closed': ({ closing }, { actor }, { incident }) => say(incident.timeline.closed, actor, closing?.rootCause),
  'incident.judged-false': ({ falseAlarm }, { actor }, { incident }) =>
    say(incident.timeline.falseAlarm, actor, falseAlarm?.reason),
  'incident.changed': (data, _, { incident }) =>
    say('watched' in data ? incident.timeline.watched : incident.timeline.changed),
  'legal.level-set': (data, { actor }, { legal }) => {
    const { level, sensitive } = (data as unknown as Pick<LegalView, 'level'>).level ?? UNSAID;
    return say(legal.timeline.level(legal.level[level]), actor, sensitive ? legal.sensitive : '');
  },
  'legal.reported': (data, { actor }, { legal }) =>
    say(legal.timeline.reported(text((data as { report?: unknown }).report)), actor),
  'legal.missed': (data, _, { legal }) => badly(say(legal.timeline.missed(clockOf(data, legal)))),
  'legal.withdrawal-owed': (data, _, { legal }) => badly(say(legal.timeline.withdrawal(clockOf(data, legal)))),
  'deadline.missed': ({ kind, tier }, _, words) => missedDeadline(kind, tier, words),
  ...approvals(),
};

const UNSAID = { level: 'unknown', sensitive: false } as const;
const clockOf = (data: object, { clock }: Words['legal']): string =>
  clock[(data as { clock?: ClockName }).clock ?? 'unit-report'];

/** Only what people had to do; that the service paged again is no news. */
function missedDeadline(kind: unknown, tier: unknown, words: Words): Sentence | null {
  if (PAGES.includes(kind as DeadlineKind)) return null;
  const { due, timeline } = words.incident;
  return badly(
    say(timeline.missed(due[kind as DeadlineKind] ?? text(kind)), tier == null ? '' : tierName(tier, words)),
  );
}

function approvals(): Partial<Record<ApprovalEvent, Teller>> {
  return Object.fromEntries(
    Object.entries(APPROVALS).map(([type, word]): [string, Teller] => [
      type,
      ({ reason }, event, words) => say(words.incident.timeline.approval[word], who(event, words), reason),
    ]),
  );
}

const who = ({ actor }: JournalEvent, { incident }: Words): string =>
  actor === 'system' ? incident.timeline.system : actor;

/** The measure that the event names, or the one that was touched last. */
function measureOf({ measure, measures }: Data): IncidentView['measures'][number] | undefined {
  const id = typeof measure === 'object' && measure !== null ? (measure as { id?: unknown }).id : measure;
  const named = measures.find((one) => one.id === id);
  return named ?? measures.toSorted((a, b) => touched(a).localeCompare(touched(b))).at(-1);
}
const touched = ({ startedAt, endedAt }: IncidentView['measures'][number]): string => endedAt ?? startedAt;
const nameOf = (measure: IncidentView['measures'][number] | undefined, words: Words): string =>
  measure === undefined ? '–' : measureName(measure.code, words);

/** Alarms of an incident: that they came, went and were acknowledged; their changes are in the trend. */
function ofAlarm({ type, data, actor }: JournalEvent, words: Words, directory: Directory): Sentence | null {
  const told = (words.event as Readonly<Record<string, string>>)[type];
  const alarm = data as Partial<AlarmView> | null;
  if (told === undefined || type === 'alarm.changed' || alarm?.id === undefined) return null;
  const whole = alarm as AlarmView;
  const value = whole.value === null ? '' : `${figure(whole.value)} ${whole.unit}`;
  const where = `${directory.place(whole)} ${directory.factor(whole)}`;
  return say(
    told,
    where,
    type === 'alarm.acknowledged' ? actor : value,
    type === 'alarm.raised' ? whole.limitSource : '',
  );
}
