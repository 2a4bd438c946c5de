import { Injectable, Logger } from '@nestjs/common';
import { type ConditionMessage, type StateMessage, type Timeline, timelineKey, timelineOf } from '@cofferdam/domain';
import { Drills, Merging, Records, type Tx } from '@cofferdam/records';
import { DrillSweep } from './timers/drill-sweep';

/** Messages of one timeline, in their order. */
interface Share {
  readonly timeline: Timeline;
  readonly states: StateMessage[];
  /** The newest that its clock says, epoch ms; null where it says nothing. */
  clock: number | null;
}

/** Takes messages of several timelines apart, since each has a clock of its own: what a drill's cause happens at its time. */
@Injectable()
export class TimelineMerging {
  /** Since the start of this process: messages of drills that were not under way. */
  dropped = 0;
  private readonly logger = new Logger(TimelineMerging.name);

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly merging: Merging,
    private readonly sweep: DrillSweep,
  ) {}

  /**
   * Merges messages, the real ones first; the order within a timeline is kept, and no alarm is of two.
   * @param now epoch ms of the service's clock
   */
  async apply(tx: Tx, messages: readonly ConditionMessage[], now: number): Promise<void> {
    const shares = sharesOf(messages);
    const drills = shares.flatMap(({ timeline }) => timeline.drill ?? []);
    const underWay = await this.drills.holdUnderWay(tx, drills);
    for (const share of shares) {
      const { class: class_, drill } = share.timeline;
      if (class_ !== 'exercise') await this.merging.apply(tx, share.states, now);
      else if (drill !== null && underWay.has(drill)) await this.inDrill(tx, drill, share);
      else this.drop(tx, share);
    }
  }

  private async inDrill(tx: Tx, drill: string, { timeline, states, clock }: Share): Promise<void> {
    if (states.length > 0) await this.merging.apply(tx, states, await this.records.now(tx, timeline));
    if (clock === null) return;
    await this.drills.mark(tx, drill, 'conditions', clock);
    this.records.afterCommit(tx, () => this.sweep.poke(drill));
  }

  /** A drill that has ended, or was never started: nothing of it may become active (again). */
  private drop(tx: Tx, { timeline, states, clock }: Share): void {
    const count = states.length + Number(clock !== null);
    this.records.afterCommit(tx, () => {
      this.dropped += count;
      this.logger.debug(`${timelineKey(timeline)} is not under way: ${count} messages dropped`);
    });
  }
}

/** The live timeline's first. */
function sharesOf(messages: readonly ConditionMessage[]): Share[] {
  const shares = new Map<string, Share>();
  for (const message of messages) {
    const timeline = timelineOf(message);
    const key = timelineKey(timeline);
    const share = shares.get(key) ?? { timeline, states: [], clock: null };
    if (message.kind === 'clock') share.clock = Math.max(share.clock ?? message.at, message.at);
    else share.states.push(message);
    shares.set(key, share);
  }
  return [...shares.values()].sort((a, b) => Number(isExercise(a)) - Number(isExercise(b)));
}

const isExercise = ({ timeline }: Share): boolean => timeline.class === 'exercise';
