import { Controller } from '@nestjs/common';
import {
  draftReport,
  FIELD_NAMES,
  type Incident,
  isSensitiveByItself,
  NEEDED_OF,
  newMatter,
  reporterOf,
  type User,
  viewMatter,
  viewReport,
} from '@cofferdam/domain';
import { Desks, Incidents, LegalMatters, LegalReports, ParkDocuments, Records, type Tx } from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { parksOf, sees } from '../scope/parks';
import { LegalDesk } from './legal-desk';
import { draftReportOf, getLegal, setEventLevel, submitReportOf } from './legal.routes';

/** The law's part of an incident. */
@Controller()
export class LegalController {
  constructor(
    private readonly records: Records,
    private readonly incidents: Incidents,
    private readonly matters: LegalMatters,
    private readonly reports: LegalReports,
    private readonly parks: ParkDocuments,
    private readonly desks: Desks,
    private readonly desk: LegalDesk,
  ) {}

  @Answers(setEventLevel)
  setLevel(
    @Given() { params, body }: GivenOf<typeof setEventLevel>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const awareAt = body.awareAt === null ? null : Date.parse(body.awareAt);
    return this.desk.setLevel(tx, params.id, { ...body, awareAt }, { user, sight });
  }

  @Answers(getLegal)
  get(@Given() { params }: GivenOf<typeof getLegal>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const { incident, matter } = await this.seen(tx, user, params.id);
      const reports = await this.reports.ofIncidents(tx, [matter.id, ...matter.absorbed]);
      const { policy } = matter;
      const sensitiveByItself = isSensitiveByItself(incident);
      return { ...viewMatter(matter), policy, sensitiveByItself, reports: reports.map(viewReport), asOf };
    });
  }

  @Answers(draftReportOf)
  draft(@Given() { params, query }: GivenOf<typeof draftReportOf>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { kind, language, reporter = reporterOf(user) } = query;
    return this.records.snapshot(async (tx) => {
      const { incident, matter } = await this.seen(tx, user, params.id);
      const park = (await this.parks.of(tx, [incident.park])).get(incident.park);
      if (park === undefined) throw new Problem('not-found', `no park ${incident.park} any more`);
      const alarms = await this.incidents.alarmsOf(tx, incident.id);
      const desks = (await this.desks.all(tx, [incident.park])).map(({ desk }) => desk);
      const draft = draftReport({ kind, reporter, language, matter, incident, park, alarms, desks });
      const fields = draft.fields.map(({ field, text }) => {
        return { field, label: FIELD_NAMES[field], needed: NEEDED_OF[kind].includes(field), text };
      });
      return { ...draft, fields };
    });
  }

  @Answers(submitReportOf)
  submit(
    @Given() { params, body }: GivenOf<typeof submitReportOf>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.desk.submit(tx, params.id, body, { user });
  }

  /** An incident of which nobody has said anything has a matter all the same: an empty one. */
  private async seen(tx: Tx, user: User, id: string) {
    const incident: Incident | null = await this.incidents.get(tx, id);
    if (!incident || !sees(parksOf(user), incident.park))
      throw new Problem('not-found', `no incident ${id} in your scope`);
    return { incident, matter: (await this.matters.get(tx, id)) ?? newMatter(incident) };
  }
}
