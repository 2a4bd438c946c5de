import { Controller, Res } from '@nestjs/common';
import { viewAlarm } from '@cofferdam/domain';
import { Alarms, Records } from '@cofferdam/records';
import type { Response } from 'express';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { listRowMembers, showOverview } from './overview.routes';
import { Overviews } from './overviews';

@Controller()
export class OverviewController {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly overviews: Overviews,
  ) {}

  /** Sent as the text that it is kept as. */
  @Answers(showOverview)
  async show(
    @Given() { query }: GivenOf<typeof showOverview>,
    @SignedIn() { user }: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const text = await this.overviews.show(user, timelineOf(query), query.park);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(text);
  }

  @Answers(listRowMembers)
  async members(
    @Given() { params, query }: GivenOf<typeof listRowMembers>,
    @SignedIn() { user }: Caller,
  ): Promise<unknown> {
    const from = readCursor(query.after);
    const { members, asOf } = await this.overviews.members(user, params.row, from?.asOf ?? query.asOf);
    const begin = from?.place ?? 0;
    const end = begin + query.limit;
    const ids = members.slice(begin, end).map(({ id }) => id);
    const found = await this.records.snapshot((tx) => this.alarms.some(tx, ids));
    const byId = new Map(found.map((alarm) => [alarm.id, viewAlarm(alarm)]));
    const items = ids.flatMap((id) => byId.get(id) ?? []);
    return { items, next: end < members.length ? `${asOf}.${end}` : null, total: members.length, asOf };
  }
}

/** The moment that the pages are about, and the place to go on from. */
function readCursor(text: string | undefined): { asOf: number; place: number } | null {
  if (text === undefined) return null;
  const [, asOf, place] = /^(\d{1,15})\.(\d{1,9})$/.exec(text) ?? [];
  if (asOf === undefined) throw new Problem('bad-request', 'query.after: no cursor of this list');
  return { asOf: Number(asOf), place: Number(place) };
}
