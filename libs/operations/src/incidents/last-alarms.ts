import { Injectable } from '@nestjs/common';
import { type Alarm, type Incident, type IncidentChange, perform, type User } from '@cofferdam/domain';
import { Incidents, ParkDocuments, type Tx } from '@cofferdam/records';

/** Who acknowledges alarms, when (epoch ms) and what they note. */
interface Note {
  readonly user: User;
  readonly at: number;
  readonly note: string | null;
}

/** Whoever acknowledges the last waiting alarm of an incident has taken note of the incident, for their tier. */
@Injectable()
export class LastAlarms {
  constructor(
    private readonly incidents: Incidents,
    private readonly parks: ParkDocuments,
  ) {}

  /**
   * What follows for locked incidents from acknowledging these alarms; nothing is written yet.
   * @param acknowledged the alarms, which waited until now and are not saved yet
   */
  async changes(
    tx: Tx,
    incidents: Iterable<Incident>,
    acknowledged: readonly Pick<Alarm, 'incident'>[],
    { user, at, note }: Note,
  ): Promise<IncidentChange[]> {
    const waiting = [...incidents].filter(({ tiers }) => tiers.some((duty) => duty.acknowledged === null));
    if (waiting.length === 0) return [];
    const parks = await this.parks.of(tx, [...new Set(waiting.map(({ park }) => park))]);
    const changes: IncidentChange[] = [];
    for (const incident of waiting) {
      const taken = acknowledged.filter((alarm) => alarm.incident === incident.id).length;
      const park = parks.get(incident.park);
      if (park === undefined || taken === 0) continue;
      const members = await this.incidents.members(tx, incident.id);
      if (members.unacknowledged > taken) continue;
      const context = { actor: user, approver: null, now: at, members, park };
      const outcome = perform(incident, { act: 'acknowledge', note }, context);
      if (outcome.effect === 'done') changes.push(outcome);
    }
    return changes;
  }

  save(tx: Tx, changes: readonly IncidentChange[], now: number): Promise<void> {
    return this.incidents.save(tx, changes, now);
  }
}
