import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AlarmsController } from './alarms/alarms.controller';
import { Desk } from './alarms/desk';
import { ConsoleMiddleware } from './console/console.middleware';
import { FeedController } from './feed/feed.controller';
import { FeedHub } from './feed/feed-hub';
import { HealthModule } from './health/health.module';
import { MetricsController } from './health/metrics.controller';
import { AccessGuard } from './http/access.guard';
import { readBody } from './http/body.middleware';
import { answerInFull, guardHeaders } from './http/headers.middleware';
import { ProblemFilter } from './http/problem.filter';
import { WriteInterceptor } from './http/write.interceptor';
import { JournalController } from './journal/journal.controller';
import { OpenApiController } from './openapi/openapi.controller';
import { QuarantineController } from './quarantine/quarantine.controller';
import { ReadingsController } from './readings/readings.controller';
import { RegisterController } from './register/register.controller';
import { RegisterReader } from './register/register-reader';
import { Door } from './session/door';
import { Identity } from './session/identity';
import { SessionController } from './session/session.controller';

/** What operators and their programs see: REST, the live feed, the page. It decides nothing about alarms itself. */
@Module({
  imports: [HealthModule],
  controllers: [
    AlarmsController,
    FeedController,
    JournalController,
    MetricsController,
    OpenApiController,
    QuarantineController,
    ReadingsController,
    RegisterController,
    SessionController,
  ],
  providers: [
    ...[ConsoleMiddleware, Desk, Door, FeedHub, Identity, RegisterReader],
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: WriteInterceptor },
  ],
})
export class OperationsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(guardHeaders, ConsoleMiddleware, answerInFull, readBody).forRoutes('{*path}');
  }
}
