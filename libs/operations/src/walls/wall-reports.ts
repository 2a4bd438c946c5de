import { Injectable } from '@nestjs/common';
import { readPond, type Timeline, type User, type Wall, type WallReport, type WallState } from '@cofferdam/domain';
import { Incidents, type Tx, Walls } from '@cofferdam/records';
import { ExerciseGate } from '../drills/exercise-gate';
import { Problem } from '../http/problem';
import { RegisterReader } from '../register/register-reader';

/** Open incidents of one park that are looked through for those that fill a pond; the gravest come first. */
const MOST_INCIDENTS = 1_000;

/** What somebody saw at a wall; of a pond what is in it, m3, and what runs in, m3/h. */
export interface Sighting {
  readonly state: WallState;
  readonly level: number | null;
  readonly inflow: number | null;
}

/** A wall as it stands in a timeline: a drill's walls are its own. */
interface Place {
  readonly park: string;
  readonly wall: string;
  readonly timeline: Timeline;
}

/** Words on how walls stand. A pond's also moves the clock of the incident that fills it. */
@Injectable()
export class WallReports {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly register: RegisterReader,
    private readonly walls: Walls,
    private readonly incidents: Incidents,
  ) {}

  /**
   * A level that nobody looked at this time stays the one that is known.
   * @throws Problem `not-found`, `bad-request`, `forbidden` for who takes no part in the drill
   */
  async take(tx: Tx, user: User, { park, ...place }: Place, sighting: Sighting) {
    const { document } = await this.register.park(tx, user, park);
    const wall = document.walls.find(({ id }) => id === place.wall);
    if (wall === undefined) throw new Problem('not-found', `${park} has no wall ${place.wall}`);
    const { state, level, inflow } = sighting;
    if (wall.kind !== 'pond' && (level !== null || inflow !== null)) {
      throw new Problem('bad-request', 'body: only a pond has a level and an inflow');
    }
    const { timeline } = place;
    await this.gate.hold(tx, 'drill', timeline.drill === null ? [] : [timeline.drill]);
    const at = await this.gate.enter(tx, { ...timeline, park }, user);
    await this.fill(tx, { park, timeline }, wall, { ...sighting, by: user.username, at });
    const before = (await this.walls.of(tx, park, timeline)).find((report) => report.wall === wall.id);
    const report: WallReport = {
      ...{ park, wall: wall.id, state, level: level ?? before?.level ?? null },
      ...{ by: user.username, at, incident: null },
    };
    await this.walls.report(tx, report, timeline);
    return { wall, report };
  }

  private async fill(
    tx: Tx,
    { park, timeline }: Omit<Place, 'wall'>,
    { id, kind }: Wall,
    { level, inflow, by, at }: Sighting & { by: string; at: number },
  ): Promise<void> {
    if (kind !== 'pond') return;
    const filter = { ...timeline, parks: [park], park, open: true, limit: MOST_INCIDENTS };
    const { items } = await this.incidents.list(tx, filter);
    const filling = items.filter(({ pond }) => pond?.wall === id).map((incident) => incident.id);
    const locked = await this.incidents.lock(tx, filling);
    const changes = locked.flatMap((incident) => readPond(incident, { wall: id, level, inflow, by }, at) ?? []);
    await this.incidents.save(tx, changes, at);
  }
}
