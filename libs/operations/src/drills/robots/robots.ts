import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Drill, type DrillClock, drillTimeline, type RobotDeed, robotDeeds } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Approvals, DrillDeeds, Drills, Incidents, JournalRelay, Nap, Records, type Tx } from '@cofferdam/records';
import { RobotHands } from './robot-hands';

/** How often is looked while a drill's clock runs, and while none does, ms. */
const BUSY_MS = 30;
const IDLE_MS = 500;
/** Incidents of a drill that robots know of. */
const MOST_INCIDENTS = 1_000;

/**
 * Participants that are played by a script. When all that a step of a drill's clock has brought about is settled, they
 * act for that moment: one deed a transaction, chosen from what is there then, until nobody has anything left to do. So
 * it makes no difference who of several processes does it, or where one of them ended.
 */
@Injectable()
export class Robots implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly outage = new Outage(new Logger(Robots.name), 'the robots of drills do nothing');
  private readonly nap = new Nap();
  private loop: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly deeds: DrillDeeds,
    private readonly incidents: Incidents,
    private readonly approvals: Approvals,
    private readonly hands: RobotHands,
    private readonly relay: JournalRelay,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.keepLooking();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  /** Has the robots of every running drill act as far as its clock has settled. Answers whether a clock runs. */
  async look(): Promise<boolean> {
    const running = await this.deeds.running();
    for (const { drill, due } of running) if (due) await this.settle(drill);
    return running.length > 0;
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopping) {
      let busy = false;
      try {
        busy = await this.look();
        this.outage.isOver();
      } catch (error) {
        this.outage.goesOn(error);
      }
      if (!this.stopping) await this.nap.sleep(busy ? BUSY_MS : IDLE_MS);
    }
  }

  private async settle(drill: string): Promise<void> {
    while (!this.stopping && (await this.records.transaction((tx) => this.step(tx, drill)))) this.relay.poke();
  }

  /** The next deed, or that there is none; false when all have acted. The drill's lock keeps others from the same step. */
  private async step(tx: Tx, id: string): Promise<boolean> {
    const drill = await this.drills.lock(tx, id);
    const clock = await this.drills.clock(tx, id);
    if (drill?.state !== 'running' || clock === null || clock.settledAt <= clock.peopleAt) return false;
    const [deed] = await this.wanted(tx, drill, clock);
    if (deed === undefined) {
      await this.drills.mark(tx, id, 'people', clock.settledAt);
      return false;
    }
    await this.hands.carryOut(tx, id, deed, await this.records.now(tx, drillTimeline(drill)));
    return true;
  }

  private async wanted(tx: Tx, drill: Drill, { settledAt }: DrillClock): Promise<readonly RobotDeed[]> {
    if (drill.scenario.participants.every(({ robot }) => robot === undefined || robot.length === 0)) return [];
    const scope = { ...drillTimeline(drill), parks: [drill.park] };
    const { items: incidents } = await this.incidents.list(tx, { ...scope, limit: MOST_INCIDENTS });
    const view = {
      ...{ incidents, told: await this.deeds.firstTold(tx, drill.id) },
      approvals: await this.approvals.list(tx, { ...scope, state: 'PENDING' }),
      done: new Set((await this.deeds.of(tx, drill.id)).map(({ key }) => key)),
    };
    return robotDeeds(drill, view, settledAt).filter(({ key }) => !view.done.has(key));
  }
}
