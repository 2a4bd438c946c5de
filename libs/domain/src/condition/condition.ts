import type { Timeline } from '../timeline/timeline';

/** Blue IV, yellow III, orange II, red I: from light to grave. */
export const SEVERITIES = ['blue', 'yellow', 'orange', 'red'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 for blue to 3 for red, so that graver is greater. */
export const gravity = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** The process axis (ISA-18.2): on-delay runs in `pending`, off-delay in `clearing`. */
export type Phase = 'normal' | 'pending' | 'abnormal' | 'clearing';
/** The quality axis: `bad` and `stale` freeze the process axis. */
export type Quality = 'good' | 'bad' | 'stale';

export type SubjectKind = 'outlet' | 'monitor' | 'asset' | 'channel' | 'system';
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** What a condition is about. One open alarm a key, nulls counting as equal. */
export interface ConditionKey extends Timeline {
  readonly park: string;
  readonly subject: Subject;
  readonly outlet: string | null;
  readonly factor: string | null;
  /** The rule's id in the park file. */
  readonly rule: string;
}

/** One string for (class, drill, park, subject, factor, rule). */
export function conditionKey(key: ConditionKey): string {
  const { class: class_, drill, park, subject, factor, rule } = key;
  return JSON.stringify([class_, drill, park, subject.kind, subject.id, factor, rule]);
}

/** Place in the shard's telemetry log: entry id `<ms>-<seq>` and the number within what that entry caused. */
export type Order = readonly [entry: string, n: number];

/** Negative, zero or positive as `a` is before, at or after `b`. */
export function compareOrder(a: Order, b: Order): number {
  const [aMs, aSeq] = split(a[0]);
  const [bMs, bSeq] = split(b[0]);
  return aMs - bMs || aSeq - bSeq || a[1] - b[1];
}

function split(entry: string): [number, number] {
  const dash = entry.indexOf('-');
  return [Number(entry.slice(0, dash)), Number(entry.slice(dash + 1))];
}

/** One stretch in which a condition was abnormal. Times are epoch ms; onset is the sample's time, not the arrival's. */
export interface Episode {
  /** Counts up from 1 within a key. */
  readonly episode: number;
  readonly onset: number;
  readonly clearedAt: number | null;
  /** Worst value seen, in the factor's unit. */
  readonly peak: number | null;
  readonly severityMax: Severity;
}

/** What the rule engine says of one key at one place in the log. Repeating it is harmless. */
export interface Condition extends Episode {
  readonly kind: 'condition';
  readonly key: ConditionKey;
  readonly order: Order;
  readonly phase: Phase;
  readonly quality: Quality;
  readonly severity: Severity;
  /** The newest value; null for rules without one (silence). */
  readonly value: number | null;
  readonly unit: string;
  readonly limit: number | null;
  /** value / limit; null where it has no meaning (pH, silence, "not detected"). */
  readonly ratio: number | null;
  readonly limitSource: string | null;
  /** Time of the sample behind `value`, epoch ms. */
  readonly sampleAt: number;
  readonly ruleKind: string;
  /** Version of the park's register that judged. */
  readonly ruleVersion: number;
  /** Class-I metal, or another toxic: never acknowledged in a group. */
  readonly toxic: boolean;
  /**
   * Its alarm is held until somebody has looked at the place: a toxic, or a rain outlet. Absent, as in words of an engine
   * that did not know of it: false.
   */
  readonly latching?: boolean;
  /** It came and went so fast that it is held abnormal now. Absent: false. */
  readonly chattering?: boolean;
  /** The judgement in one machine-made English sentence, with the figures it used. */
  readonly explain: string;
  /** Found in data that came after newer data had been judged: recorded, nobody paged. */
  readonly late: boolean;
  /** Up to eight earlier episodes, newest last, so that a lost message is made good by the next. */
  readonly previous: readonly Episode[];
}

/** Once a minute: every condition of an outlet that is not normal. What is absent has cleared. */
export interface Digest extends Timeline {
  readonly kind: 'digest';
  readonly park: string;
  readonly outlet: string;
  readonly order: Order;
  /** The shard's clock, epoch ms. */
  readonly at: number;
  readonly conditions: readonly Condition[];
}

/**
 * A drill's clock as its ticks tell it: all that its timeline was to say up to `at` (epoch ms of the drill's clock) has
 * been said before.
 */
export interface ClockMark extends Timeline {
  readonly kind: 'clock';
  readonly order: Order;
  readonly at: number;
}

/** What makes or ends alarms. */
export type StateMessage = Condition | Digest;
export type ConditionMessage = StateMessage | ClockMark;

/** Whose a message is. */
export function timelineOf(message: ConditionMessage): Timeline {
  const { class: class_, drill } = message.kind === 'condition' ? message.key : message;
  return { class: class_, drill };
}
