import type { ScoreComparison, DrillScore } from './shape';

/** How a drill did against an earlier one of the same scenario, in all and per objective. */
export function compareScores(now: Omit<DrillScore, 'comparison'>, before: DrillScore): ScoreComparison {
  const earlier = new Map(before.objectives.map(({ objective, points }) => [objective, points]));
  return {
    drill: before.drill,
    total: compared(before.total, now.total),
    objectives: now.objectives.map(({ objective, points }) => ({
      objective,
      ...compared(earlier.get(objective) ?? null, points),
    })),
  };
}

const compared = (before: number | null, now: number | null): ScoreComparison['total'] => ({
  ...{ before, now },
  change: before === null || now === null ? null : Math.round((now - before) * 10) / 10,
});
