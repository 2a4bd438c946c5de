import { gravity } from '@cofferdam/domain';
import type { IncidentFacts, Stage } from './facts';

/** Why a message is sent. */
export type CapChange =
  | 'opened'
  | 'reopened'
  | 'severity-raised'
  | 'severity-lowered'
  | 'tier-added'
  | 'tier-removed'
  | 'handed-over'
  | 'contained'
  | 'relapsed'
  | 'suspended'
  | 'resumed'
  | 'public'
  | 'renewed'
  | 'closed'
  | 'merged'
  | 'judged-false'
  | 'withdrawn'
  | 'exercise-ended';

const BY_STAGE: Readonly<Record<Exclude<Stage, 'open'>, CapChange>> = {
  contained: 'contained',
  suspended: 'suspended',
  closed: 'closed',
  'judged-false': 'judged-false',
  merged: 'merged',
  'exercise-ended': 'exercise-ended',
};

function ofStage(before: IncidentFacts, after: IncidentFacts): CapChange[] {
  const relapsed: CapChange[] = after.relapses > before.relapses ? ['relapsed'] : [];
  if (before.stage === after.stage) return relapsed;
  if (after.stage !== 'open') return [...relapsed, BY_STAGE[after.stage]];
  if (before.stage === 'suspended') return ['resumed', ...relapsed];
  return ['relapsed'];
}

function ofSeverity(before: IncidentFacts, after: IncidentFacts): CapChange[] {
  const rise = gravity(after.severity) - gravity(before.severity);
  if (rise === 0) return [];
  return [rise > 0 ? 'severity-raised' : 'severity-lowered'];
}

const lacks = <T>(these: readonly T[], those: readonly T[]): boolean => those.some((one) => !these.includes(one));

function ofDuty(before: IncidentFacts, after: IncidentFacts): CapChange[] {
  return [
    ...(lacks(before.tiers, after.tiers) ? (['tier-added'] as const) : []),
    ...(lacks(after.tiers, before.tiers) ? (['tier-removed'] as const) : []),
    ...(lacks(before.holders, after.holders) ? (['handed-over'] as const) : []),
  ];
}

function ofWarning(before: IncidentFacts, after: IncidentFacts): CapChange[] {
  if (before.warning === after.warning) return [];
  return [after.warning === null ? 'withdrawn' : 'public'];
}

/**
 * What there is to say between two looks at an incident; nothing where it is no matter for readers of warnings: values,
 * notes, evidence, acknowledgements, more alarms of the same colour.
 */
export function materialChange(before: IncidentFacts, after: IncidentFacts): CapChange[] {
  return [
    ...ofSeverity(before, after),
    ...ofDuty(before, after),
    ...ofStage(before, after),
    ...ofWarning(before, after),
  ];
}
