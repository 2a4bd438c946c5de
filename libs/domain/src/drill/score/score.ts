import { type Drill, isDrillOver } from '../drill';
import type { Expected, Inject } from '../scenario';
import { compareScores } from './compare';
import type { DrillFacts } from './facts';
import { hardFails } from './hard-fails';
import { measure } from './measure';
import type { DrillScore, ExpectationScore, ExpectedOutcome } from './shape';
import { type Story, storyOf } from './story';
import { DEFAULT_WEIGHTS, PASS_MARK } from './weights';

interface Scoring {
  readonly drill: Drill;
  readonly facts: DrillFacts;
  readonly story: Story;
}

/**
 * Scores a drill from its journal, while it runs and afterwards: each expected action from the inject that asks for it,
 * then what fails it whatever its points. What may still come does not count yet; at the end nothing may.
 *
 * @param before the score of an earlier drill of the same scenario, to compare with
 */
export function scoreDrill(drill: Drill, facts: DrillFacts, before?: DrillScore | null): DrillScore {
  const scoring = { drill, facts, story: storyOf(facts) };
  const { injects, id, objectives } = drill.scenario;
  const expectations = injects.flatMap((inject) =>
    inject.expected.map((expected, n) => scoreExpectation(scoring, inject, expected, n)),
  );
  const fired = new Set(drill.injected.map(({ inject }) => inject));
  const failed = hardFails(scoring);
  const total = totalOf(expectations);
  const score = {
    ...{ drill: drill.id, scenario: id, total, passMark: PASS_MARK, passed: failed.length === 0 && total >= PASS_MARK },
    ...{ final: isDrillOver(drill), expectations },
    objectives: objectives.map((objective) => scoreObjective(objective.id, expectations)),
    injects: {
      ...{ all: injects.length, carriedOut: injects.filter((inject) => fired.has(inject.id)).length },
      notFired: injects.map((inject) => inject.id).filter((inject) => !fired.has(inject)),
    },
    hardFails: failed,
  };
  return { ...score, comparison: before ? compareScores(score, before) : null };
}

/** 1 within the target, evenly down to 0 at twice the target. */
export function pointsFor(latency: number, target: number): number {
  if (latency <= target) return 1;
  return latency >= 2 * target ? 0 : 2 - latency / target;
}

const round = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;

function totalOf(expectations: readonly ExpectationScore[]): number {
  const counted = expectations.filter(({ outcome }) => outcome !== 'waiting');
  const weight = counted.reduce((sum, one) => sum + one.weight, 0);
  const won = counted.reduce((sum, one) => sum + one.weight * one.points, 0);
  return weight === 0 ? 0 : round((100 * won) / weight, 1);
}

function scoreObjective(
  objective: string,
  expectations: readonly ExpectationScore[],
): DrillScore['objectives'][number] {
  const own = expectations.filter((one) => one.objective === objective);
  const counted = own.filter(({ outcome }) => outcome !== 'waiting');
  const sum = counted.reduce((all, { points }) => all + points, 0);
  const points = counted.length === 0 ? null : round((100 * sum) / counted.length, 1);
  return { objective, expectations: own.length, points };
}

interface Judged {
  readonly latency: number | null;
  readonly points: number;
  readonly outcome: ExpectedOutcome;
  readonly by: string | null;
  readonly incident: string | null;
}

function scoreExpectation(scoring: Scoring, inject: Inject, expected: Expected, n: number): ExpectationScore {
  const { action, tier = null, outlet = null, factor = null, enterprise = null, to = null } = expected;
  const target = expected.within * 1000;
  const weight = scoring.drill.scenario.weights?.[action] ?? DEFAULT_WEIGHTS[action];
  return {
    ...{ inject: inject.id, n, action, tier, outlet, factor, enterprise, to, target, weight },
    ...{ measure: expected.measure ?? null, objective: expected.objective ?? null },
    ...judge(scoring, inject, expected, target),
  };
}

function judge({ drill, facts, story }: Scoring, inject: Inject, expected: Expected, target: number): Judged {
  const none = { latency: null, points: 0, by: null, incident: null };
  const injectedAt = drill.injected.find((one) => one.inject === inject.id)?.at;
  if (injectedAt === undefined) return { ...none, outcome: isDrillOver(drill) ? 'not-fired' : 'waiting' };
  const now = facts.clock ?? injectedAt;
  const { from, at, by, incident } = measure({ drill, facts, story, inject, expected, injectedAt, now });
  const latency = from === null || at === null ? null : Math.max(0, at - from);
  if (expected.action === 'quiet') return { ...none, ...judgeQuiet(drill, latency, now - injectedAt >= target) };
  if (latency === null) return { ...none, outcome: mayStillCome(drill, from, target, now) ? 'waiting' : 'missed' };
  return { latency, by, incident, ...judgeLatency(latency, target) };
}

function judgeLatency(latency: number, target: number): Pick<Judged, 'points' | 'outcome'> {
  const points = round(pointsFor(latency, target), 4);
  if (latency <= target) return { points, outcome: 'met' };
  return { points, outcome: points > 0 ? 'late' : 'missed' };
}

/** Quiet that was cut short by a person proves nothing; the script's own end is its measure. */
function judgeQuiet(
  drill: Drill,
  broken: number | null,
  isOver: boolean,
): Pick<Judged, 'latency' | 'points' | 'outcome'> {
  if (broken !== null) return { latency: broken, points: 0, outcome: 'missed' };
  if (isOver || drill.ended?.why === 'script') return { latency: null, points: 1, outcome: 'met' };
  return { latency: null, points: 0, outcome: isDrillOver(drill) ? 'missed' : 'waiting' };
}

const mayStillCome = (drill: Drill, from: number | null, target: number, now: number): boolean =>
  !isDrillOver(drill) && (from === null || now - from < 2 * target);
