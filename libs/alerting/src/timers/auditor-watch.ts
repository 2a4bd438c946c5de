import { Injectable, Logger, Module } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { Heartbeats, SystemAlarms } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { AUDITOR } from './timer-auditor';

const LOOK_EVERY_MS = 10_000;
const SILENT_MS = 30_000;

const AUDITOR_SILENT = { subject: { kind: 'system', id: 'auditor' }, rule: 'auditor-silent' } as const;

/** Watches the auditor from another process: when no alert worker works, nobody else would say so. */
@Injectable()
export class AuditorWatch {
  private readonly outage = new Outage(new Logger(AuditorWatch.name), 'the auditor is not watched');
  private readonly began = performance.now();
  private silentBefore = false;

  constructor(
    private readonly heartbeats: Heartbeats,
    private readonly systemAlarms: SystemAlarms,
  ) {}

  /** Two looks in a row: a jump of PostgreSQL's clock makes one beat look old. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    try {
      const age = (await this.heartbeats.age(AUDITOR)) ?? performance.now() - this.began;
      const silent = age > SILENT_MS;
      if (!silent) await this.systemAlarms.clear(AUDITOR_SILENT);
      else if (this.silentBefore) await this.raise(age);
      this.silentBefore = silent;
      this.outage.isOver();
    } catch (error) {
      this.outage.goesOn(error);
    }
  }

  private async raise(age: number): Promise<void> {
    const explain = `No alert worker has been heard of for ${Math.round(age / 1000)} s: deadlines may not fire.`;
    await this.systemAlarms.raise({ ...AUDITOR_SILENT, severity: 'red', explain });
  }
}

/** For a process that is not an alert worker itself. */
@Module({ providers: [AuditorWatch], exports: [AuditorWatch] })
export class AuditorWatchModule {}
