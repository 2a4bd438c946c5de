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

/** An overlay hides an alarm from paging, never from judging or the journal. Each has an owner, a reason and an end. */
interface Overlay {
  /** User name, or the suppression rule's approver. */
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string;
  /** Epoch ms. One that cannot be read is as good as past: the overlay is lifted. */
  readonly until: number;
  /** The second person; null where one was enough. */
  readonly approver: string | null;
}
/** Shelved by an operator for a time; `one-shot` also ends when the alarm returns to normal. */
export interface Shelved extends Overlay {
  readonly kind: 'timed' | 'one-shot';
}
/** Suppressed by design: a rule of the park file says that it follows from another alarm. */
export interface Suppressed extends Overlay {
  readonly rule: string;
}
/** Out of service: somebody works on it, under a work order, and something else stands in for it. */
export interface OutOfService extends Overlay {
  readonly workOrder: string;
  readonly deputy: string;
}
export const OVERLAYS = ['shelved', 'suppressed', 'outOfService'] as const;
export type OverlayName = (typeof OVERLAYS)[number];

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
  /** Held although the water may be good again, until somebody has looked: toxics and rain outlets. */
  readonly latched: boolean;
  readonly shelved: Shelved | null;
  readonly suppressed: Suppressed | null;
  readonly outOfService: OutOfService | null;
  /** It comes and goes so fast that it is held abnormal. */
  readonly chattering: boolean;
  /** The episode that two persons have judged to be false: only a later one, or a higher colour, opens again. */
  readonly falseEpisode: number | null;
  /** The incident that it belongs to. */
  readonly incident: string | null;
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

type Axes = Pick<Alarm, 'phase' | 'acknowledged' | 'latched' | OverlayName>;

/**
 * ISA-18.2 name of an alarm's state, derived from its axes. Overlays are ordered for display only: removing one never
 * removes another. PENDING shows as NORM: it is not yet an alarm.
 */
export function alarmState(alarm: Axes): AlarmState {
  if (alarm.outOfService !== null) return 'OOSRV';
  if (alarm.suppressed !== null) return 'DSUPR';
  if (alarm.shelved !== null) return 'SHLVD';
  if (isActive(alarm) || alarm.latched) return alarm.acknowledged === null ? 'UNACK' : 'ACKED';
  return alarm.acknowledged === null ? 'RTNUN' : 'NORM';
}

/** Not normal, whatever lies over it. */
export const isOpen = (alarm: Axes): boolean => alarmState(alarm) !== 'NORM';

/** Two persons have judged the episode that goes on to be false. */
export const isJudgedFalse = (alarm: Pick<Alarm, 'falseEpisode' | 'episode'>): boolean =>
  alarm.falseEpisode === alarm.episode;

/** When an overlay ends, epoch ms. One that does not say, as read back from a store, has ended long ago. */
export const overlayEnd = (overlay: { readonly until: number } | null): number =>
  Number.isFinite(overlay?.until) ? Number(overlay?.until) : 0;

/** What an alarm has on its axes that nobody has done anything to yet. */
export const NOTHING_DONE = {
  ...{ latched: false, shelved: null, suppressed: null, outOfService: null },
  ...{ chattering: false, falseEpisode: null, incident: null },
} as const satisfies Partial<Alarm>;
