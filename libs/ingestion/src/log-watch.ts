import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { TelemetryLog } from '@cofferdam/redis';
import { Admission } from './admission';

const PROBE_EVERY_MS = 250;

/** Stops intake when the log does not take writes, and lets it go on when a test append works. */
@Injectable()
export class LogWatch implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    private readonly log: TelemetryLog,
    private readonly admission: Admission,
  ) {}

  lost(error: unknown): void {
    this.admission.obstruct('log-away', error instanceof Error ? error.message : String(error));
    if (this.timer === undefined && !this.ended) this.timer = setTimeout(() => void this.probe(), PROBE_EVERY_MS);
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  private async probe(): Promise<void> {
    try {
      await this.log.probe();
    } catch {
      if (!this.ended) this.timer = setTimeout(() => void this.probe(), PROBE_EVERY_MS);
      return;
    }
    this.timer = undefined;
    this.admission.clear('log-away');
  }
}
