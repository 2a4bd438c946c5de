import type { Severity } from '../condition/condition';
import { dueTimes, minutes } from '../escalation/policy';
import type { Trigger } from '../escalation/trigger';
import { SEVERITY_TIER, type Tier, tierRank, TIERS } from '../tier/tier';
import type { Draft } from './draft';
import type { Incident, TierDuty } from './incident';

/** A deadline that fires later than this, ms, tells of an outage: people could not have met it. */
const OUTAGE_MS = 30_000;
/** The last escalations that are remembered. */
const REMEMBERED = 64;

export const highest = ({ tiers }: Pick<Incident, 'tiers'>): Tier => tiers.at(-1)?.tier ?? 'unit';
export const dutyOf = ({ tiers }: Pick<Incident, 'tiers'>, tier: Tier): TierDuty | undefined =>
  tiers.find((duty) => duty.tier === tier);

/** Existing tiers from the asset's own up to the colour's floor; where there are none, the next above, else the highest. */
export function startingTiers(existing: readonly Tier[], asset: Tier, severity: Severity): Tier[] {
  const top = Math.max(tierRank(asset), tierRank(SEVERITY_TIER[severity]));
  const within = existing.filter((tier) => tierRank(tier) >= tierRank(asset) && tierRank(tier) <= top);
  if (within.length > 0) return within;
  const above = existing.find((tier) => tierRank(tier) > top) ?? existing.at(-1);
  return above === undefined ? [] : [above];
}

/** Who is told at once without being on duty (project defaults, by colour). */
const INFORMED: Readonly<Record<Severity, readonly Tier[]>> = {
  blue: [],
  yellow: ['enterprise'],
  orange: ['park'],
  red: ['unit', 'enterprise', 'basin'],
};

export function inform(draft: Draft): void {
  const { severity, policy, tiers, generation } = draft.incident;
  const onDuty = new Set(tiers.map(({ tier }) => tier));
  for (const tier of INFORMED[severity]) {
    if (policy.tiers.includes(tier) && !onDuty.has(tier)) draft.page('informed', tier, generation);
  }
}

/** What a missed deadline, met late, leaves a tier: it counts from when it should have been told, but for a grace. */
interface Lateness {
  /** When the tier should have been told, epoch ms. */
  readonly since: number;
}

/** A tier's duty from now on. Its deadlines count in the draft's generation. */
export function onDuty(draft: Draft, tier: Tier, trigger: TierDuty['trigger'], late?: Lateness): TierDuty {
  const { now, incident } = draft;
  const { policy, severity, generation } = incident;
  const { acknowledge, contain } = dueTimes(policy, severity, tier);
  const since = late?.since ?? now;
  const grace = now + Math.min(acknowledge, minutes(policy.grace));
  const at = (ms: number) => ({ at: late ? Math.max(ms, grace) : ms, generation, n: 1 });
  return {
    ...{ tier, since: now, trigger, acknowledged: null, holder: null, late: now - since },
    acknowledgeDue: at(since + acknowledge),
    containDue: at(since + contain),
    remindDue: { at: now + minutes(policy.remind[severity]), generation, n: 1 },
    progressDue: { at: now + contain / 2, generation, n: 1 },
    ...{ acknowledgeMissed: false, containMissed: false },
  };
}

function take(draft: Draft, tier: Tier, trigger: TierDuty['trigger'], late?: Lateness): void {
  const duty = onDuty(draft, tier, trigger, late);
  const tiers = [...draft.incident.tiers, duty].sort((a, b) => tierRank(a.tier) - tierRank(b.tier));
  draft.set({ tiers, repeatDue: null });
  draft.page('duty', tier, 1, { trigger, ...(duty.late > 0 && { lateMinutes: Math.round(duty.late / 60_000) }) });
}

/** Puts tiers on duty, lower ones first. */
export function startDuty(draft: Draft, tiers: readonly Tier[], trigger: TierDuty['trigger']): void {
  for (const tier of tiers) if (dutyOf(draft.incident, tier) === undefined) take(draft, tier, trigger);
}

export interface Rise {
  readonly trigger: Trigger;
  /** Jump to this tier; the next one up where absent. */
  readonly floor?: Tier;
  /** When the deadline that was missed was due, epoch ms. */
  readonly dueAt?: number;
}

/**
 * Adds the next tier (or all up to a floor). Duty is never taken away. At the top the highest tier is paged slowly and
 * without end instead. True where a tier was added.
 */
export function escalate(draft: Draft, { trigger, floor, dueAt }: Rise): boolean {
  const from = highest(draft.incident);
  const mark = `${trigger}/${from}/${draft.incident.generation}`;
  const { escalated } = draft.incident;
  if (escalated.includes(mark)) return false;
  const added = tiersAbove(draft.incident, from, floor);
  if (added.length === 0) {
    if (floor === undefined) repeatWithoutEnd(draft);
    return false;
  }
  draft.set({ escalated: [...escalated, mark].slice(-REMEMBERED) });
  const generation = draft.renew();
  if (floor !== undefined) startDuty(draft, added, trigger);
  else addNext(draft, trigger, added, dueAt ?? draft.now);
  draft.tell('incident.escalated', { from, to: highest(draft.incident), trigger, generation });
  return true;
}

/** Existing tiers above one, up to a floor; where the floor itself does not exist, at least the next. */
function tiersAbove({ policy }: Incident, from: Tier, floor: Tier | undefined): Tier[] {
  const above = policy.tiers.filter((tier) => tierRank(tier) > tierRank(from));
  if (floor === undefined) return above;
  const needed = above.filter((tier) => tierRank(tier) <= tierRank(floor));
  return needed.length > 0 || tierRank(floor) <= tierRank(from) ? needed : above.slice(0, 1);
}

/** The next one; red and toxic after an outage: every one that would have been told by now, all marked late. */
function addNext(draft: Draft, trigger: Trigger, above: readonly Tier[], dueAt: number): void {
  const { policy, severity, toxic } = draft.incident;
  if (draft.now - dueAt <= OUTAGE_MS) {
    startDuty(draft, above.slice(0, 1), trigger);
    return;
  }
  let since = dueAt;
  for (const tier of above) {
    take(draft, tier, trigger, { since });
    since += dueTimes(policy, severity, tier).acknowledge;
    if (!(severity === 'red' || toxic) || since > draft.now) return;
  }
}

export function repeatWithoutEnd(draft: Draft): void {
  if (draft.incident.repeatDue !== null) return;
  const { generation, policy } = draft.incident;
  draft.page('repeat', highest(draft.incident), 0);
  draft.set({ repeatDue: { at: draft.now + minutes(policy.repeat), generation, n: 1 } });
}

/** Fresh deadlines for everybody on duty; `share` of the contain time. Nobody has acknowledged what is new. */
export function restartDuty(draft: Draft, share: number): void {
  const { now } = draft;
  const { policy, severity, generation } = draft.incident;
  draft.setTiers((duty) => {
    const { acknowledge, contain } = dueTimes(policy, severity, duty.tier);
    const due = (ms: number) => ({ at: now + ms, generation, n: 1 });
    return {
      ...duty,
      ...{ acknowledgeDue: due(acknowledge), containDue: due(contain * share), acknowledged: null },
      ...{ remindDue: due(minutes(policy.remind[severity])), progressDue: due((contain * share) / 2) },
      ...{ acknowledgeMissed: false, containMissed: false },
    };
  });
  draft.set({ repeatDue: null });
}

/** A tier that cannot be asked any more after it: for the highest on duty the next comes in, others are reminded. */
export function answerFor(draft: Draft, tier: Tier, rise: Rise): void {
  if (tier === highest(draft.incident)) escalate(draft, rise);
  else draft.page('late', tier, Number(rise.trigger.slice(1)), { trigger: rise.trigger });
}

export const nextUp = (existing: readonly Tier[], tier: Tier): Tier | null =>
  TIERS.find((candidate) => tierRank(candidate) > tierRank(tier) && existing.includes(candidate)) ?? null;
