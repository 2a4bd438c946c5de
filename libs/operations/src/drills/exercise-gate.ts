import { Injectable } from '@nestjs/common';
import { type Drill, isDrillUnderWay, type Timeline, timelineKey, type User } from '@cofferdam/domain';
import { type DrillMember, Drills, Records, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';

type Person = Pick<User, 'username'>;
/** What belongs to a timeline and a park. */
type Belonging = Timeline & { readonly park: string };

/** Who acts in a drill: its participants and its controllers. Evaluators look on. */
export const actsIn = ({ scenario }: Pick<Drill, 'scenario'>, { username }: Person): boolean =>
  scenario.controllers.includes(username) || scenario.participants.some(({ user }) => user === username);

/**
 * The one door to acts on what belongs to a timeline. What is real is everybody's who has the duty; a drill's is for those
 * who act in it, as long as it is under way, and goes by the drill's clock. What is not known to be allowed is refused.
 */
@Injectable()
export class ExerciseGate {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
  ) {}

  /**
   * Keeps the drills of these from ending while something is done to them. A drill is locked before everything else, so
   * it comes first of all.
   */
  hold(tx: Tx, kind: DrillMember, ids: readonly string[]): Promise<void> {
    return this.drills.holdOf(tx, kind, ids);
  }

  /**
   * Call it when what is acted on is locked, and its drill held before.
   * @returns the timeline's `now`, epoch ms
   * @throws Problem `forbidden` with the reason `not-a-participant`
   */
  async enter(tx: Tx, timeline: Belonging, ...people: readonly Person[]): Promise<number> {
    const now = await this.moment(tx, timeline, people);
    if (now !== null) return now;
    const detail = `only participants and controllers act in drill ${timeline.drill ?? '-'}, while it is under way`;
    throw new Problem('forbidden', detail, { reason: 'not-a-participant' });
  }

  /** `now` of each of these timelines, by its key; those that the person may not act in are left out. */
  async moments(tx: Tx, timelines: Iterable<Belonging>, person: Person): Promise<Map<string, number>> {
    const moments = new Map<string, number>();
    const distinct = new Map([...timelines].map((one) => [timelineKey(one), one]));
    for (const [key, timeline] of distinct) {
      const now = await this.moment(tx, timeline, [person]);
      if (now !== null) moments.set(key, now);
    }
    return moments;
  }

  private async moment(tx: Tx, timeline: Belonging, people: readonly Person[]): Promise<number | null> {
    if (timeline.class === 'exercise') {
      const drill = timeline.drill === null ? null : await this.drills.get(tx, timeline.drill);
      if (drill === null || !isDrillUnderWay(drill) || drill.park !== timeline.park) return null;
      if (!people.every((one) => actsIn(drill, one))) return null;
    }
    return this.records.now(tx, timeline);
  }
}
