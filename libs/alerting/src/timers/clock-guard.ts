import { Injectable, Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { Records, SystemAlarms } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';

const LOOK_EVERY_MS = 1_000;
const SETTLE_EVERY_MS = 10_000;
/** Two good clocks are never this far apart, ms. */
const APART_MS = 5_000;

const CLOCK_APART = { subject: { kind: 'system', id: 'clock' }, rule: 'clock-apart' } as const;

/**
 * Holds PostgreSQL's clock against this process's monotonic one, and says so while the service keeps another time than
 * PostgreSQL since that jumped. It ends when PostgreSQL's clock is put right, or when nothing is due any more.
 */
@Injectable()
export class ClockGuard {
  private readonly outage = new Outage(new Logger(ClockGuard.name), 'the clock is not watched');
  private told: number | null = null;

  constructor(
    private readonly records: Records,
    private readonly systemAlarms: SystemAlarms,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    await this.patiently(async () => {
      const ahead = await this.records.clock.witness(this.records.db);
      if (ahead === this.told) return;
      await this.tell(ahead);
      this.told = ahead;
    });
  }

  @Interval(SETTLE_EVERY_MS)
  async settle(): Promise<void> {
    if (this.told === null || this.told === 0) return;
    await this.patiently(async () => void (await this.records.transaction((tx) => this.records.clock.settle(tx))));
  }

  private async tell(ahead: number): Promise<void> {
    if (Math.abs(ahead) <= APART_MS) {
      await this.systemAlarms.clear(CLOCK_APART);
      return;
    }
    const explain = `PostgreSQL's clock has jumped and is ${Math.round(ahead / 1000)} s ahead of the service's: set it right.`;
    await this.systemAlarms.raise({ ...CLOCK_APART, severity: 'yellow', explain });
  }

  private async patiently(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.outage.isOver();
    } catch (error) {
      this.outage.goesOn(error);
    }
  }
}
