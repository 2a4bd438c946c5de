import { Injectable } from '@nestjs/common';
import { type Incident, type IncidentChange, missed, nextDeadlines } from '@cofferdam/domain';
import { type DeadlineRow, Deadlines, Incidents, type Tx } from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

/** Pages, reminds, escalates: what was due for an incident and was not done. */
@Injectable()
export class DueIncidents implements DueOwners {
  readonly kind = 'incident';

  constructor(
    private readonly incidents: Incidents,
    private readonly deadlines: Deadlines,
  ) {}

  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const incidents = await this.incidents.lockAvailable(tx, ids);
    const due = byOwner(await this.deadlines.dueOf(tx, owners('incident', incidents), now));
    const changes: IncidentChange[] = [];
    const fired: DeadlineRow[] = [];
    for (const incident of incidents) {
      const rows = due.get(incident.id);
      if (rows === undefined) continue;
      const done = follow(incident, rows, now);
      changes.push(...done.changes);
      fired.push(...done.fired);
    }
    await this.deadlines.fired(tx, fired, now);
    await this.incidents.save(tx, changes, now);
    return fired;
  }
}

/** Where nothing fired the incident is saved as it is: what it no longer wants is cancelled by that. */
function follow(incident: Incident, rows: readonly DeadlineRow[], now: number) {
  const changes: IncidentChange[] = [];
  const { fired } = fireInOrder(incident, rows, now, {
    wanted: nextDeadlines,
    act: (current, row) => {
      const change = missed(current, row, now);
      changes.push(change);
      return change.incident;
    },
  });
  return { fired, changes: changes.length > 0 ? changes : [{ incident, entries: [], messages: [] }] };
}
