import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { Canary, DEAF_AFTER } from '@cofferdam/mqtt';
import { TelemetryLog } from '@cofferdam/redis';
import { Admission } from './admission';
import { SystemWarnings } from './system-warnings';

/**
 * Whether we hear the broker. As long as we do and take packets, the rule engines are told so; when they are not told,
 * silence waits, since nobody can tell a silent monitor from a deaf service.
 */
@Injectable()
export class Hearing implements OnModuleDestroy {
  private readonly logger = new Logger('Hearing');
  private readonly canary: Canary;
  private readonly everyMs: number;
  private startedAt: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly log: TelemetryLog,
    private readonly admission: Admission,
    private readonly warnings: SystemWarnings,
  ) {
    this.everyMs = settings.canarySeconds * 1000;
    this.canary = new Canary({
      url: settings.mqttUrl,
      namespace: settings.namespace,
      everyMs: this.everyMs,
      now: () => performance.now(),
      onHeard: () => this.tell(),
    });
  }

  start(): void {
    this.startedAt = performance.now();
    this.canary.start();
    this.timer = setInterval(() => this.look(), this.everyMs);
  }

  /** Nothing heard for three periods; not yet so right after the start. */
  get deaf(): boolean {
    const now = performance.now();
    const since = this.startedAt ?? now;
    return !this.canary.heard(now) && now - since >= DEAF_AFTER * this.everyMs;
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.canary.stop();
  }

  private tell(): void {
    if (!this.admission.open) return;
    this.log.setHearing(DEAF_AFTER * this.everyMs).catch((error: unknown) => this.logger.debug(String(error)));
  }

  private look(): void {
    const text = 'No message of our own comes back through the MQTT broker: monitors are not heard.';
    this.warnings.set('canary', this.deaf ? 'red' : null, text);
  }
}
