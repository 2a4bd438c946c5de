import type { Done, Drill } from '../drill';
import type { Inject } from '../scenario';
import type { DrillFacts } from '../score/facts';
import { leaks } from '../score/hard-fails';
import type { DrillScore } from '../score/shape';
import { LIVE_ALARM_MS } from '../score/weights';
import { deviationsOf, pausesOf } from './deviations';
import type { AfterActionReport, JournalHash } from './shape';
import { messagesOf, notReached, refusalsOf } from './telling';
import { tiersOf } from './tiers';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null | undefined): string | null => (ms == null ? null : iso(ms));
const doneAt = ({ by, at }: Done) => ({ by, at: iso(at) });
const seconds = (ms: number): number => Math.round(ms) / 1_000;

/** The after-action report of a drill (HSEEP AAR/IP; AQ/T 9009-2015), from its journal and what people wrote about it. */
export function afterAction(drill: Drill, score: DrillScore, facts: DrillFacts, hash: JournalHash): AfterActionReport {
  const { live } = facts;
  const leaked = leaks({ drill, facts });
  return {
    ...headerOf(drill, hash),
    timeline: drill.scenario.injects.map((inject) => stepOf(drill, inject, score)).sort(inOrder),
    tiers: tiersOf(facts),
    notReached: notReached(facts),
    messages: messagesOf(facts),
    refusals: refusalsOf(facts),
    leaks: { count: leaked.length, evidence: leaked },
    live: { alarms: live.alarms, median: live.median, slowest: live.slowest, target: LIVE_ALARM_MS },
    pauses: pausesOf(facts),
    deviations: deviationsOf(drill, facts),
    objectives: objectivesOf(drill, score),
    observations: drill.observations.map((one) => ({ ...one, at: iso(one.at), drillAt: iso(one.drillAt) })),
    score,
    actions: drill.actions.map(({ opened, closed, ...action }) => ({
      ...{ ...action, opened: doneAt(opened), closed: closed && { ...doneAt(closed), note: closed.note } },
    })),
    signature: {
      evaluated: drill.evaluated && doneAt(drill.evaluated),
      lines:
        drill.scenario.evaluators.length > 0 ? ['director', 'controller', 'evaluator'] : ['director', 'controller'],
    },
  };
}

function headerOf(drill: Drill, journal: JournalHash) {
  const { id, park, scenario, speed, started, ended, planned, approvals } = drill;
  const { title, type, participants, controllers, evaluators, channels } = scenario;
  return {
    ...{ drill: id, scenario: scenario.id, title, type, park, speed, controllers, evaluators, channels, journal },
    ...windowOf(drill),
    ...{ planned: doneAt(planned), approvals: approvals.map(doneAt), started: started && doneAt(started) },
    ended: ended && { ...doneAt(ended), why: ended.why, reason: ended.reason },
    participants: participants.map(({ user, role, tier = null, robot }) => {
      return { user, role, tier, robot: robot !== undefined };
    }),
  };
}

const windowOf = ({ started, ended }: Drill) => ({
  window: {
    drill: { from: isoOrNull(started?.clock), to: isoOrNull(ended?.clock) },
    wall: { from: isoOrNull(started?.at), to: isoOrNull(ended?.at) },
  },
  versions: { rule: started?.ruleVersion ?? null, policy: started?.policyVersion ?? null },
});

type Step = AfterActionReport['timeline'][number];

function stepOf({ started, injected }: Drill, inject: Inject, score: DrillScore): Step {
  const { id, title = null, payload, at: planned = null } = inject;
  const at = injected.find((one) => one.inject === id)?.at ?? null;
  const second = at === null || started === null ? null : seconds(at - started.clock);
  return {
    ...{ inject: id, title, kind: payload.kind, planned, at: isoOrNull(at), second },
    late: second === null || planned === null ? null : Math.max(0, seconds((second - planned) * 1_000)),
    answers: score.expectations
      .filter((one) => one.inject === id)
      .map((one) => ({ ...one, late: lateness(one), evidence: inject.expected[one.n]?.evidence ?? null })),
  };
}

const lateness = ({ latency, target, action }: DrillScore['expectations'][number]): number | null =>
  latency === null || action === 'quiet' ? null : Math.max(0, seconds(latency - target));

/** As it went: what was carried out by its time, then what was not by the script. */
const inOrder = (a: Step, b: Step): number =>
  (a.second ?? Infinity) - (b.second ?? Infinity) || (a.planned ?? Infinity) - (b.planned ?? Infinity) || 0;

function objectivesOf({ scenario, observations }: Drill, score: DrillScore): AfterActionReport['objectives'] {
  return scenario.objectives.map(({ id, text }) => {
    const ratings = { P: 0, S: 0, M: 0, U: 0 };
    for (const { objective, rating } of observations) if (objective === id) ratings[rating] += 1;
    return { id, text, points: score.objectives.find(({ objective }) => objective === id)?.points ?? null, ratings };
  });
}
