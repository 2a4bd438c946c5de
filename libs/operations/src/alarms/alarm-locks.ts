import { Injectable } from '@nestjs/common';
import type { Alarm, Incident, User } from '@cofferdam/domain';
import { AlarmKeeping, Alarms, type HeldAlarms, Incidents, Records, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';
import { parksOf, sees } from '../scope/parks';

/** Alarms with the incidents that they belong to, all locked. */
export interface Locked {
  readonly alarms: readonly Alarm[];
  readonly incidents: ReadonlyMap<string, Incident>;
}

const ATTEMPTS = 5;

/** Alarms went to another incident while theirs was being locked. */
class Moved extends Error {}

/** Locks alarms after their incidents, as everybody does: incidents by id, then alarms by id. */
@Injectable()
export class AlarmLocks {
  constructor(
    private readonly records: Records,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly keeping: AlarmKeeping,
  ) {}

  /** Unknown ids are left out. @throws Problem `unavailable` when the alarms keep moving from incident to incident */
  lock(tx: Tx, ids: readonly string[]): Promise<Locked> {
    return this.patiently(tx, (part) => this.attempt(part, ids));
  }

  /**
   * One alarm with all that a change of it may touch: it may join an incident of its timeline.
   * @throws Problem `not-found`
   */
  async hold(tx: Tx, id: string, user: User): Promise<{ alarm: Alarm; held: HeldAlarms }> {
    const held = await this.patiently(tx, async (part) => {
      const [seen] = await this.alarms.some(part, [id]);
      const those = await this.keeping.hold(part, [id], await this.records.now(part, seen));
      if (those.alarms[0]?.incident !== seen?.incident) throw new Moved();
      return those;
    });
    return { alarm: theirs(held.alarms[0], id, user), held };
  }

  /** @throws Problem `not-found` */
  async lockOne(tx: Tx, id: string, user: User): Promise<{ alarm: Alarm; incident: Incident | null }> {
    const { alarms, incidents } = await this.lock(tx, [id]);
    const alarm = theirs(alarms[0], id, user);
    return { alarm, incident: (alarm.incident !== null && incidents.get(alarm.incident)) || null };
  }

  private async patiently<T>(tx: Tx, attempt: (tx: Tx) => Promise<T>): Promise<T> {
    for (let n = 0; n < ATTEMPTS; n += 1) {
      try {
        // What a part that fails has locked is free again.
        return await this.records.part(tx, attempt);
      } catch (error) {
        if (!(error instanceof Moved)) throw error;
      }
    }
    throw new Problem('unavailable', 'alarms are being moved between incidents');
  }

  private async attempt(tx: Tx, ids: readonly string[]): Promise<Locked> {
    const seen = await this.alarms.some(tx, ids);
    const of = new Set(seen.flatMap(({ incident }) => incident ?? []));
    const locked = await this.incidents.lock(tx, [...of].sort());
    const alarms = await this.alarms.lock(tx, [...ids].sort());
    if (alarms.some(({ incident }) => incident !== null && !of.has(incident))) throw new Moved();
    return { alarms, incidents: new Map(locked.map((incident) => [incident.id, incident])) };
  }
}

function theirs(alarm: Alarm | undefined, id: string, user: User): Alarm {
  if (!alarm || !sees(parksOf(user), alarm.park)) throw new Problem('not-found', `no alarm ${id} in your scope`);
  return alarm;
}
