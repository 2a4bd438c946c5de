import type { Severity } from '../condition/condition';
import type { FrozenPolicy } from '../escalation/policy';
import type { Trigger } from '../escalation/trigger';
import type { PollutantFamily } from '../pollutant/family';
import type { Tier } from '../tier/tier';
import type { Timeline } from '../timeline/timeline';

/** What people work on, until the water is held and the matter is closed. The last three are final. */
export const INCIDENT_STATES = [
  'OPEN',
  'ACKED',
  'CONTAINING',
  'CONTAINED',
  'SUSPENDED',
  'CLOSED',
  'FALSE_ALARM',
  'MERGED',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
export const FINAL_STATES: readonly IncidentState[] = ['CLOSED', 'FALSE_ALARM', 'MERGED'];

/** A moment by which something is due, epoch ms; `n` counts repetitions from 1, `generation` is the fence. */
export interface Due {
  readonly at: number;
  readonly generation: number;
  readonly n: number;
}

/** A tier's part in an incident. Duty is added, never taken away but by an accepted de-escalation. */
export interface TierDuty {
  readonly tier: Tier;
  /** Epoch ms. */
  readonly since: number;
  /** Why it came on duty: at the start, by a trigger, or back again since the water was not held. */
  readonly trigger: Trigger | 'start' | 'relapse';
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  readonly acknowledgeDue: Due;
  readonly containDue: Due;
  /** The next page while it has not acknowledged. */
  readonly remindDue: Due;
  /** Half and four fifths of its contain time (n = 1, 2); null when both have been told. */
  readonly progressDue: Due | null;
  /** Who took it over by name; the desk's people on duty where null. */
  readonly holder: string | null;
  readonly acknowledgeMissed: boolean;
  readonly containMissed: boolean;
  /** By how much it was told late, after an outage, ms. */
  readonly late: number;
}

export type MeasureState = 'started' | 'done' | 'failed';

/** Something that is done to hold the water back. */
export interface Measure {
  /** Unique within the incident. */
  readonly id: string;
  /** A row of `MEASURES`. */
  readonly code: string;
  readonly tier: Tier;
  /** The wall that it works on; null for measures without one. */
  readonly wall: string | null;
  readonly state: MeasureState;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly endedBy: string | null;
  readonly endedAt: number | null;
  /** Who released it as the second person; null where one was enough. */
  readonly approver: string | null;
  /** Typed reason of somebody who did alone what takes two. */
  readonly brokenGlass: string | null;
}

/** Text or a photo that somebody has put to the record; a photo's bytes are kept apart, under this id. */
export interface Evidence {
  readonly id: string;
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly measure: string | null;
  readonly photo: { readonly mediaType: string; readonly bytes: number } | null;
}

/** An emergency pond that an incident fills. Volumes in m3, inflow in m3/h, times epoch ms. */
export interface PondUse {
  readonly wall: string;
  readonly volume: number;
  readonly level: number;
  readonly inflow: number;
  /** When level and inflow were known. */
  readonly at: number;
  /** null: it never is, or nobody knows what runs in. */
  readonly fullAt: number | null;
  readonly generation: number;
  /** Counts the readings of level and inflow. */
  readonly n: number;
  readonly missed: boolean;
}

/** The cause as it looks now: the most upstream alarm with the earliest onset (OPC 10000-9 `FirstInGroup`). */
export interface Cause {
  readonly alarm: string;
  readonly outlet: string;
  readonly factor: string | null;
  readonly onset: number;
}

/** What the records keep of an incident. Times are epoch ms of its timeline. */
export interface Incident extends Timeline {
  readonly id: string;
  /** For people: `INC-1124-03`, the third of that day in the park. */
  readonly number: string;
  readonly park: string;
  /** The enterprise that is thought to be its source; null for the park's own outlets. */
  readonly enterprise: string | null;
  readonly family: PollutantFamily;
  readonly severity: Severity;
  /** A toxic is among its alarms. */
  readonly toxic: boolean;
  readonly state: IncidentState;
  /** SUSPENDED: what it was before, since when, by whom and why. */
  readonly suspension: {
    readonly from: IncidentState;
    readonly at: number;
    readonly by: string;
    readonly reason: string;
    readonly due: Due;
  } | null;
  /** The tier of its highest outlet, below which duty never falls. */
  readonly assetTier: Tier;
  /** Lowest first. */
  readonly tiers: readonly TierDuty[];
  readonly policy: FrozenPolicy;
  readonly openedAt: number;
  /** Onset of the newest episode that joined: the window counts from it. */
  readonly joinedAt: number;
  readonly cause: Cause;
  /** Outlets and production units (`{enterprise}.{unit}`) with an alarm in it. */
  readonly outlets: readonly string[];
  readonly units: readonly string[];
  /** Its first alarms, the cause first, and how many there are in all. */
  readonly alarms: readonly string[];
  readonly alarmCount: number;
  readonly measures: readonly Measure[];
  readonly evidence: readonly Evidence[];
  readonly pond: PondUse | null;
  readonly containedAt: number | null;
  /** CONTAINED: the end of watching; null once it has passed. */
  readonly watchDue: Due | null;
  /** CONTAINED and watched: the next page to close it. */
  readonly closeDue: Due | null;
  /** The highest tier's endless slow page; null until it has missed a deadline. */
  readonly repeatDue: Due | null;
  readonly relapses: number;
  /** A de-escalation that waits for the lower tier's acceptance. */
  readonly deEscalation: { readonly to: Tier; readonly by: string; readonly at: number } | null;
  /** A tier's part that is offered to a named person, who has to accept it. */
  readonly handOver: {
    readonly tier: Tier;
    readonly from: string;
    readonly to: string;
    readonly at: number;
    readonly note: string | null;
    readonly due: Due;
  } | null;
  /** Tiers that have been relieved: a relapse in the watch window brings them back. */
  readonly relieved: readonly Tier[];
  /** What has been escalated, so that nothing is twice: `{trigger}/{tier}/{generation}`. */
  readonly escalated: readonly string[];
  readonly closing: { readonly by: string; readonly at: number; readonly rootCause: string | null } | null;
  readonly falseAlarm: {
    readonly by: string;
    readonly approver: string;
    readonly at: number;
    readonly reason: string;
  } | null;
  readonly mergedInto: string | null;
  /** Moves when severity rises, an episode or tier is added, or a person acts; never with values. */
  readonly generation: number;
  /** Moves with every write. */
  readonly version: number;
}

export const isFinal = ({ state }: Pick<Incident, 'state'>): boolean => FINAL_STATES.includes(state);
