import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { Interval } from '@nestjs/schedule';
import { Idempotency, Journal, QuarantineStore, Records, Sessions, SystemAlarms } from '@cofferdam/records';
import { CONDITION_REFUSED } from './condition-applier';

const LOOK_EVERY_MS = 5_000;
const TIDY_EVERY_MS = 3_600_000;
/** The relay numbers an event within milliseconds; one this old means that it does not work. */
const UNNUMBERED_MS = 10_000;
/** A refused condition is no longer news when none has followed it for this long. */
const REFUSAL_PASSES_MS = 600_000;

const JOURNAL_STUCK = { subject: { kind: 'system', id: 'journal' }, rule: 'journal-unnumbered' } as const;

/** Looks for work that somebody should have done, and says so as a system alarm. */
@Injectable()
export class Auditor implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(Auditor.name), 'nothing can be audited');
  private busy: Promise<void> | null = null;

  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
    private readonly quarantine: QuarantineStore,
    private readonly systemAlarms: SystemAlarms,
    private readonly sessions: Sessions,
    private readonly idempotency: Idempotency,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async audit(): Promise<void> {
    await this.alone(async () => {
      await this.auditJournal();
      await this.auditRefusals();
    });
  }

  /** Forgets what has been kept long enough. */
  @Interval(TIDY_EVERY_MS)
  async tidy(): Promise<void> {
    await this.alone(async () => {
      await this.sessions.purge();
      await this.idempotency.purge();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
  }

  private async auditJournal(): Promise<void> {
    const age = await this.journal.oldestUnnumbered();
    if (age <= UNNUMBERED_MS) {
      await this.systemAlarms.clear(JOURNAL_STUCK);
      return;
    }
    const explain = `An event has waited ${Math.round(age / 1000)} s for its number: no relay is at work.`;
    await this.systemAlarms.raise({ ...JOURNAL_STUCK, severity: 'orange', explain });
  }

  private async auditRefusals(): Promise<void> {
    const [newest] = await this.quarantine.list({ parks: '*', reason: 'condition-refused', limit: 1 });
    if (newest === undefined || (await this.records.now()) - newest.at < REFUSAL_PASSES_MS) return;
    await this.systemAlarms.clear(CONDITION_REFUSED);
  }

  /** `@Interval` starts again whether or not the last run has ended. */
  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.busy !== null) return;
    this.busy = work().then(
      () => this.outage.isOver(),
      (error: unknown) => this.outage.goesOn(error),
    );
    await this.busy;
    this.busy = null;
  }
}
