import { type Class, type IncidentView, isFinal, type Severity, type Tier } from '@cofferdam/domain';

export type Stage = 'open' | 'contained' | 'suspended' | 'closed' | 'judged-false' | 'merged' | 'exercise-ended';

/** What readers of warnings are told of an incident: where one of these differs from what was said, there is news. */
export interface IncidentFacts {
  readonly severity: Severity;
  /** On duty, lowest first. */
  readonly tiers: readonly Tier[];
  /** Parts that somebody took over by name: `{tier}:{person}`. */
  readonly holders: readonly string[];
  readonly stage: Stage;
  readonly relapses: number;
  /** Id of the public warning in force; null where there is none. */
  readonly warning: string | null;
}

const STAGES: Readonly<Partial<Record<IncidentView['state'], Stage>>> = {
  CONTAINED: 'contained',
  SUSPENDED: 'suspended',
  CLOSED: 'closed',
  FALSE_ALARM: 'judged-false',
  MERGED: 'merged',
};

/**
 * @param warning id of the public warning in force
 * @param exerciseOver whether the exercise that it belongs to has ended
 */
export function factsOf(incident: IncidentView, warning: string | null, exerciseOver = false): IncidentFacts {
  const { severity, tiers, state, relapses } = incident;
  const over = exerciseOver && !isFinal(incident);
  return {
    ...{ severity, relapses, warning },
    tiers: tiers.map(({ tier }) => tier),
    holders: tiers.flatMap(({ tier, holder }) => (holder === null ? [] : [`${tier}:${holder}`])),
    stage: over ? 'exercise-ended' : (STAGES[state] ?? 'open'),
  };
}

const ENDS: readonly Stage[] = ['closed', 'judged-false', 'merged', 'exercise-ended'];

/** Whether there is nothing more to warn of. */
export const isOver = ({ stage }: Pick<IncidentFacts, 'stage'>): boolean => ENDS.includes(stage);

/** Ids of exercises as names of CAP take them: letters, digits, dashes and underscores. */
export const exerciseName = (drill: string): string => drill.replaceAll(/[^A-Za-z0-9_-]/g, '-') || '-';

/** Classes whose messages leave as they are, one feed each. */
export const FEED_CLASSES = ['actual', 'exercise'] as const satisfies readonly Class[];
