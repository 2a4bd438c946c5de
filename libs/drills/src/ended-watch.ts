import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { DrillEnding, DrillStandings, type EndedDrill, Records } from '@cofferdam/records';
import { Leases, TelemetryLog } from '@cofferdam/redis';
import { Interval } from '@nestjs/schedule';
import { DrillActs } from './drill-acts';

const LOOK_EVERY_MS = 60_000;
const LEASE_MS = 90_000;
const DAY_MS = 86_400_000;
/** What was under way when a drill ended has come to the log by then, ms. */
const SETTLED_MS = 30_000;

/** Proves that drills of the last day have ended for good: nothing of them is active, and nobody remembers them. */
@Injectable()
export class EndedWatch implements OnModuleDestroy {
  private readonly logger = new Logger(EndedWatch.name);
  private readonly outage = new Outage(this.logger, 'drills that have ended are not looked at');
  private readonly self = randomUUID();
  /** Drills that this process has had forgotten, and whether that was for good. */
  private readonly forgotten = new Map<string, boolean>();
  private busy: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly standings: DrillStandings,
    private readonly ending: DrillEnding,
    private readonly leases: Leases,
    private readonly log: TelemetryLog,
    private readonly acts: DrillActs,
  ) {}

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
    await this.leases.release('drills-ended', this.self).catch(() => undefined); // it ends by itself
  }

  private async round(): Promise<void> {
    if (!(await this.leases.hold('drills-ended', this.self, LEASE_MS))) return;
    const now = await this.records.now();
    for (const drill of await this.standings.endedBetween(now - DAY_MS, now)) {
      await this.prove(drill);
      await this.forget(drill, now - drill.endedAt >= SETTLED_MS);
    }
  }

  /** Late conditions of it are dropped, so nothing should ever be found. */
  private async prove(drill: EndedDrill): Promise<void> {
    const left = Object.entries(await this.ending.active(this.records.db, drill)).filter(([, count]) => count > 0);
    if (left.length === 0) return;
    await this.acts.endAgain(drill.id);
    const what = left.map(([name, count]) => `${count} ${name}`).join(', ');
    const zh = `演练结束后仍有未结束项，已结束：${what}`;
    await this.acts.deviation(drill.id, `${zh} / after its end something was still active and has been ended: ${what}`);
  }

  /** At once, and again behind what may have come to the log after its end; saying it twice is harmless. */
  private async forget({ id, park }: EndedDrill, forGood: boolean): Promise<void> {
    if (this.forgotten.get(id) === true || this.forgotten.get(id) === forGood) return;
    await this.log.endTimeline({ class: 'exercise', drill: id }, park);
    this.forgotten.set(id, forGood);
  }
}
