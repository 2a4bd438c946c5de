import { Injectable } from '@nestjs/common';
import { type Drill, drillTimeline, type Incident, type User, viewDrill } from '@cofferdam/domain';
import { Drills, Incidents, Journal, Records, type Tx } from '@cofferdam/records';
import { type Answer, answer, etag } from '../http/answer';
import { type Doer, mustMatch } from '../http/if-match';
import { IncidentDesk } from '../incidents/incident-desk';
import { known } from './drill-rights';
import { ExerciseGate } from './exercise-gate';

/** Incidents of one drill that are corrected in one act. */
const MOST_INCIDENTS = 1_000;
const AT_WORK: ReadonlySet<Incident['state']> = new Set(['OPEN', 'ACKED', 'CONTAINING']);

/** "It was a false alert", said in one act (isolation rule I12): whatever is worked on is suspended, and all who were told hear of it. */
@Injectable()
export class Correction {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly incidents: Incidents,
    private readonly journal: Journal,
    private readonly gate: ExerciseGate,
    private readonly desk: IncidentDesk,
  ) {}

  /** All or nothing. @throws Problem `not-found`, `changed-since`, `act-refused` or `forbidden` with the reason */
  correct(tx: Tx, id: string, reason: string, { user, sight }: Doer): Promise<Answer> {
    return this.records.part(tx, async (part) => {
      const drill = known(await this.drills.lock(part, id), id, user);
      const clock = await this.drills.clock(part, id);
      mustMatch(sight, drill.generation, viewDrill(drill, clock));
      const at = await this.gate.enter(part, { ...drillTimeline(drill), park: drill.park }, user);
      const open = await this.open(part, drill);
      const suspended = open.filter(({ state }) => AT_WORK.has(state)).map((incident) => incident.id);
      for (const incident of suspended) {
        const doer = { user: inFull(drill, user), sight: { needed: false } };
        await this.desk.act(part, incident, { act: 'suspend', reason }, doer);
      }
      await this.tell(part, drill, { by: user.username, at, reason, suspended });
      const left = open
        .filter(({ state }) => !AT_WORK.has(state))
        .map((incident) => ({ incident: incident.id, state: incident.state }));
      const told = { by: user.username, at: new Date(at).toISOString(), suspended, left };
      return answer({ ...told, drill: viewDrill(drill, clock) }, { ETag: etag(drill.generation) });
    });
  }

  /** In order of their ids, as they are locked. */
  private async open(tx: Tx, drill: Drill): Promise<Incident[]> {
    const filter = { ...drillTimeline(drill), parks: [drill.park], open: true, limit: MOST_INCIDENTS };
    const { items } = await this.incidents.list(tx, filter);
    return items.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private async tell(
    tx: Tx,
    drill: Drill,
    { by, at, ...data }: { by: string; at: number; reason: string; suspended: readonly string[] },
  ): Promise<void> {
    const about = { ...drillTimeline(drill), park: drill.park, subject: { kind: 'drill', id: drill.id } };
    await this.journal.write(tx, [{ at, type: 'drill.corrected', ...about, actor: by, data }]);
  }
}

/** A controller corrects for every tier, whatever their own is: inside their drill nothing is above them. */
const inFull = ({ scenario }: Drill, user: User): User =>
  scenario.controllers.includes(user.username) ? { ...user, role: 'admin' } : user;
