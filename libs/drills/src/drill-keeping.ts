import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { History } from '@cofferdam/history';
import { Outage } from '@cofferdam/process';
import { DrillStandings, Records } from '@cofferdam/records';
import { Leases } from '@cofferdam/redis';
import { Interval } from '@nestjs/schedule';

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Deletes the readings of drills that ended long ago, once a day. The drill, its journal and its report stay. */
@Injectable()
export class DrillKeeping implements OnModuleDestroy {
  private readonly logger = new Logger(DrillKeeping.name);
  private readonly outage = new Outage(this.logger, 'readings of old drills are not deleted');
  private readonly self = randomUUID();
  private busy: Promise<void> | null = null;
  private keptAt = -Infinity;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly standings: DrillStandings,
    private readonly history: History,
    private readonly leases: Leases,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (performance.now() - this.keptAt < DAY_MS) return;
    this.busy ??= this.keep()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
    await this.leases.release('drill-keeping', this.self).catch(() => undefined); // it ends by itself
  }

  /** Only of drills that we know; one process at a time. */
  private async keep(): Promise<void> {
    if (!(await this.leases.hold('drill-keeping', this.self, LOOK_EVERY_MS))) return;
    const limit = (await this.records.now()) - this.settings.drillKeepDays * DAY_MS;
    const old = new Set((await this.standings.endedBetween(0, limit)).map(({ id }) => id));
    for (const drill of await this.history.drills()) {
      if (!old.has(drill)) continue;
      await this.history.dropDrill(drill);
      this.logger.log(`The readings of drill ${drill} are deleted; it ended long ago`);
    }
    this.keptAt = performance.now();
  }
}
