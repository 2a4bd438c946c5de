import type { Alarm } from '../alarm/alarm';
import { isActive } from '../alarm/alarm';
import { gravity, type Severity } from '../condition/condition';
import type { FrozenPolicy } from '../escalation/policy';
import { downstreamOf } from '../park/graph';
import type { Park } from '../park/park';
import { higherTier, SEVERITY_TIER, type Tier } from '../tier/tier';
import type { IncidentChange } from './act';
import { Draft } from './draft';
import { answerFor, escalate, highest, inform, restartDuty, startDuty, startingTiers } from './duty';
import { type Cause, type Incident, isFinal } from './incident';
import { relapse, resume } from './return';
import type { Source } from './source';

export interface Opening {
  readonly id: string;
  /** For people: `INC-1124-03`. */
  readonly number: string;
  readonly alarm: Alarm;
  readonly source: Source;
  readonly policy: FrozenPolicy;
  /** Epoch ms of the timeline. */
  readonly now: number;
}

/** An alarm that joins an incident, begins another episode in it or has become graver. */
export interface Joiner {
  readonly alarm: Alarm;
  readonly source: Source;
}

/** How many alarms an incident names; the others are found by `GET /alarms?incident=`. */
const NAMED = 100;

const causeOf = ({ id, outlet, factor, raisedAt }: Alarm): Cause => ({
  ...{ alarm: id, outlet: outlet ?? '', factor, onset: raisedAt },
});

/** A new incident: every tier from the outlet's own up to the colour's floor is on duty, under the policy as it is now. */
export function openIncident({ id, number, alarm, source, policy, now }: Opening): IncidentChange {
  const { class: class_, drill, park, severity, toxic } = alarm;
  const draft = new Draft(
    {
      ...{ id, number, class: class_, drill, park, severity, toxic, policy },
      ...{ enterprise: source.enterprise, family: source.family, assetTier: source.tier },
      ...{ state: 'OPEN', openedAt: now, joinedAt: alarm.raisedAt, cause: causeOf(alarm) },
      ...{ outlets: [source.outlet], units: source.unit === null ? [] : [source.unit] },
      ...{ alarms: [alarm.id], alarmCount: 1, tiers: [], measures: [], evidence: [] },
      ...{ suspension: null, pond: null, containedAt: null, watchDue: null, closeDue: null, repeatDue: null },
      ...{ relapses: 0, deEscalation: null, handOver: null, relieved: [], escalated: [] },
      ...{ closing: null, falseAlarm: null, mergedInto: null, generation: 0, version: 0 },
    },
    now,
  );
  draft.renew();
  startDuty(draft, startingTiers(policy.tiers, source.tier, severity), 'start');
  inform(draft);
  draft.tell('incident.opened');
  return draft.done();
}

/**
 * Alarms join, begin another episode or become graver. No new page for that alone; a graver colour asks everybody on
 * duty again (E3), a second unit or a neighbour downstream brings in at least that tier (E4), and new breaches of what
 * was contained bring it back to CONTAINING.
 */
export function attach(incident: Incident, joiners: readonly Joiner[], park: Park, now: number): IncidentChange {
  const draft = new Draft(incident, now);
  draft.renew();
  const joined = join(draft, joiners, park);
  const active = joiners.filter(({ alarm }) => isActive(alarm));
  const severity = active.map(({ alarm }) => alarm.severity).reduce(graver, incident.severity);
  const rose = gravity(severity) > gravity(incident.severity);
  draft.set({ severity });
  if (isFinal(draft.incident)) reopenBySystem(draft);
  else if (draft.incident.state === 'SUSPENDED' && active.length > 0) resume(draft);
  else if (draft.incident.state === 'CONTAINED' && active.length > 0) relapse(draft);
  if (rose) risen(draft);
  spread(draft, incident, active);
  draft.tell('incident.attached', { attached: joiners.map(({ alarm }) => alarm.id), joined });
  return draft.done();
}

const graver = (a: Severity, b: Severity): Severity => (gravity(b) > gravity(a) ? b : a);

/** Takes alarms in that are new to it; returns their ids. */
function join(draft: Draft, joiners: readonly Joiner[], park: Park): string[] {
  const { incident } = draft;
  const fresh = joiners.filter(({ alarm }) => alarm.incident !== incident.id);
  const outlets = new Set([...incident.outlets, ...fresh.map(({ source }) => source.outlet)]);
  const units = new Set([...incident.units, ...fresh.flatMap(({ source }) => source.unit ?? [])]);
  const ids = fresh.map(({ alarm }) => alarm.id);
  const active = joiners.filter(({ alarm }) => isActive(alarm));
  draft.set({
    outlets: [...outlets],
    units: [...units],
    alarms: [...incident.alarms, ...ids].slice(0, NAMED),
    alarmCount: incident.alarmCount + ids.length,
    joinedAt: Math.max(incident.joinedAt, ...active.map(({ alarm }) => alarm.raisedAt)),
    toxic: incident.toxic || joiners.some(({ alarm }) => alarm.toxic),
    assetTier: joiners.map(({ source }) => source.tier).reduce(higherTier, incident.assetTier),
    cause: fresh.reduce((cause, { alarm }) => earlierCause(cause, alarm, park), incident.cause),
  });
  return ids;
}

/** The most upstream alarm; among equals the one with the earliest onset (sample time, not arrival). */
function earlierCause(cause: Cause, alarm: Alarm, park: Park): Cause {
  const outlet = alarm.outlet ?? '';
  if (downstreamOf(park, cause.outlet).has(outlet)) return cause;
  const upstream = downstreamOf(park, outlet).has(cause.outlet);
  return upstream || alarm.raisedAt < cause.onset ? causeOf(alarm) : cause;
}

/** E3: whoever had acknowledged a lighter colour has not acknowledged this one. */
function risen(draft: Draft): void {
  const { state, severity } = draft.incident;
  if (state === 'ACKED') draft.set({ state: 'OPEN' });
  restartDuty(draft, 1);
  for (const { tier } of draft.incident.tiers) draft.page('risen', tier, 1);
  escalate(draft, { trigger: 'E3', floor: SEVERITY_TIER[severity] });
  inform(draft);
}

/** E4: a second unit of the same enterprise is the enterprise's matter, an outlet downstream its own tier's. */
function spread(draft: Draft, before: Incident, active: readonly Joiner[]): void {
  const beyond = active.filter(({ source }) => !before.outlets.includes(source.outlet));
  const floors: Tier[] = beyond.map(({ source }) => source.tier);
  if (draft.incident.units.length > 1 && before.units.length < 2) floors.push('enterprise');
  if (floors.length > 0) escalate(draft, { trigger: 'E4', floor: floors.reduce(higherTier) });
}

function reopenBySystem(draft: Draft): void {
  draft.set({ state: 'OPEN', closing: null, containedAt: null, closeDue: null, watchDue: null });
  restartDuty(draft, 1);
  for (const { tier } of draft.incident.tiers) draft.page('duty', tier, 1, { reopened: true });
  draft.tell('incident.reopened', { reason: 'the same source is in breach again' });
}

const AT_WORK = ['OPEN', 'ACKED', 'CONTAINING', 'CONTAINED'];

/** E8: the monitor that proved the incident is silent: nobody sees any more whether the water is held. */
export function blind(incident: Incident, outlet: string, now: number): IncidentChange | null {
  if (!incident.outlets.includes(outlet)) return null;
  return rise(incident, now, (draft) => escalate(draft, { trigger: 'E8' }));
}

/** E7: nobody of a tier on duty can be reached. */
export function unreachable(incident: Incident, tier: Tier, now: number): IncidentChange | null {
  return rise(incident, now, (draft) => answerFor(draft, tier, { trigger: 'E7' }), tier);
}

/** E6: a desk on duty was offered to the next shift, and nobody accepted it. */
export function handOverMissed(incident: Incident, tier: Tier, now: number): IncidentChange | null {
  return rise(incident, now, (draft) => answerFor(draft, tier, { trigger: 'E6' }), tier);
}

function rise(incident: Incident, now: number, work: (draft: Draft) => void, tier?: Tier): IncidentChange | null {
  if (!AT_WORK.includes(incident.state)) return null;
  if (tier !== undefined && !incident.tiers.some((duty) => duty.tier === tier)) return null;
  const draft = new Draft(incident, now);
  work(draft);
  const change = draft.done();
  const quiet = change.entries.length === 0 && change.messages.length === 0;
  return quiet ? null : change;
}

export { highest as highestTier };
