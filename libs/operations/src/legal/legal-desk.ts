import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Incident,
  type LegalMatter,
  newMatter,
  type SaidLevel,
  setLevel,
  type Submission,
  submitReport,
  viewIncident,
  viewMatter,
  viewReport,
} from '@cofferdam/domain';
import { Incidents, LegalMatters, LegalReports, type Tx } from '@cofferdam/records';
import { ExerciseGate } from '../drills/exercise-gate';
import { type Answer, answer, etag } from '../http/answer';
import { type Doer, mustMatch } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { parksOf, sees } from '../scope/parks';

interface Locked {
  readonly incident: Incident;
  readonly matter: LegalMatter;
  /** Epoch ms of the incident's timeline. */
  readonly now: number;
}

/** What people say to the law: the domain decides, the incident is locked before its matter, everything is written last. */
@Injectable()
export class LegalDesk {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly incidents: Incidents,
    private readonly matters: LegalMatters,
    private readonly reports: LegalReports,
  ) {}

  /** @throws Problem `not-found`, `changed-since`, `act-refused` or `forbidden` with the reason */
  async setLevel(tx: Tx, id: string, said: SaidLevel, { user, sight }: Doer): Promise<Answer> {
    const { incident, matter, now } = await this.locked(tx, id, user);
    mustMatch(sight, incident.generation, viewIncident(incident));
    const outcome = setLevel(matter, said, { actor: user, now });
    if (outcome.effect === 'refused') throw refused(outcome);
    if (outcome.effect === 'done') await this.matters.save(tx, [outcome], now);
    const after = outcome.effect === 'done' ? outcome.matter : matter;
    const { by, at } = after.judgement ?? { by: user.username, at: now };
    const body = {
      ...{ effect: outcome.effect, by, at: new Date(at).toISOString() },
      ...{ incident: viewIncident(incident), legal: viewMatter(after) },
    };
    return answer(body, { ETag: etag(incident.generation) });
  }

  /** @throws Problem `not-found`, `act-refused` or `forbidden` with the reason */
  async submit(tx: Tx, id: string, submission: Submission, { user }: Pick<Doer, 'user'>): Promise<Answer> {
    const { incident, matter, now } = await this.locked(tx, id, user);
    const given = { id: randomUUID(), submission, state: incident.state };
    const outcome = submitReport(matter, given, { actor: user, now });
    if (outcome.effect === 'refused') throw refused(outcome);
    await this.reports.add(tx, outcome.report);
    await this.matters.save(tx, [outcome], now);
    return answer({ report: viewReport(outcome.report), legal: viewMatter(outcome.matter) }, {}, 201);
  }

  private async locked(tx: Tx, id: string, user: Doer['user']): Promise<Locked> {
    await this.gate.hold(tx, 'incident', [id]);
    const [incident] = await this.incidents.lock(tx, [id]);
    if (!incident || !sees(parksOf(user), incident.park))
      throw new Problem('not-found', `no incident ${id} in your scope`);
    const now = await this.gate.enter(tx, incident, user);
    const [matter] = await this.matters.lock(tx, [id]);
    return { incident, matter: matter ?? newMatter(incident), now };
  }
}
