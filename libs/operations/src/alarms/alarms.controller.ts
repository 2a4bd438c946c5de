import { Controller, Req, Res } from '@nestjs/common';
import { viewAlarm } from '@cofferdam/domain';
import { Alarms, CursorError, Records, type Tx } from '@cofferdam/records';
import type { Request, Response } from 'express';
import { type Answer, answer, etag } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { Within } from '../http/within';
import { parksOf, sees } from '../scope/parks';
import { acknowledgeAlarm, acknowledgeAlarms, getAlarm, listAlarms, noteAlarm } from './alarms.routes';
import { Desk } from './desk';

@Controller()
export class AlarmsController {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly desk: Desk,
  ) {}

  @Answers(listAlarms)
  async list(@Given() { query }: GivenOf<typeof listAlarms>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { class: _, drill: __, ...wanted } = query;
    const filter = { ...defined(wanted), ...timelineOf(query), parks: parksOf(user, query.park) };
    return this.records
      .snapshot(async (tx, asOf) => {
        const { items, next, total } = await this.alarms.list(tx, filter);
        return { items: items.map(viewAlarm), next, total, asOf };
      })
      .catch((error: unknown) => {
        throw error instanceof CursorError ? new Problem('bad-request', 'query.after: no cursor of this list') : error;
      });
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
    @Req() request: Request,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const act = { user, note: body.note ?? null };
    const done = await this.desk.acknowledge(tx, params.id, act, generationSeen(request));
    return answer(done, { ETag: etag(done.alarm.generation) });
  }

  @Answers(noteAlarm)
  async note(
    @Given() { params, body }: GivenOf<typeof noteAlarm>,
    @SignedIn() { user }: Caller,
    @Req() request: Request,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const done = await this.desk.note(tx, params.id, { user, text: body.note }, generationSeen(request));
    return answer(done, { ETag: etag(done.alarm.generation) });
  }

  @Answers(acknowledgeAlarms)
  async acknowledgeShown(
    @Given() { body }: GivenOf<typeof acknowledgeAlarms>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const shown = new Map(body.items.map(({ id, generation }) => [id, generation]));
    return answer(await this.desk.acknowledgeShown(tx, shown, { user, note: body.note ?? null }));
  }
}

/** The generation in `If-Match`; a proxy may have made the tag weak. */
function generationSeen(request: Request): number | undefined {
  const text = request.headers['if-match'];
  if (text === undefined || text === '*') return undefined;
  const [, digits] = /^(?:W\/)?"g(\d{1,15})"$/.exec(text) ?? [];
  if (digits === undefined) throw new Problem('bad-request', 'If-Match must be an ETag such as "g4"');
  return Number(digits);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the parts that are undefined. */
function defined<T extends object>(parts: T): Defined<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Defined<T>;
}
