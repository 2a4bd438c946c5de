import { type Trigger, TRIGGERS } from '../escalation/trigger';
import { type Tier, TIERS } from '../tier/tier';
import { type Figure, figure } from './figure';
import { percent } from './quantile';

/** How often a trigger led to a tier. */
export interface EscalationCount {
  readonly to: Tier;
  readonly trigger: Trigger;
  readonly count: number;
}

/** K14: escalations by tier and trigger, and how many of them because nobody acknowledged (E1). */
export function escalations(counts: readonly EscalationCount[]): Figure {
  const sum = (some: readonly EscalationCount[]): number => some.reduce((total, { count }) => total + count, 0);
  const total = sum(counts);
  const byTrigger = TRIGGERS.map((trigger) => ({
    by: { trigger },
    values: { count: sum(counts.filter((one) => one.trigger === trigger)) },
  }));
  const byTier = TIERS.map((tier) => ({
    by: { tier },
    values: { count: sum(counts.filter(({ to }) => to === tier)) },
  }));
  const shareE1 = percent(sum(counts.filter(({ trigger }) => trigger === 'E1')), total);
  return figure('K14', shareE1, { shareE1, total }, [...byTrigger, ...byTier]);
}
