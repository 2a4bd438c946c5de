import { tierRank } from '../../tier/tier';
import type { ActContext, ActOutcome, IncidentAct } from '../act';
import type { Draft } from '../draft';
import { dutyOf } from '../duty';
import type { Incident, TierDuty } from '../incident';
import { rankOf, spokenFor } from '../rights';
import { isLegal } from '../transitions';
import { begin, done, refuse } from './outcome';

type Acknowledge = Extract<IncidentAct, { act: 'acknowledge' }>;

/**
 * A tier takes note: its acknowledge deadline is over, its contain deadline goes on. Who comes second is told who was
 * first; nothing is ever re-opened by it.
 */
export function acknowledgeIncident(incident: Incident, { tier, note }: Acknowledge, context: ActContext): ActOutcome {
  const { actor } = context;
  const mayTier = tier !== undefined && tierRank(tier) <= rankOf(actor) ? [tier] : [];
  const asked = tier === undefined ? spokenFor(incident, actor) : mayTier;
  const duties = asked.flatMap((one) => dutyOf(incident, one) ?? []);
  if (duties.length === 0) return refuse('not-on-duty', `${tier ?? 'your tier'} is not on duty here`);
  const first = firstOf(duties);
  if (first !== null) return { effect: 'none', ...first };
  if (!isLegal('acknowledge', incident.state)) {
    return refuse('wrong-state', `there is nothing to acknowledge in what is ${incident.state}`);
  }
  const draft = begin(incident, context);
  takeNote(draft, duties);
  draft.tell('incident.acknowledged', { by: actor.username, acknowledged: asked, note });
  return done(draft);
}

/** Who acknowledged all of these first; null while one of them has not. */
function firstOf(duties: readonly TierDuty[]): { by: string; at: number } | null {
  const told = duties.flatMap(({ acknowledged }) => acknowledged ?? []);
  if (told.length < duties.length) return null;
  return told.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/** The draft's actor has taken note for these tiers. */
export function takeNote(draft: Draft, duties: readonly TierDuty[]): void {
  for (const { tier, acknowledged } of duties) {
    if (acknowledged === null) draft.setTier(tier, { acknowledged: { by: draft.actor, at: draft.now } });
  }
  if (draft.incident.state === 'OPEN') draft.set({ state: 'ACKED' });
}

export function noteIncident(incident: Incident, { text }: { text: string }, context: ActContext): ActOutcome {
  const draft = begin(incident, context);
  draft.tell('incident.noted', { note: { by: context.actor.username, text } });
  return done(draft);
}
