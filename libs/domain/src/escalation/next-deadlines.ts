import type { Due, Incident, IncidentState, TierDuty } from '../incident/incident';
import type { Deadline, DeadlineKind } from './deadline';

const AT_WORK: readonly IncidentState[] = ['OPEN', 'ACKED', 'CONTAINING'];

const due = (kind: DeadlineKind, { at, generation, n }: Due, tier: TierDuty['tier'] | null = null): Deadline => ({
  ...{ kind, tier, name: null, generation, n, dueAt: Math.ceil(at) },
});

/**
 * What is due for an incident, soonest first. Every state but the final ones has at least one pending deadline: nothing
 * gets stuck, nobody is forgotten.
 */
export function nextDeadlines(incident: Incident): Deadline[] {
  return unsorted(incident).sort((a, b) => a.dueAt - b.dueAt);
}

function unsorted(incident: Incident): Deadline[] {
  const { state, suspension, handOver } = incident;
  if (state === 'SUSPENDED') return suspension === null ? [] : [due('suspended', suspension.due)];
  const offered = handOver === null ? [] : [due('hand-over', handOver.due, handOver.tier)];
  if (AT_WORK.includes(state)) return [...atWork(incident), ...pondOf(incident), ...offered];
  return state === 'CONTAINED' ? [...contained(incident), ...pondOf(incident), ...offered] : [];
}

function atWork({ tiers, repeatDue }: Incident): Deadline[] {
  return [...tiers.flatMap(ofTier), ...(repeatDue === null ? [] : [due('repeat', repeatDue)])];
}

function ofTier(duty: TierDuty): Deadline[] {
  const { tier, acknowledged, acknowledgeMissed, containMissed, progressDue } = duty;
  const all: Deadline[] = [];
  if (acknowledged === null) {
    if (!acknowledgeMissed) all.push(due('acknowledge', duty.acknowledgeDue, tier));
    all.push(due('remind', duty.remindDue, tier));
  }
  if (containMissed) return all;
  all.push(due('contain', duty.containDue, tier));
  if (acknowledged !== null && progressDue !== null) all.push(due('progress', progressDue, tier));
  return all;
}

function contained({ watchDue, closeDue }: Incident): Deadline[] {
  return [
    ...(watchDue === null ? [] : [due('watch', watchDue)]),
    ...(closeDue === null ? [] : [due('close', closeDue)]),
  ];
}

function pondOf({ pond }: Incident): Deadline[] {
  if (pond === null || pond.fullAt === null || pond.missed) return [];
  return [
    {
      kind: 'pond',
      tier: null,
      name: pond.wall,
      generation: pond.generation,
      n: pond.n,
      dueAt: Math.ceil(pond.fullAt),
    },
  ];
}
