import { Controller } from '@nestjs/common';
import type { Wall, WallReport } from '@cofferdam/domain';
import { Records, type Tx, Walls } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { Within } from '../http/within';
import { RegisterReader } from '../register/register-reader';
import { WallReports } from './wall-reports';
import { listWalls, reportWall } from './walls.routes';

@Controller()
export class WallsController {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly walls: Walls,
    private readonly reports: WallReports,
  ) {}

  @Answers(listWalls)
  list(@Given() { params, query }: GivenOf<typeof listWalls>, @SignedIn() { user }: Caller): Promise<unknown> {
    const timeline = timelineOf(query);
    return this.records.snapshot(async (tx, asOf) => {
      const { document } = await this.register.park(tx, user, params.park);
      const reports = new Map((await this.walls.of(tx, params.park, timeline)).map((report) => [report.wall, report]));
      const items = document.walls.map((wall) => viewWall(wall, reports.get(wall.id)));
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(reportWall)
  async report(
    @Given() { params, query, body }: GivenOf<typeof reportWall>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const { wall, report } = await this.reports.take(tx, user, { ...params, timeline: timelineOf(query) }, body);
    return answer(viewWall(wall, report));
  }
}

/** A wall of the park file with what is last known of it. */
function viewWall(wall: Wall, report: WallReport | undefined) {
  const { id, name, kind, tier, enterprise = null, distance = null, twoPersons } = wall;
  return { wall: id, name, kind, tier, enterprise, distance, twoPersons, ...reported(report), ...held(wall, report) };
}

function reported(report: WallReport | undefined) {
  if (report === undefined) return { state: 'unknown', by: null, at: null, incident: null };
  const { state, by, at, incident } = report;
  return { state, by, at: new Date(at).toISOString(), incident };
}

/** What a pond can hold, holds and could still take, m3. */
function held({ kind, volume, level: usual }: Wall, report: WallReport | undefined) {
  if (kind !== 'pond') return { volume: null, level: null, free: null };
  const level = report?.level ?? usual ?? null;
  return { volume: volume ?? null, level, free: volume === undefined ? null : Math.max(0, volume - (level ?? 0)) };
}
