import { Controller, Res } from '@nestjs/common';
import { Metrics } from '@cofferdam/process';
import type { Response } from 'express';
import { Answers } from '../http/route';
import { metrics } from './health.routes';

@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Answers(metrics)
  async read(@Res() response: Response): Promise<void> {
    const { registry } = this.metrics;
    response.setHeader('Content-Type', registry.contentType);
    response.end(await registry.metrics());
  }
}
