import {
  type ChangedDrill,
  type DrillAct,
  type DrillActContext,
  type DrillActName,
  type DrillChange,
  type DrillOutcome,
  refuseDrill,
} from './act';
import { type Doing, DOING } from './acts';
import type { Drill, Injected } from './drill';
import { notTheirs } from './rights';
import type { Scenario } from './scenario';
import { drillMessage, tellDrill } from './told';
import { drillTransition } from './transitions';

/**
 * What is done to a drill, decided: done, or refused with the reason. Nothing is changed by it; whoever calls writes the
 * drill, what the journal says and who is told in one transaction.
 */
export function performDrill(drill: Drill, act: DrillAct, context: DrillActContext): DrillOutcome {
  const row = drillTransition(act.act);
  if (row === undefined || !row.from.includes(drill.state)) {
    return refuseDrill('wrong-state', `nobody can ${act.act} a drill that is ${drill.state}`);
  }
  const refused = notTheirs(row.who, drill, context);
  if (refused !== null) return refused;
  const doing = DOING[act.act] as Doing<DrillActName>;
  const change = doing(drill, act, context);
  return 'effect' in change ? change : done(drill, change, context);
}

function done(before: Drill, { set, type, more, news }: DrillChange, context: DrillActContext): DrillOutcome {
  const drill = { ...before, ...set, generation: before.generation + 1, version: before.version + 1 };
  return {
    ...{ effect: 'done', drill, entries: [tellDrill(type, drill, context, more)] },
    messages: news === undefined ? [] : [drillMessage(drill, news)],
  };
}

export interface DrillPlan {
  readonly id: string;
  /** Checked against the park, its people and channels. */
  readonly scenario: Scenario;
  /** How many seconds of drill time pass in one of the wall's at most; 1: real time. */
  readonly speed: number;
}

/** A new drill, by somebody who directs drills in its park. Two others have to approve it. */
export function planDrill(plan: DrillPlan, context: DrillActContext): ChangedDrill {
  const { id, scenario, speed } = plan;
  const planned = { by: context.actor?.username ?? 'system', at: context.now };
  const drill: Drill = {
    ...{ id, park: scenario.park, scenario, state: 'planned', speed, planned, approvals: [] },
    ...{ armed: null, started: null, paused: null, ended: null, evaluated: null, reported: null },
    ...{ injected: [], notes: [], observations: [], actions: [], generation: 1, version: 1 },
  };
  return { drill, entries: [tellDrill('drill.planned', drill, context, { scenario: scenario.id })], messages: [] };
}

/** The drill after injects have been carried out, with an event for each. No person has acted: its generation stays. */
export function recordInjects(
  before: Drill,
  injected: readonly Injected[],
  context: Pick<DrillActContext, 'now' | 'drillAt'>,
): { readonly drill: Drill; readonly entries: ReturnType<typeof tellDrill>[] } {
  const drill = { ...before, injected: [...before.injected, ...injected], version: before.version + 1 };
  const entries = injected.map(({ inject, at }) => {
    const found = drill.scenario.injects.find(({ id }) => id === inject);
    const more = {
      inject,
      at: new Date(at).toISOString(),
      kind: found?.payload.kind ?? null,
      title: found?.title ?? null,
    };
    return tellDrill('drill.injected', drill, { ...context, actor: null }, more);
  });
  return { drill, entries };
}
