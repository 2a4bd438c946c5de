import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { Deadlines } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { Fire } from './fire';

const LOOK_EVERY_MS = 500;
const AT_ONCE = 500;

/** Every drill that is under way. */
const ALL = null;

/**
 * Looks for what is due in drills, apart from the sweep of what is real, which never waits for it. A drill in compressed
 * time makes several steps a second: whoever has applied its conditions pokes, so that it need not wait for the next look.
 */
@Injectable()
export class DrillSweep implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(DrillSweep.name), 'deadlines of drills wait');
  private readonly wanted = new Set<string | typeof ALL>();
  private busy: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly deadlines: Deadlines,
    private readonly fire: Fire,
  ) {}

  /** Fires what is due in every drill. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    this.begin(ALL);
    await this.busy;
  }

  /** Has what is due in a drill fire soon. */
  poke(drill: string): void {
    this.begin(drill);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.busy;
  }

  private begin(drill: string | typeof ALL): void {
    if (this.stopping) return;
    this.wanted.add(drill);
    this.busy ??= this.work();
  }

  /** Goes on with what is wanted meanwhile. What fails is left to the next look. */
  private async work(): Promise<void> {
    try {
      for (const drill of this.wanted) {
        this.wanted.delete(drill);
        await this.untilNothingIsDue(drill);
      }
      this.outage.isOver();
    } catch (error) {
      this.wanted.clear();
      this.outage.goesOn(error);
    } finally {
      this.busy = null;
    }
  }

  /** Ends as well when what is due is being done by somebody else. */
  private async untilNothingIsDue(drill: string | typeof ALL): Promise<void> {
    while (!this.stopping) {
      const due = this.fire.ready(await this.deadlines.dueInDrills(AT_ONCE + this.fire.leftAlone, drill));
      if (due.length === 0 || (await this.fire.fire(due)) === 0) return;
    }
  }
}
