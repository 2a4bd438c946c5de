import type { AlarmView } from '../alarm/view';
import type { Park } from '../park/park';
import { OUTLET_TIER, TIERS } from '../tier/tier';
import type { Counted } from './overview';

/** Where an alarm's outlet stands. */
export type CountedPlace = Pick<Counted, 'enterprise' | 'unit' | 'tier'>;

/** What has no outlet, or one that the register does not know any more, counts with the lowest tier. */
const NOWHERE: CountedPlace = { enterprise: null, unit: null, tier: TIERS[0] };

/** The places of a park's outlets, by id. */
export function placesOf({ outlets }: Pick<Park, 'outlets'>): ReadonlyMap<string, CountedPlace> {
  return new Map(
    outlets.map(({ id, kind, enterprise, unit }) => {
      return [id, { enterprise: enterprise ?? null, unit: unit ?? null, tier: OUTLET_TIER[kind] }];
    }),
  );
}

/** An alarm as the roll-up counts it. A literal without spreads: objects of one shape are read ten times as fast. */
export function counted(alarm: AlarmView, place: CountedPlace = NOWHERE): Counted {
  return {
    id: alarm.id,
    park: alarm.park,
    enterprise: place.enterprise,
    unit: place.unit,
    outlet: alarm.outlet,
    factor: alarm.factor,
    tier: place.tier,
    severity: alarm.severity,
    toxic: alarm.toxic,
    state: alarm.state,
    active: alarm.active,
    unacknowledged: alarm.acknowledged === null,
    onset: Date.parse(alarm.raisedAt),
    generation: alarm.generation,
  };
}
