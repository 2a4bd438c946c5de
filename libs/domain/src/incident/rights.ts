import type { Needs } from '../approval/approval';
import { higherTier, type Tier, tierRank, TIERS } from '../tier/tier';
import type { Role, User } from '../user/role';
import { highest } from './duty';
import type { Incident } from './incident';

const TOP = TIERS.length - 1;
const isTier = (role: Role): role is Tier => (TIERS as readonly Role[]).includes(role);

/** How high somebody may act: a duty role at its own tier and below, an administrator everywhere, others nowhere (-1). */
export function rankOf({ role }: Pick<User, 'role'>): number {
  if (role === 'admin') return TOP;
  return isTier(role) ? tierRank(role) : -1;
}

/** Whether somebody answers for a tier on duty, or stands above one. */
export const isOnDuty = ({ tiers }: Incident, user: User): boolean =>
  tiers.some(({ tier }) => tierRank(tier) <= rankOf(user));

/** The tier that closes, contains and judges: at least the enterprise, else the highest on duty, if it exists. */
export function closingTier(incident: Incident): Tier {
  const wanted = higherTier('enterprise', highest(incident));
  const existing = incident.policy.tiers;
  return existing.find((tier) => tierRank(tier) >= tierRank(wanted)) ?? existing.at(-1) ?? wanted;
}

export const mayClose = (incident: Incident, user: User): boolean => rankOf(user) >= tierRank(closingTier(incident));

/** The tiers of which somebody who acknowledges speaks: their own, or the highest on duty below it. */
export function spokenFor({ tiers }: Incident, user: User): Tier[] {
  const below = tiers.map(({ tier }) => tier).filter((tier) => tierRank(tier) <= rankOf(user));
  return user.role === 'admin' ? below : below.slice(-1);
}

/** A second person of this tier or the one above it. */
export function secondPerson(tier: Tier): Needs {
  const above = TIERS[tierRank(tier) + 1];
  return { tier, roles: [tier, ...(above === undefined ? [] : [above]), 'admin'] };
}
