import { gravity } from '../condition/condition';
import type { Incident, TierDuty } from '../incident/incident';

/** What the siren has to know of an incident. */
export type SirenIncident = Pick<Incident, 'class' | 'park' | 'severity' | 'toxic' | 'state'> & {
  readonly tiers: readonly Pick<TierDuty, 'acknowledged'>[];
};
export type Siren = 'on' | 'off';

/** States in which water still runs where it should not; a suspended one pages nobody, a contained one is held. */
const SOUNDING: readonly Incident['state'][] = ['OPEN', 'ACKED', 'CONTAINING'];

/**
 * A park's siren: on while one of its incidents is red, orange or toxic and a tier that is on duty has not acknowledged
 * it. A siren calls people (ISA-18.2: the audible part of an annunciation, silenced by the acknowledge), so it ends when
 * all who were called have answered, whatever the values do, and begins again when another tier is called in vain. Blue
 * and yellow call by message alone. A drill sounds no siren.
 */
export const sirenOf = (incidents: readonly SirenIncident[]): Siren => (incidents.some(sounds) ? 'on' : 'off');

const sounds = (incident: SirenIncident): boolean =>
  incident.class === 'actual' &&
  SOUNDING.includes(incident.state) &&
  (incident.toxic || gravity(incident.severity) >= gravity('orange')) &&
  incident.tiers.some(({ acknowledged }) => acknowledged === null);
