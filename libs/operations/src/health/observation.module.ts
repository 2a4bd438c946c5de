import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AccessGuard } from '../http/access.guard';
import { ProblemFilter } from '../http/problem.filter';
import { Door } from '../session/door';
import { Identity } from '../session/identity';
import { HealthModule } from './health.module';
import { MetricsController } from './metrics.controller';

/** Health and metrics, behind the API's own sign-in: for processes that have nothing else to say over HTTP. */
@Module({
  imports: [HealthModule],
  controllers: [MetricsController],
  providers: [
    ...[Door, Identity],
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class ObservationModule {}
