import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '@cofferdam/process';
import { ServiceSigns, type Signs } from '@cofferdam/records';

/** How often the tables are asked at most, ms. */
const EVERY_MS = 5_000;

/** A value for each label of a gauge. */
type Shown = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** How the service is doing, for alert rules. A scrape shows what was seen last, and never waits for PostgreSQL. */
@Injectable()
export class ServiceMetrics {
  private readonly logger = new Logger(ServiceMetrics.name);
  private signs: Signs = { troubles: [], behind: [], silent: [], channels: [] };
  private seen = -Infinity;
  private busy = false;

  constructor(
    private readonly metrics: Metrics,
    private readonly service: ServiceSigns,
  ) {
    this.show('service_troubles', 'Open alarms about the service itself, by what went wrong', ['rule'], (signs) =>
      signs.troubles.map(({ rule, count }) => [{ rule }, count]),
    );
    this.show('feed_behind_events', 'Events of the journal that a machine feed has not told yet', ['feed'], (signs) =>
      signs.behind.map(({ feed, events }) => [{ feed }, events]),
    );
    this.show('heartbeat_age_seconds', 'Since the last sign of life of who watches others', ['name'], (signs) =>
      signs.silent.map(({ name, ms }) => [{ name }, ms / 1000]),
    );
    const help = 'Notifications of the last 15 minutes by channel and outcome';
    this.show('notifications_recent', help, ['channel', 'outcome'], (signs) =>
      signs.channels.flatMap(({ channel, sent, failed }) => [
        [{ channel, outcome: 'sent' }, sent],
        [{ channel, outcome: 'failed' }, failed],
      ]),
    );
  }

  /** Asks the tables. */
  async look(): Promise<void> {
    this.signs = await this.service.read();
  }

  private begin(): void {
    if (this.busy || performance.now() - this.seen < EVERY_MS) return;
    this.busy = true;
    this.look()
      .catch((error: unknown) => this.logger.debug(`not seen: ${(error as Error).message}`))
      .finally(() => {
        this.busy = false;
        this.seen = performance.now();
      });
  }

  private show(name: string, help: string, labels: readonly string[], shown: (signs: Signs) => Shown): void {
    this.metrics.gauge(
      name,
      help,
      (gauge) => {
        this.begin();
        gauge.reset();
        for (const [label, value] of shown(this.signs)) gauge.set(label, value);
      },
      labels,
    );
  }
}
