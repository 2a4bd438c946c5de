import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';

/** `/health/live` and `/health/ready`; for processes that have nothing else to say over HTTP as well. */
@Module({ controllers: [HealthController] })
export class HealthModule {}
