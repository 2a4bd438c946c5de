import { Controller, Res } from '@nestjs/common';
import { type User, viewAlarm } from '@cofferdam/domain';
import { Alarms, Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { type Answer, answer, etag } from '../http/answer';
import { page } from '../http/cursor';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { Within } from '../http/within';
import { Overviews, type Waiting } from '../overview/overviews';
import { parksOf, sees } from '../scope/parks';
import {
  acknowledgeAlarm,
  acknowledgeAlarms,
  getAlarm,
  listAlarms,
  MOST_AT_ONCE,
  noteAlarm,
  OVERLAY_QUERY,
} from './alarms.routes';
import { Desk } from './desk';

@Controller()
export class AlarmsController {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly desk: Desk,
    private readonly overviews: Overviews,
  ) {}

  @Answers(listAlarms)
  async list(@Given() { query }: GivenOf<typeof listAlarms>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { class: _, drill: __, overlay, ...wanted } = query;
    const under = overlay && OVERLAY_QUERY[overlay];
    const filter = {
      ...defined({ ...wanted, overlay: under }),
      ...timelineOf(query),
      parks: parksOf(user, query.park),
    };
    return page(() =>
      this.records.snapshot(async (tx, asOf) => {
        const { items, next, total } = await this.alarms.list(tx, filter);
        return { items: items.map(viewAlarm), next, total, asOf };
      }),
    );
  }

  @Answers(getAlarm)
  get(
    @Given() { params }: GivenOf<typeof getAlarm>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const alarm = await this.alarms.get(tx, params.id);
      if (!alarm || !sees(parksOf(user), alarm.park)) throw new Problem('not-found', `no alarm ${params.id}`);
      response.setHeader('ETag', etag(alarm.generation));
      return { ...viewAlarm(alarm), asOf };
    });
  }

  @Answers(acknowledgeAlarm)
  async acknowledge(
    @Given() { params, body }: GivenOf<typeof acknowledgeAlarm>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { user, note: body.note ?? null };
    const done = await this.desk.acknowledge(tx, params.id, act, sight);
    return answer(done, { ETag: etag(done.alarm.generation) });
  }

  @Answers(noteAlarm)
  async note(
    @Given() { params, body }: GivenOf<typeof noteAlarm>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const done = await this.desk.note(tx, params.id, { user, text: body.note }, sight);
    return answer(done, { ETag: etag(done.alarm.generation) });
  }

  @Answers(acknowledgeAlarms)
  async acknowledgeShown(
    @Given() { body }: GivenOf<typeof acknowledgeAlarms>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const { shown, remaining } = await this.shown(user, body);
    const done = await this.desk.acknowledgeShown(tx, shown, { user, note: body.note ?? null });
    return answer({ ...done, remaining });
  }

  /** What the caller saw: named one by one, or as a row of an overview. */
  private async shown(user: User, body: GivenOf<typeof acknowledgeAlarms>['body']): Promise<Waiting> {
    const { items = [], row, asOf } = body;
    if (row !== undefined && asOf !== undefined) return this.overviews.waitingShown(row, asOf, user, MOST_AT_ONCE);
    return { shown: new Map(items.map(({ id, generation }) => [id, generation])), remaining: 0 };
  }
}
