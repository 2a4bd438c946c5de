import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { Deadlines } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { Fire } from './fire';

const LOOK_EVERY_MS = 500;
const AT_ONCE = 500;

/** Looks for what is due by the service's clock: no deadline needs a bell to fire, only to fire on the second. */
@Injectable()
export class Sweep implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(Sweep.name), 'deadlines wait');
  private busy: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly deadlines: Deadlines,
    private readonly fire: Fire,
  ) {}

  /** `@Interval` starts again whether or not the last run has ended. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.busy !== null || this.stopping) return this.busy ?? undefined;
    this.busy = this.untilNothingIsDue().then(
      () => this.outage.isOver(),
      (error: unknown) => this.outage.goesOn(error),
    );
    await this.busy;
    this.busy = null;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.busy;
  }

  /** Ends as well when what is due is being done by somebody else. */
  private async untilNothingIsDue(): Promise<void> {
    while (!this.stopping) {
      const due = this.fire.ready(await this.deadlines.due(AT_ONCE + this.fire.leftAlone));
      if (due.length === 0 || (await this.fire.fire(due)) === 0) return;
    }
  }
}
