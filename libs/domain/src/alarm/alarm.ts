import type { Class } from '../timeline/timeline';
import type { Order, Phase, Quality, Severity, Subject } from '../condition/condition';

/** ISA-18.2 names of an alarm's state, derived from its axes. */
export type AlarmState = 'NORM' | 'UNACK' | 'ACKED' | 'RTNUN' | 'SHLVD' | 'DSUPR' | 'OOSRV';

/** Who acknowledged, when (epoch ms) and what they noted. */
export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
  readonly note: string | null;
}

/** What the records keep of an alarm: axes, never the derived name. Times are epoch ms. */
export interface Alarm {
  readonly id: string;
  readonly class: Class;
  readonly drill: string | null;
  readonly park: string;
  readonly subject: Subject;
  readonly outlet: string | null;
  readonly factor: string | null;
  readonly rule: string;
  readonly ruleKind: string;
  readonly ruleVersion: number;
  readonly phase: Phase;
  readonly quality: Quality;
  /** null while nobody has acknowledged the present generation. */
  readonly acknowledged: Acknowledgement | null;
  readonly severity: Severity;
  readonly severityMax: Severity;
  readonly toxic: boolean;
  readonly raisedAt: number;
  readonly sampleAt: number;
  readonly clearedAt: number | null;
  readonly value: number | null;
  readonly peak: number | null;
  readonly unit: string;
  readonly limit: number | null;
  readonly ratio: number | null;
  readonly limitSource: string | null;
  readonly explain: string;
  readonly episode: number;
  readonly occurrences: number;
  /** Place in the condition log of the newest word on this alarm's present state. */
  readonly order: Order;
  /** Peak and time of the last `alarm.changed`, which decide when the next one is due. */
  readonly told: { readonly peak: number | null; readonly at: number };
  /** Moves when severity rises, an episode is added or a person acts; never with values. */
  readonly generation: number;
  /** Moves with every write. */
  readonly version: number;
}

/** Abnormal or clearing: the water is not yet known to be good. */
export const isActive = (alarm: Pick<Alarm, 'phase'>): boolean =>
  alarm.phase === 'abnormal' || alarm.phase === 'clearing';

/** ISA-18.2 state from the axes (overlays come with incidents). */
export function alarmState(alarm: Pick<Alarm, 'phase' | 'acknowledged'>): AlarmState {
  if (isActive(alarm)) return alarm.acknowledged === null ? 'UNACK' : 'ACKED';
  return alarm.acknowledged === null ? 'RTNUN' : 'NORM';
}

export const isOpen = (alarm: Pick<Alarm, 'phase' | 'acknowledged'>): boolean => alarmState(alarm) !== 'NORM';
