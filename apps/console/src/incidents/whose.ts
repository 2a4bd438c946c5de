import type { AlarmState, AlarmView, IncidentView, Tier, TierView } from '@cofferdam/domain';
import { isAtWork } from './deadlines';
import { responsible } from './tiers';

/** Whose an alarm is: a desk that has not acknowledged, or a person who has; `state` says how it stands with them. */
export interface Whose {
  readonly desk: Tier | null;
  readonly by: string | null;
  readonly state: AlarmState;
}

export function whoseOf(
  { state, acknowledged }: Pick<AlarmView, 'state' | 'acknowledged'>,
  incident: Pick<IncidentView, 'tiers' | 'state'> | undefined,
): Whose {
  const duty = incident && responsible(incident);
  if (duty === undefined) return { desk: null, by: acknowledged?.by ?? null, state };
  const by = duty.holder ?? duty.acknowledgedBy;
  const desk = by === null ? duty.tier : null;
  return { desk, by, state: waits(incident, duty) && state === 'ACKED' ? 'UNACK' : state };
}

/** A tier that has come on duty has not acknowledged, though somebody below it has. */
const waits = (incident: Pick<IncidentView, 'state'> | undefined, { acknowledgedAt }: TierView): boolean =>
  incident !== undefined && isAtWork(incident) && acknowledgedAt === null;
