import type { Severity } from '../condition/condition';
import type { Timeline } from '../timeline/timeline';
import type { Scenario } from './scenario';

/** From the plan to the report; the last one is final. An abort ends a drill from any state before `ended`. */
export const DRILL_STATES = [
  'planned',
  'approved',
  'armed',
  'running',
  'paused',
  'ended',
  'evaluated',
  'reported',
] as const;
export type DrillState = (typeof DRILL_STATES)[number];

/** Who did something, and when: epoch ms of the service's clock. */
export interface Done {
  readonly by: string;
  readonly at: number;
}

/** HSEEP's four: performed without challenges, with some, with major ones, unable to be performed. */
export const RATINGS = ['P', 'S', 'M', 'U'] as const;
export type Rating = (typeof RATINGS)[number];

/** What an evaluator saw. */
export interface Observation extends Done {
  readonly id: string;
  readonly inject: string | null;
  /** The objective that it is about. */
  readonly objective: string | null;
  readonly rating: Rating;
  readonly note: string;
  /** The drill's clock when it was written, epoch ms. */
  readonly drillAt: number;
}

/** What has to become better, and by whom until when: open until it is closed. */
export interface CorrectiveAction {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  /** A day, `2026-12-31`. */
  readonly due: string;
  readonly opened: Done;
  readonly closed: (Done & { readonly note: string }) | null;
}

/** An inject that has been carried out; `at` is epoch ms of the drill's clock. */
export interface Injected {
  readonly inject: string;
  readonly at: number;
}

/** What the records keep of a drill. Its clock stands beside it: it moves all the time. */
export interface Drill {
  readonly id: string;
  readonly park: string;
  readonly scenario: Scenario;
  readonly state: DrillState;
  /** How many seconds of drill time pass in one of the wall's at most; 1: real time. Above 1 time advances in steps. */
  readonly speed: number;
  readonly planned: Done;
  /** Two persons; neither has planned it. */
  readonly approvals: readonly Done[];
  readonly armed: Done | null;
  /** With the versions that judge and drive it; `clock` is where the drill's clock started, epoch ms. */
  readonly started:
    (Done & { readonly ruleVersion: number; readonly policyVersion: number; readonly clock: number }) | null;
  /** Why it stands still; `liveAlarm` is the one that stopped it. */
  readonly paused: (Done & { readonly why: 'person' | 'live-alarm'; readonly liveAlarm: LiveAlarm | null }) | null;
  readonly ended:
    | (Done & { readonly why: 'script' | 'person' | 'abort'; readonly reason: string | null; readonly clock: number })
    | null;
  readonly injected: readonly Injected[];
  readonly notes: readonly (Done & { readonly text: string; readonly drillAt: number })[];
  readonly observations: readonly Observation[];
  readonly actions: readonly CorrectiveAction[];
  readonly evaluated: Done | null;
  readonly reported: Done | null;
  /** Moves when a person acts; the fence of what they saw. */
  readonly generation: number;
  readonly version: number;
}

/** The real alarm that has stopped a drill (isolation rule I5). */
export interface LiveAlarm {
  readonly id: string;
  readonly severity: Severity;
  readonly at: number;
}

/**
 * A drill's clock (architecture decision 14), epoch ms of its timeline. It stands at `at`; conditions have been applied up
 * to `conditionsAt`, and only what is due by then fires; samples are in the telemetry log up to `samplesAt`; what followed
 * from all that (deadlines, messages) is done up to `settledAt`, and robots have acted up to `peopleAt`.
 */
export interface DrillClock {
  readonly drill: string;
  readonly park: string;
  readonly at: number;
  readonly samplesAt: number;
  readonly conditionsAt: number;
  readonly settledAt: number;
  readonly peopleAt: number;
  readonly running: boolean;
}

/** States in which its timeline takes samples, conditions, deadlines and acts. */
export const isDrillUnderWay = ({ state }: Pick<Drill, 'state'>): boolean => state === 'running' || state === 'paused';
export const isDrillOver = ({ state }: Pick<Drill, 'state'>): boolean =>
  state === 'ended' || state === 'evaluated' || state === 'reported';

export const drillTimeline = ({ id }: Pick<Drill, 'id'>): Timeline => ({ class: 'exercise', drill: id });

/** Participants, controllers and evaluators: nobody else is told of a drill (isolation rule I4). */
export function takesPart({ scenario }: Pick<Drill, 'scenario'>, username: string): boolean {
  const { participants, controllers, evaluators } = scenario;
  return (
    participants.some(({ user }) => user === username) ||
    controllers.includes(username) ||
    evaluators.includes(username)
  );
}
