import { Injectable, Logger, Optional } from '@nestjs/common';
import type { Severity } from '@cofferdam/domain';
import { SystemAlarms } from '@cofferdam/records';

/** What can be wrong with the intake as a whole. */
export type Warning = 'canary' | 'disk';

const subject = { kind: 'system', id: 'ingestion' } as const;

/** Tells operators about the service itself. While PostgreSQL is away the next look tells them. */
@Injectable()
export class SystemWarnings {
  private readonly logger = new Logger('SystemWarnings');
  private readonly told = new Map<Warning, Severity | null>();
  private readonly telling = new Set<Warning>();

  constructor(@Optional() private readonly alarms?: SystemAlarms) {}

  /** Says how it is now; `null` is well. Said at every look, passed on when it has changed. */
  set(rule: Warning, severity: Severity | null, explain: string): void {
    if (this.alarms === undefined || this.telling.has(rule) || this.told.get(rule) === severity) return;
    this.telling.add(rule);
    const passed =
      severity === null
        ? this.alarms.clear({ subject, rule })
        : this.alarms.raise({ subject, rule, severity, explain });
    passed
      .then(
        () => void this.told.set(rule, severity),
        (error: unknown) => this.logger.debug(`${rule}: ${String(error)}`),
      )
      .finally(() => this.telling.delete(rule));
  }
}
