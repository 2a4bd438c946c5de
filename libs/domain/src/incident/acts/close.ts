import { gravity } from '../../condition/condition';
import { minutes } from '../../escalation/policy';
import { higherTier } from '../../tier/tier';
import type { ActContext, ActOutcome, IncidentAct } from '../act';
import type { Draft } from '../draft';
import { restartDuty, startDuty } from '../duty';
import { type Incident, isFinal } from '../incident';
import { relapse, resume } from '../return';
import { closingTier, isOnDuty, mayClose, secondPerson } from '../rights';
import { begin, done, isBlank, refuse } from './outcome';

type Act<A extends IncidentAct['act']> = Extract<IncidentAct, { act: A }>;

const tooLow = (incident: Incident): ActOutcome =>
  refuse('role-too-low', `that is for the ${closingTier(incident)} tier or a higher one`);

/**
 * Suspected to be false: pages stop for a short time, in which two persons find out, and everybody who was told of it is
 * told so at once, by this one act.
 */
export function suspend(incident: Incident, { reason }: Act<'suspend'>, context: ActContext): ActOutcome {
  if (!isOnDuty(incident, context.actor)) return refuse('not-on-duty', 'no tier that you answer for is on duty here');
  if (isBlank(reason)) return refuse('reason-missing', 'say why it may be false');
  const draft = begin(incident, context);
  const { now } = context;
  const due = { at: now + minutes(incident.policy.suspend), generation: draft.incident.generation, n: 1 };
  const suspension = { from: incident.state, at: now, by: context.actor.username, reason, due };
  draft.set({ state: 'SUSPENDED', suspension });
  draft.tell('incident.suspended', { reason });
  draft.page('correction', null, 1, { reason, by: context.actor.username });
  return done(draft);
}

export function resumeByPerson(incident: Incident, _: unknown, context: ActContext): ActOutcome {
  if (!isOnDuty(incident, context.actor)) return refuse('not-on-duty', 'no tier that you answer for is on duty here');
  const draft = begin(incident, context);
  resume(draft);
  return done(draft);
}

/** Two persons judge it to be false. Only a new episode or a graver colour of its alarms opens anything again. */
export function markFalse(
  incident: Incident,
  { reason, evidence }: Act<'mark-false'>,
  context: ActContext,
): ActOutcome {
  const { actor, approver, now } = context;
  if (!mayClose(incident, actor)) return tooLow(incident);
  if (isBlank(reason)) return refuse('reason-missing', 'say why it is false');
  if (isBlank(evidence)) return refuse('evidence-missing', 'say how that is known');
  if (approver === null) return { effect: 'approval', needs: secondPerson(closingTier(incident)) };
  if (approver.username === actor.username) return refuse('same-person', 'a second person has to confirm it');
  const draft = begin(incident, context);
  const falseAlarm = { by: actor.username, approver: approver.username, at: now, reason };
  draft.set({ state: 'FALSE_ALARM', falseAlarm, suspension: null, handOver: null, deEscalation: null });
  tellTheEnd(draft);
  draft.tell('incident.judged-false', { reason, proof: evidence });
  return done(draft);
}

function tellTheEnd(draft: Draft): void {
  for (const { tier } of draft.incident.tiers) draft.page('end', tier, 1);
}

/** From orange up the cause has to be named. */
const NEEDS_CAUSE = gravity('orange');

export function closeIncident(incident: Incident, { rootCause }: Act<'close'>, context: ActContext): ActOutcome {
  const { actor, members, now } = context;
  if (!mayClose(incident, actor)) return tooLow(incident);
  if (members.latched > 0)
    return refuse('latched', `${members.latched} alarms are latched: check the place and reset them`);
  if (members.open > members.outOfService) {
    return refuse(
      'still-active',
      `${members.open - members.outOfService} alarms are neither normal nor under a work order`,
    );
  }
  if (gravity(incident.severity) >= NEEDS_CAUSE && isBlank(rootCause)) {
    return refuse('root-cause-missing', 'orange and red close with their root cause');
  }
  const draft = begin(incident, context);
  draft.set({
    state: 'CLOSED',
    closing: { by: actor.username, at: now, rootCause },
    handOver: null,
    deEscalation: null,
  });
  draft.set({ watchDue: null, closeDue: null, pond: null });
  tellTheEnd(draft);
  draft.tell('incident.closed', { rootCause });
  return done(draft);
}

export function reopen(incident: Incident, { reason }: Act<'reopen'>, context: ActContext): ActOutcome {
  if (!mayClose(incident, context.actor)) return tooLow(incident);
  const ago = context.now - (incident.closing?.at ?? 0);
  if (ago > minutes(incident.policy.reopen))
    return refuse('too-late', 'it was closed too long ago: a new one will open');
  const draft = begin(incident, context);
  draft.set({ state: 'OPEN', closing: null, containedAt: null });
  restartDuty(draft, 1);
  for (const { tier } of draft.incident.tiers) draft.page('duty', tier, 1, { reopened: true });
  draft.tell('incident.reopened', { reason });
  return done(draft);
}

/** The other incident takes everything over: alarms, measures, evidence and every tier that was on duty here. */
export function merge(incident: Incident, { into }: Act<'merge'>, context: ActContext): ActOutcome {
  const { other, actor } = context;
  if (!mayClose(incident, actor)) return tooLow(incident);
  if (other === undefined || other.id !== into || !isSameMatter(incident, other)) {
    return refuse('other-source', `${into} is no open incident of this park`);
  }
  const taking = begin(other, context);
  take(taking, incident);
  if (other.state === 'CONTAINED' && incident.state !== 'CONTAINED') relapse(taking);
  taking.tell('incident.attached', { attached: incident.alarms, joined: incident.alarms, mergedFrom: incident.id });
  const draft = begin(incident, context);
  draft.set({ state: 'MERGED', mergedInto: into, suspension: null, handOver: null, deEscalation: null });
  draft.tell('incident.merged', { into });
  const [ended, kept] = [draft.done(), taking.done()];
  return {
    effect: 'done',
    incident: ended.incident,
    others: [kept.incident],
    entries: [...ended.entries, ...kept.entries],
    messages: [...ended.messages, ...kept.messages],
  };
}

const isSameMatter = (a: Incident, b: Incident): boolean =>
  a.id !== b.id && a.class === b.class && a.drill === b.drill && a.park === b.park && !isFinal(b);

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

function take(draft: Draft, from: Incident): void {
  const { incident } = draft;
  const graver = gravity(from.severity) > gravity(incident.severity) ? from.severity : incident.severity;
  const rose = graver !== incident.severity;
  const measures = from.measures.map((measure) => ({ ...measure, id: `${from.number}-${measure.id}` }));
  draft.set({
    ...{ severity: graver, toxic: incident.toxic || from.toxic },
    ...{
      assetTier: higherTier(incident.assetTier, from.assetTier),
      joinedAt: Math.max(incident.joinedAt, from.joinedAt),
    },
    ...{ outlets: union(incident.outlets, from.outlets), units: union(incident.units, from.units) },
    ...{ alarms: union(incident.alarms, from.alarms), alarmCount: incident.alarmCount + from.alarmCount },
    ...{ measures: [...incident.measures, ...measures], evidence: [...incident.evidence, ...from.evidence] },
    ...{ pond: incident.pond ?? (from.pond && { ...from.pond, n: from.pond.n + 1 }) },
  });
  if (rose) restartDuty(draft, 1);
  startDuty(
    draft,
    from.tiers.map(({ tier }) => tier),
    'start',
  );
}
