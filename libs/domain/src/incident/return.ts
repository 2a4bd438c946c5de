import { dueTimes, minutes } from '../escalation/policy';
import type { Draft } from './draft';
import { escalate, highest, restartDuty, startDuty } from './duty';
import type { Due, Incident, TierDuty } from './incident';

/** The second relapse says that what was done does not hold. */
const RELAPSES_TO_ESCALATE = 2;

/** CONTAINED is watched for the policy's time, or twice the highest tier's contain time where that is longer. */
export function watchTime({ policy, severity, tiers }: Incident): number {
  const contain = dueTimes(policy, severity, tiers.at(-1)?.tier ?? 'unit').contain;
  return Math.max(minutes(policy.watch), 2 * contain);
}

/** How long the water must have been held before a tier is relieved: half the least watching, or twice the contain time. */
export function holdTime({ policy, severity, tiers }: Incident): number {
  const contain = dueTimes(policy, severity, tiers.at(-1)?.tier ?? 'unit').contain;
  return Math.max(minutes(policy.watch) / 2, 2 * contain);
}

/**
 * A breach of what was contained: back to CONTAINING with half the contain time, nobody has to acknowledge again, and
 * tiers that had been relieved are on duty at once. Twice is a reason to escalate (E9). The draft is in a new generation.
 */
export function relapse(draft: Draft): void {
  const { tiers, relieved, relapses, generation } = draft.incident;
  const acknowledged = new Map(tiers.map((duty) => [duty.tier, duty.acknowledged]));
  draft.set({ state: 'CONTAINING', containedAt: null, watchDue: null, closeDue: null, deEscalation: null });
  draft.set({ relapses: relapses + 1 });
  restartDuty(draft, 0.5);
  draft.setTiers((duty) => ({ ...duty, acknowledged: acknowledged.get(duty.tier) ?? null }));
  for (const { tier } of tiers) draft.page('relapsed', tier, 1);
  startDuty(draft, relieved, 'relapse');
  draft.set({ relieved: [] });
  draft.tell('incident.relapsed', { relapses: relapses + 1, generation });
  if (relapses + 1 >= RELAPSES_TO_ESCALATE) escalate(draft, { trigger: 'E9' });
}

/** The end of a suspension: what was due is due again, later by the time that it lasted, and pages go on. */
export function resume(draft: Draft): void {
  const { suspension } = draft.incident;
  if (suspension === null) return;
  const by = draft.now - suspension.at;
  const later = ({ at, generation, n }: Due): Due => ({ at: at + by, generation, n: n + 1 });
  const orNull = (due: Due | null): Due | null => due && later(due);
  draft.setTiers((duty: TierDuty): TierDuty => ({
    ...duty,
    ...{ acknowledgeDue: later(duty.acknowledgeDue), containDue: later(duty.containDue) },
    ...{ remindDue: later(duty.remindDue), progressDue: resumedProgress(duty, by) },
  }));
  const { watchDue, closeDue, repeatDue, handOver, pond } = draft.incident;
  draft.set({ state: suspension.from, suspension: null, watchDue: orNull(watchDue), closeDue: orNull(closeDue) });
  draft.set({ repeatDue: orNull(repeatDue), handOver: handOver && { ...handOver, due: later(handOver.due) } });
  if (pond !== null) draft.set({ pond: { ...pond, n: pond.n + 1 } });
  draft.page('resumed', highest(draft.incident), suspension.due.n);
  draft.tell('incident.resumed');
}

/** An odd n says half, an even one four fifths of the contain time: a resumed one keeps that. */
const resumedProgress = ({ progressDue }: TierDuty, by: number): Due | null =>
  progressDue && { ...progressDue, at: progressDue.at + by, n: progressDue.n + 2 };
