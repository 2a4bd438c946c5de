import { minutes } from '../../escalation/policy';
import { type Tier, tierRank } from '../../tier/tier';
import type { ActContext, ActOutcome, IncidentAct } from '../act';
import { dutyOf, escalate, highest, nextUp } from '../duty';
import type { Incident } from '../incident';
import { holdTime } from '../return';
import { isOnDuty, mayClose, rankOf, spokenFor } from '../rights';
import { begin, done, refuse } from './outcome';

/** E5: a person asks for the next tier, or for a higher one by name. */
export function escalateByPerson(
  incident: Incident,
  { to, reason }: Extract<IncidentAct, { act: 'escalate' }>,
  context: ActContext,
): ActOutcome {
  if (!isOnDuty(incident, context.actor)) return refuse('not-on-duty', 'no tier that you answer for is on duty here');
  const next = nextUp(incident.policy.tiers, highest(incident));
  const target = to ?? next;
  const exists = target !== null && incident.policy.tiers.includes(target);
  if (next === null || !exists || tierRank(target) <= tierRank(highest(incident))) {
    return refuse('no-higher-tier', `${highest(incident)} is on duty, and above it ${next ?? 'there is none'}`);
  }
  const draft = begin(incident, context);
  escalate(draft, { trigger: 'E5', floor: target });
  draft.tell('incident.noted', { note: { by: context.actor.username, text: reason } });
  return done(draft);
}

/** Proposes to relieve the highest tier. It stays on duty until the tier below has accepted. */
export function deEscalate(
  incident: Incident,
  { to, reason }: Extract<IncidentAct, { act: 'de-escalate' }>,
  context: ActContext,
): ActOutcome {
  const { actor, now, members } = context;
  if (!mayClose(incident, actor)) return refuse('role-too-low', `only ${highest(incident)} may hand its duty down`);
  if (incident.tiers.at(-2)?.tier !== to) {
    return refuse(
      'not-a-lower-tier',
      `the tier below ${highest(incident)} on duty is ${incident.tiers.at(-2)?.tier ?? 'none'}`,
    );
  }
  const held = now - (incident.containedAt ?? now);
  if (members.active > 0 || held < holdTime(incident)) {
    return refuse('still-in-breach', `the water must have been held for ${Math.ceil(holdTime(incident) / 60_000)} min`);
  }
  const draft = begin(incident, context);
  draft.set({ deEscalation: { to, by: actor.username, at: now } });
  draft.page('hand-over', to, 1, { reason });
  draft.tell('incident.de-escalation-proposed', { to, reason });
  return done(draft);
}

/** Offers a tier's part to a named person, who has to accept it. Until then nothing changes. */
export function handOver(
  incident: Incident,
  act: Extract<IncidentAct, { act: 'hand-over' }>,
  context: ActContext,
): ActOutcome {
  const { actor, now } = context;
  const tier = act.tier ?? spokenFor(incident, actor).at(-1) ?? null;
  if (tier === null || dutyOf(incident, tier) === undefined || rankOf(actor) < tierRank(tier)) {
    return refuse('not-on-duty', `${tier ?? 'your tier'} is not on duty here, or not yours`);
  }
  if (act.to === actor.username) return refuse('same-person', 'name somebody else');
  const draft = begin(incident, context);
  const at = now + minutes(incident.policy.handOver[incident.severity]);
  const due = { at, generation: draft.incident.generation, n: 1 };
  draft.set({ handOver: { tier, from: actor.username, to: act.to, at: now, note: act.note, due } });
  draft.page('hand-over', tier, 2, { to: act.to, note: act.note });
  draft.tell('incident.hand-over-offered', { to: act.to });
  return done(draft);
}

/** Takes over what was offered to the caller by name, or the duty that a higher tier hands down to the caller's. */
export function accept(incident: Incident, _: unknown, context: ActContext): ActOutcome {
  const { actor } = context;
  const { handOver: offered, deEscalation } = incident;
  if (offered?.to === actor.username) {
    const draft = begin(incident, context);
    draft.setTier(offered.tier, { holder: actor.username });
    draft.set({ handOver: null });
    draft.tell('incident.handed-over', { from: offered.from, to: actor.username, handed: offered.tier });
    return done(draft);
  }
  if (deEscalation === null || !mayAccept(deEscalation.to, context)) {
    return refuse('nothing-offered', 'nothing is offered to you here');
  }
  if (deEscalation.by === actor.username) return refuse('same-person', 'somebody else has to accept it');
  return relieve(incident, deEscalation.to, context);
}

const mayAccept = (tier: Tier, { actor }: ActContext): boolean => actor.role === tier || actor.role === 'admin';

function relieve(incident: Incident, to: Tier, context: ActContext): ActOutcome {
  const from = highest(incident);
  const draft = begin(incident, context);
  draft.set({
    tiers: incident.tiers.filter(({ tier }) => tier !== from),
    relieved: [...incident.relieved, from],
    deEscalation: null,
  });
  draft.page('end', from, 1);
  draft.tell('incident.de-escalated', { from, to });
  return done(draft);
}
