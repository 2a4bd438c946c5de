import { acknowledgeIncident, noteIncident } from './acts/acknowledge';
import { closeIncident, markFalse, merge, reopen, resumeByPerson, suspend } from './acts/close';
import { contain, giveEvidence, startMeasure } from './acts/contain';
import { accept, deEscalate, escalateByPerson, handOver } from './acts/tiers';
import type { ActContext, ActOutcome, IncidentAct } from './act';
import type { Incident } from './incident';
import { isLegal } from './transitions';
import { refuse } from './acts/outcome';

type Doing<A extends IncidentAct['act']> = (
  incident: Incident,
  act: Extract<IncidentAct, { act: A }>,
  context: ActContext,
) => ActOutcome;

const DOING: { [A in IncidentAct['act']]: Doing<A> } = {
  acknowledge: acknowledgeIncident,
  note: noteIncident,
  'start-measure': startMeasure,
  evidence: giveEvidence,
  contain,
  escalate: escalateByPerson,
  'de-escalate': deEscalate,
  'hand-over': handOver,
  accept,
  suspend,
  resume: resumeByPerson,
  'mark-false': markFalse,
  close: closeIncident,
  reopen,
  merge,
};

/**
 * What a person does to an incident, decided: done, done before, to be confirmed by a second person, or refused with the
 * reason. Nothing is changed by it; whoever calls writes the change in one transaction.
 */
export function perform(incident: Incident, act: IncidentAct, context: ActContext): ActOutcome {
  // An acknowledgement that comes late is told who was first, whatever has become of the incident.
  if (act.act !== 'acknowledge' && !isLegal(act.act, incident.state)) {
    return refuse('wrong-state', `nobody can ${act.act} what is ${incident.state}`);
  }
  const doing = DOING[act.act] as Doing<IncidentAct['act']>;
  return doing(incident, act, context);
}
