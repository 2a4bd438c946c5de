import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Metrics, Outage } from '@cofferdam/process';
import { FeedCursors, type FeedStand, SystemAlarms, type SystemTrouble, WebhookDeliveries } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { Standstill } from './standstill';

const LOOK_EVERY_MS = 5_000;
const TIDY_EVERY_MS = 60_000;
const STILL_MS = 60_000;
const OVERDUE_MS = 60_000;

const OVERDUE: SystemTrouble = { subject: { kind: 'system', id: 'webhooks' }, rule: 'webhook-overdue' };

/** Looks for feeds that stand still and webhooks that nobody sends, and says so; gives up what was offered for days. */
@Injectable()
export class FeedAuditor implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(FeedAuditor.name), 'feeds cannot be audited');
  private readonly standstill = new Standstill(STILL_MS);
  private busy: Promise<void> | null = null;

  constructor(
    private readonly cursors: FeedCursors,
    private readonly deliveries: WebhookDeliveries,
    private readonly systemAlarms: SystemAlarms,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'feed_behind',
      'Events that a machine feed has not told yet',
      async (gauge) => {
        for (const { name, behind } of await cursors.all()) gauge.set({ feed: name }, behind);
      },
      ['feed'],
    );
  }

  @Interval(LOOK_EVERY_MS)
  audit(): Promise<void> {
    return this.alone(() => this.look(performance.now()));
  }

  @Interval(TIDY_EVERY_MS)
  tidy(): Promise<void> {
    return this.alone(async () => {
      await this.deliveries.giveUp();
      await this.deliveries.purge();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
  }

  /** @param now monotonic, ms */
  async look(now: number): Promise<void> {
    for (const stand of await this.cursors.all()) await this.auditFeed(stand, now);
    const late = await this.deliveries.overdue();
    const explain = `What a webhook is to get is ${Math.round(late / 1000)} s overdue: its receiver is slow, or nobody sends.`;
    if (late > OVERDUE_MS) await this.systemAlarms.raise({ ...OVERDUE, severity: 'yellow', explain });
    else await this.systemAlarms.clear(OVERDUE);
  }

  private async auditFeed(stand: FeedStand, now: number): Promise<void> {
    const trouble: SystemTrouble = { subject: { kind: 'system', id: stand.name }, rule: 'feed-stands-still' };
    const verdict = this.standstill.look(stand, now);
    const explain = `The feed ${stand.name} has stood still for more than a minute; ${stand.behind} events wait.`;
    if (verdict === 'still') await this.systemAlarms.raise({ ...trouble, severity: 'orange', explain });
    else if (verdict === 'moving') await this.systemAlarms.clear(trouble);
  }

  /** `@Interval` starts again whether or not the last run has ended. */
  private async alone(work: () => Promise<void>): Promise<void> {
    this.busy ??= work()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }
}
