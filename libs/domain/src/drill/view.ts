import { type Tier, TIERS } from '../tier/tier';
import type { Role } from '../user/role';
import type { CorrectiveAction, Done, Drill, DrillClock, DrillState, LiveAlarm, Observation } from './drill';
import type { Participant, Scenario } from './scenario';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Who, and when: ISO 8601 UTC of the service's clock. */
export interface DoneView {
  readonly by: string;
  readonly at: string;
}

const viewDone = ({ by, at }: Done): DoneView => ({ by, at: iso(at) });

/** For which tier a participant answers: as the scenario says, else as their role does; null for none. */
export const tierOfParticipant = ({ tier, role }: Participant): Tier | null =>
  tier ?? TIERS.find((one) => one === role) ?? null;

/** A drill in short, as its events carry it. */
export interface DrillLine {
  readonly id: string;
  readonly park: string;
  readonly title: Scenario['title'];
  readonly type: Scenario['type'];
  readonly state: DrillState;
  readonly speed: number;
  readonly paused: 'person' | 'live-alarm' | null;
  readonly generation: number;
  readonly version: number;
}

export function lineOfDrill({ id, park, scenario, state, speed, paused, generation, version }: Drill): DrillLine {
  const { title, type } = scenario;
  return { id, park, title, type, state, speed, paused: paused?.why ?? null, generation, version };
}

/** A drill as HTTP and the console show it: times as ISO 8601 UTC, `duration` in seconds of its own clock. */
export interface DrillView {
  readonly id: string;
  readonly park: string;
  /** The scenario's id. */
  readonly scenario: string;
  readonly title: Scenario['title'];
  readonly type: Scenario['type'];
  readonly state: DrillState;
  readonly speed: number;
  readonly objectives: Scenario['objectives'];
  readonly participants: readonly {
    readonly user: string;
    readonly role: Role;
    readonly tier: Tier | null;
    readonly robot: boolean;
  }[];
  readonly controllers: readonly string[];
  readonly evaluators: readonly string[];
  /** How many the script has, and how many of them have been carried out. */
  readonly injects: number;
  readonly injected: number;
  readonly duration: number;
  readonly clock: { readonly at: string; readonly startedAt: string; readonly running: boolean } | null;
  readonly planned: DoneView;
  readonly approvals: readonly DoneView[];
  readonly armed: DoneView | null;
  readonly started:
    (DoneView & { readonly ruleVersion: number; readonly policyVersion: number; readonly clock: string }) | null;
  readonly paused:
    | (DoneView & {
        readonly why: 'person' | 'live-alarm';
        readonly liveAlarm: (Omit<LiveAlarm, 'at'> & { readonly at: string }) | null;
      })
    | null;
  readonly ended:
    | (DoneView & {
        readonly why: 'script' | 'person' | 'abort';
        readonly reason: string | null;
        readonly clock: string;
      })
    | null;
  readonly evaluated: DoneView | null;
  readonly reported: DoneView | null;
  readonly observations: readonly (Omit<Observation, 'at' | 'drillAt'> & {
    readonly at: string;
    readonly drillAt: string;
  })[];
  readonly notes: readonly (DoneView & { readonly text: string; readonly drillAt: string })[];
  readonly actions: readonly ActionView[];
  readonly generation: number;
  readonly version: number;
}

export interface ActionView extends Omit<CorrectiveAction, 'opened' | 'closed'> {
  readonly opened: DoneView;
  readonly closed: (DoneView & { readonly note: string }) | null;
}

const viewAction = (action: CorrectiveAction): ActionView => ({
  ...action,
  opened: viewDone(action.opened),
  closed: action.closed && { ...viewDone(action.closed), note: action.closed.note },
});

type Steps = Pick<
  DrillView,
  'planned' | 'approvals' | 'armed' | 'started' | 'paused' | 'ended' | 'evaluated' | 'reported'
>;

function viewSteps({ planned, approvals, armed, started, paused, ended, evaluated, reported }: Drill): Steps {
  const alarm = paused?.liveAlarm ?? null;
  return {
    planned: viewDone(planned),
    approvals: approvals.map(viewDone),
    armed: armed && viewDone(armed),
    started: started && { ...started, ...viewDone(started), clock: iso(started.clock) },
    paused: paused && { ...viewDone(paused), why: paused.why, liveAlarm: alarm && { ...alarm, at: iso(alarm.at) } },
    ended: ended && { ...ended, ...viewDone(ended), clock: iso(ended.clock) },
    evaluated: evaluated && viewDone(evaluated),
    reported: reported && viewDone(reported),
  };
}

/** @param clock the drill's; null before it has started */
export function viewDrill(drill: Drill, clock: DrillClock | null): DrillView {
  const { id, park, scenario, state, speed, started, injected, generation, version } = drill;
  const { title, type, objectives, participants, controllers, evaluators, injects, duration } = scenario;
  return {
    ...{ id, park, scenario: scenario.id, title, type, state, speed, objectives, controllers, evaluators },
    participants: participants.map((one) => ({
      ...{ user: one.user, role: one.role, tier: tierOfParticipant(one), robot: one.robot !== undefined },
    })),
    ...{ injects: injects.length, injected: injected.length, duration },
    clock: clock && { at: iso(clock.at), startedAt: iso(started?.clock ?? clock.at), running: clock.running },
    ...viewSteps(drill),
    observations: drill.observations.map((one) => ({ ...one, at: iso(one.at), drillAt: iso(one.drillAt) })),
    notes: drill.notes.map((one) => ({ ...one, at: iso(one.at), drillAt: iso(one.drillAt) })),
    actions: drill.actions.map(viewAction),
    ...{ generation, version },
  };
}
