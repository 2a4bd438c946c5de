import { Controller, Logger, Res } from '@nestjs/common';
import { Readiness } from '@cofferdam/process';
import type { Response } from 'express';
import { Answers } from '../http/route';
import { live, ready } from './health.routes';

/** Needs no records and no guard, so that a process without an API can answer too. */
@Controller()
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(private readonly readiness: Readiness) {}

  @Answers(live)
  live(): unknown {
    return { live: true };
  }

  /** Anybody may ask, so the answer says what fails; why is in the log. */
  @Answers(ready)
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    const health = await this.readiness.look();
    if (!health.ready) {
      response.status(503);
      this.logger.warn(`not ready: ${JSON.stringify(health.checks)}`);
    }
    const checks = Object.entries(health.checks).map(([name, text]) => [name, text === 'ok' ? 'ok' : 'failing']);
    return { ready: health.ready, checks: Object.fromEntries(checks) as Record<string, string> };
  }
}
