import type { IncidentView, Tier, TierView } from '@cofferdam/domain';
import { isAtWork } from './deadlines';
import { isEnded } from './incidents';

/** The clock of a tier's card. Times are epoch ms. */
export type Clock =
  | { readonly is: 'acknowledge' | 'contain' | 'until-duty'; readonly since: number; readonly due: number }
  | { readonly is: 'missed'; readonly what: 'acknowledge' | 'contain' }
  | { readonly is: 'done' | 'paused' | 'none' };

export interface TierCard {
  readonly tier: Tier;
  /** null while it is not on duty. */
  readonly duty: TierView | null;
  /** The highest on duty, while there is work to do. */
  readonly current: boolean;
  readonly measures: IncidentView['measures'];
  readonly clock: Clock;
}

/** The tiers that exist in the park, lowest first: what each has done, and what it has still to do by when. */
export function tierCards(incident: IncidentView): TierCard[] {
  const { tiers, policy, measures } = incident;
  const top = tiers.at(-1);
  const shown = [...new Set([...policy.tiers, ...tiers.map(({ tier }) => tier)])].sort(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  const next = shown.find((tier) => top !== undefined && ORDER.indexOf(tier) > ORDER.indexOf(top.tier));
  return shown.map((tier) => {
    const duty = tiers.find((one) => one.tier === tier) ?? null;
    const own = measures.filter((measure) => measure.tier === tier);
    return {
      ...{ tier, duty, measures: own, current: duty !== null && duty === top && isAtWork(incident) },
      clock: duty === null ? untilDuty(incident, tier === next, top) : clockOf(incident, duty, own),
    };
  });
}

const ORDER: readonly Tier[] = ['unit', 'enterprise', 'park', 'basin'];

function clockOf(incident: IncidentView, duty: TierView, own: IncidentView['measures']): Clock {
  const since = Date.parse(duty.since);
  if (incident.state === 'SUSPENDED') return { is: 'paused' };
  if (!isAtWork(incident)) return { is: 'done' };
  if (duty.containMissed) return { is: 'missed', what: 'contain' };
  if (duty.acknowledgedAt === null) {
    if (duty.acknowledgeMissed) return { is: 'missed', what: 'acknowledge' };
    return { is: 'acknowledge', since, due: Date.parse(duty.ackDeadline) };
  }
  if (own.length > 0 && own.every(({ state }) => state === 'done')) return { is: 'done' };
  return { is: 'contain', since, due: Date.parse(duty.containDeadline) };
}

/** The next tier comes on duty when the highest misses what it has to do first. */
function untilDuty(incident: IncidentView, isNext: boolean, top: TierView | undefined): Clock {
  if (!isNext || top === undefined || isEnded(incident) || !isAtWork(incident)) return { is: 'none' };
  const first = top.acknowledgedAt === null && !top.acknowledgeMissed ? top.ackDeadline : top.containDeadline;
  if (top.containMissed) return { is: 'none' };
  return { is: 'until-duty', since: Date.parse(top.since), due: Date.parse(first) };
}
