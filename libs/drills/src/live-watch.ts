import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { DrillStandings, liveAlarmsOpen, Records } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { DrillActs } from './drill-acts';

const LOOK_EVERY_MS = 250;

/**
 * Nothing real waits for a drill (isolation rule I5): a live alarm, orange or red, in the park of a running drill pauses
 * it, and its controllers are told.
 */
@Injectable()
export class LiveWatch implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(LiveWatch.name), 'nobody watches what is real during drills');
  private busy: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly standings: DrillStandings,
    private readonly acts: DrillActs,
  ) {}

  /** `@Interval` starts again whether or not the last run has ended. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.stopping) return;
    this.busy ??= this.round()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.busy;
  }

  /** What was acknowledged before the start or the resumption is no news; one that rises waits to be acknowledged again. */
  private async round(): Promise<void> {
    const running = (await this.standings.underWay()).filter(({ state }) => state === 'running');
    const parks = [...new Set(running.map(({ park }) => park))];
    const alarms = await liveAlarmsOpen(this.records.db, parks);
    for (const { id, park, startedAt } of running) {
      const found = alarms.get(park);
      if (found === undefined || found.toldAt < startedAt) continue;
      const { toldAt, ...liveAlarm } = found;
      await this.acts.pause(id, liveAlarm);
    }
  }
}
