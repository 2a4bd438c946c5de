import { Controller, Res } from '@nestjs/common';
import { DRILL_STATES, type DrillState, isDrillUnderWay, viewDrill } from '@cofferdam/domain';
import { Drills, Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { type Answer, etag } from '../http/answer';
import { page } from '../http/cursor';
import { defined } from '../http/defined';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { parksOf } from '../scope/parks';
import { DrillPlanner } from './drill-planner';
import { lookedInto, readBeforehand } from './drill-rights';
import { checkDrillScenario, getDrill, listDrills, planDrillRoute, readScript } from './drills.routes';
import { ScriptReader } from './script-reader';

@Controller()
export class DrillsController {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly planner: DrillPlanner,
    private readonly scripts: ScriptReader,
  ) {}

  @Answers(listDrills)
  list(@Given() { query }: GivenOf<typeof listDrills>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { park, after, limit } = query;
    const filter = { ...defined({ park, after, states: statesOf(query) }), limit, parks: parksOf(user, park) };
    return page(() =>
      this.records.snapshot(async (tx, asOf) => {
        const { items, next, total } = await this.drills.list(tx, filter);
        const views: unknown[] = [];
        for (const drill of items) views.push(viewDrill(drill, await this.drills.clock(tx, drill.id)));
        return { items: views, next, total, asOf };
      }),
    );
  }

  @Answers(planDrillRoute)
  plan(
    @Given() { body }: GivenOf<typeof planDrillRoute>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.planner.plan(tx, body, user);
  }

  @Answers(checkDrillScenario)
  check(@Given() { body }: GivenOf<typeof checkDrillScenario>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot((tx) => this.planner.preview(tx, body.scenario, user));
  }

  @Answers(getDrill)
  get(
    @Given() { params }: GivenOf<typeof getDrill>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const drill = lookedInto(await this.drills.get(tx, params.id), params.id, user);
      response.setHeader('ETag', etag(drill.generation));
      return { ...viewDrill(drill, await this.drills.clock(tx, drill.id)), asOf };
    });
  }

  @Answers(readScript)
  script(@Given() { params }: GivenOf<typeof readScript>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const drill = readBeforehand(await this.drills.get(tx, params.id), params.id, user);
      const items = await this.scripts.read(tx, drill);
      return { items, next: null, total: items.length, asOf };
    });
  }
}

/** Undefined: all of them. */
function statesOf({ state, underWay }: GivenOf<typeof listDrills>['query']): readonly DrillState[] | undefined {
  if (underWay === undefined) return state === undefined ? undefined : [state];
  return DRILL_STATES.filter((one) => isDrillUnderWay({ state: one }) === underWay && (state ?? one) === one);
}
