import { Controller, Res } from '@nestjs/common';
import { type Incident, measuresFor, type User, viewDeadline, viewIncident } from '@cofferdam/domain';
import { Deadlines, Incidents, Journal, ParkDocuments, Photos, Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { etag } from '../http/answer';
import { page } from '../http/cursor';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { viewEvent } from '../journal/event-view';
import { parksOf, sees } from '../scope/parks';
import { getIncident, getPhoto, listDeadlines, listIncidents, listMeasures, readTimeline } from './incidents.routes';

@Controller()
export class IncidentsController {
  constructor(
    private readonly records: Records,
    private readonly incidents: Incidents,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly photos: Photos,
    private readonly parks: ParkDocuments,
  ) {}

  @Answers(listIncidents)
  list(@Given() { query }: GivenOf<typeof listIncidents>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { class: _, drill: __, ...wanted } = query;
    const filter = { ...defined(wanted), ...timelineOf(query), parks: parksOf(user, query.park) };
    return page(() =>
      this.records.snapshot(async (tx, asOf) => {
        const { items, next, total } = await this.incidents.list(tx, filter);
        return { items: items.map(viewIncident), next, total, asOf };
      }),
    );
  }

  @Answers(getIncident)
  get(
    @Given() { params }: GivenOf<typeof getIncident>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const incident = await this.seen(tx, user, params.id);
      response.setHeader('ETag', etag(incident.generation));
      return { ...viewIncident(incident), asOf };
    });
  }

  /** Events only come to the end, so that a page stays what it is. */
  @Answers(readTimeline)
  timeline(@Given() { params, query }: GivenOf<typeof readTimeline>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { after, limit } = query;
    return this.records.snapshot(async (tx, asOf) => {
      const { id } = await this.seen(tx, user, params.id);
      const events = await this.journal.ofIncident(tx, id, { after, limit: limit + 1 });
      const total = await this.journal.countOfIncident(tx, id);
      const items = events.slice(0, limit);
      const next = events.length > limit ? String(items.at(-1)?.seq) : null;
      return { items: items.map(viewEvent), next, total, asOf };
    });
  }

  @Answers(listDeadlines)
  ofIncident(@Given() { params }: GivenOf<typeof listDeadlines>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const { id } = await this.seen(tx, user, params.id);
      const rows = await this.deadlines.ofOwner(tx, { kind: 'incident', id });
      const items = rows.map(({ kind, tier, name, generation, n, dueAt, state, firedAt, why }) => ({
        ...viewDeadline({ kind, tier, name, generation, n, dueAt }),
        ...{ state, why, firedAt: firedAt === null ? null : new Date(firedAt).toISOString() },
      }));
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(listMeasures)
  measures(@Given() { params }: GivenOf<typeof listMeasures>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const incident = await this.seen(tx, user, params.id);
      const park = (await this.parks.of(tx, [incident.park])).get(incident.park);
      const items = park === undefined ? [] : measuresFor(incident, park);
      return { items, next: null, total: items.length, asOf };
    });
  }

  /** The photo never changes, and the headers keep a browser from making anything else of it. */
  @Answers(getPhoto)
  async photo(
    @Given() { params }: GivenOf<typeof getPhoto>,
    @SignedIn() { user }: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const photo = await this.records.snapshot(async (tx) => {
      const { evidence } = await this.seen(tx, user, params.id);
      return evidence.some(({ id }) => id === params.evidence) ? this.photos.get(tx, params.evidence) : null;
    });
    if (photo === null) throw new Problem('not-found', `no photo of evidence ${params.evidence}`);
    response.setHeader('Content-Type', photo.mediaType);
    response.setHeader('Content-Disposition', 'inline');
    response.end(photo.bytes);
  }

  private async seen(tx: Tx, user: User, id: string): Promise<Incident> {
    const incident = await this.incidents.get(tx, id);
    if (!incident || !sees(parksOf(user), incident.park))
      throw new Problem('not-found', `no incident ${id} in your scope`);
    return incident;
  }
}
