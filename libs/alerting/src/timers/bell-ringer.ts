import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { LIVE, type Owner } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { type BellRow, Bells } from '@cofferdam/queue';
import { Deadlines, isTransient, Records } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { Fire } from './fire';

const LOOK_EVERY_MS = 10_000;
/** What is due later gets its bell later: most of it will have been done by then. */
const HORIZON_MS = 120_000;
const AT_ONCE = 1_000;

/** Hangs bells for what is really due soon, and hears them: deadlines fire within milliseconds instead of at the next look. */
@Injectable()
export class BellRinger implements OnApplicationBootstrap {
  private readonly outage = new Outage(new Logger(BellRinger.name), 'no bells are hung');

  constructor(
    private readonly records: Records,
    private readonly deadlines: Deadlines,
    private readonly bells: Bells,
    private readonly fire: Fire,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.deadlines.onSet = (rows) => this.hang(rows, this.records.clock.estimated());
    this.bells.listen((owners) => this.heard(owners));
    await this.look();
  }

  /** Whoever set a deadline may have hung no bell, in another process for example; and Redis may have lost it. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    try {
      const now = await this.records.now();
      this.hang(await this.deadlines.soonest(now, AT_ONCE), now);
      this.outage.isOver();
    } catch (error) {
      this.outage.goesOn(error);
    }
  }

  private hang(rows: readonly BellRow[], now: number): void {
    const soon = rows.filter(({ dueAt }) => dueAt - now <= HORIZON_MS);
    if (soon.length > 0) this.bells.ring(soon, now);
  }

  /** While PostgreSQL is away the bell has done what it could: the sweep finds the row. */
  private async heard(owners: readonly Owner[]): Promise<void> {
    try {
      await this.fire.fire(owners.map((owner) => ({ ...owner, ...LIVE })));
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
  }
}
