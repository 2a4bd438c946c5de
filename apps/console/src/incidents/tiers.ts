import type { IncidentView, Role, Tier, TierView } from '@cofferdam/domain';
import { isAtWork } from './deadlines';

/** Lowest first, as duty rises. */
export const TIERS: readonly Tier[] = ['unit', 'enterprise', 'park', 'basin'];

export const isTier = (role: string): role is Tier => (TIERS as readonly string[]).includes(role);

/** Who may act in incidents at all; the service says no more exactly. */
export const mayAct = (role: Role): boolean => isTier(role) || role === 'admin';

export const highestDuty = ({ tiers }: Pick<IncidentView, 'tiers'>): TierView | undefined => tiers.at(-1);

/** Tiers of the park that are not on duty yet and stand above all that are. */
export function tiersAbove({ tiers, policy }: Pick<IncidentView, 'tiers' | 'policy'>): Tier[] {
  const top = TIERS.indexOf(tiers.at(-1)?.tier ?? 'unit');
  return policy.tiers.filter((tier) => TIERS.indexOf(tier) > top);
}

/** Whether the role answers for the tier or stands above it. */
export const isWithin = (role: Role, tier: Tier): boolean =>
  role === 'admin' || (isTier(role) && TIERS.indexOf(tier) <= TIERS.indexOf(role));

/**
 * The duties that an acknowledge of this role would acknowledge: an administrator's all, a desk's its own tier's or that
 * of the highest tier on duty below it.
 */
export function unacknowledgedBy({ tiers, state }: Pick<IncidentView, 'tiers' | 'state'>, role: Role): TierView[] {
  if (!isAtWork({ state })) return [];
  const within = tiers.filter(({ tier }) => isWithin(role, tier));
  const spokenFor = role === 'admin' ? within : within.slice(-1);
  return spokenFor.filter(({ acknowledgedAt }) => acknowledgedAt === null);
}

/** Who is waited for: the highest tier that has not acknowledged while there is work, else the highest one. */
export function responsible({ tiers, state }: Pick<IncidentView, 'tiers' | 'state'>): TierView | undefined {
  const waited = isAtWork({ state }) ? tiers.findLast(({ acknowledgedAt }) => acknowledgedAt === null) : undefined;
  return waited ?? tiers.at(-1);
}
