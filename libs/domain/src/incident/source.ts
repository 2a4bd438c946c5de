import type { Alarm } from '../alarm/alarm';
import { minutes } from '../escalation/policy';
import { downstreamOf, placeOf } from '../park/graph';
import type { Park } from '../park/park';
import { familyOf, type PollutantFamily } from '../pollutant/family';
import type { Tier } from '../tier/tier';
import { type Incident, isFinal } from './incident';

/** Where an alarm comes from, as far as grouping goes. */
export interface Source {
  readonly outlet: string;
  readonly enterprise: string | null;
  /** `{enterprise}.{unit}`; null where the outlet belongs to no unit. */
  readonly unit: string | null;
  readonly tier: Tier;
  readonly family: PollutantFamily;
}

/**
 * The source of an alarm; null where it is no matter of polluted water (a silent monitor, the service itself) or its
 * outlet has left the register: such an alarm belongs to no incident.
 */
export function sourceOf(alarm: Pick<Alarm, 'outlet' | 'factor' | 'subject' | 'ruleKind'>, park: Park): Source | null {
  if (alarm.outlet === null || alarm.ruleKind === 'silence' || alarm.subject.kind !== 'outlet') return null;
  const place = placeOf(park, alarm.outlet);
  return place && { ...place, family: familyOf(alarm.factor) };
}

/**
 * The incident that an alarm joins: its own while that is open; else the newest of the same enterprise (or outlet) and
 * pollutant family within the policy's window; else one whose water has passed or will pass the alarm's outlet (cascade
 * along the park's flows). A closed one of the same source is re-opened within the window. Null: a new one opens.
 */
export function incidentFor(
  alarm: Pick<Alarm, 'incident' | 'raisedAt' | 'class' | 'drill' | 'park'>,
  source: Source,
  incidents: readonly Incident[],
  park: Park,
): Incident | null {
  const own = incidents.find(({ id }) => id === alarm.incident);
  if (own !== undefined && !isFinal(own)) return own;
  const near = incidents
    .filter((one) => one.class === alarm.class && one.drill === alarm.drill && one.park === alarm.park)
    .filter((one) => one.family === source.family && isWithin(one, alarm.raisedAt))
    .sort((a, b) => Number(isFinal(a)) - Number(isFinal(b)) || b.joinedAt - a.joinedAt || (a.id < b.id ? -1 : 1));
  return near.find((one) => isSameSource(one, source)) ?? near.find((one) => isCascade(one, source, park)) ?? null;
}

/** Open, or closed, and its newest episode (its closing) is not longer ago than the window. */
function isWithin(incident: Incident, onset: number): boolean {
  const { state, closing, joinedAt, policy } = incident;
  if (isFinal(incident) && (state !== 'CLOSED' || closing === null)) return false;
  const since = closing?.at ?? joinedAt;
  return Math.abs(onset - since) <= minutes(policy.window);
}

const isSameSource = ({ enterprise, outlets }: Incident, source: Source): boolean =>
  source.enterprise === null ? outlets.includes(source.outlet) : enterprise === source.enterprise;

function isCascade(incident: Incident, { outlet }: Source, park: Park): boolean {
  if (isFinal(incident)) return false;
  const below = downstreamOf(park, outlet);
  return incident.outlets.some((other) => below.has(other) || downstreamOf(park, other).has(outlet));
}
