import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AlarmActs } from './alarms/alarm-acts';
import { AlarmActsController } from './alarms/alarm-acts.controller';
import { AlarmLocks } from './alarms/alarm-locks';
import { AlarmsController } from './alarms/alarms.controller';
import { Desk } from './alarms/desk';
import { ApprovalDesk } from './approvals/approval-desk';
import { ApprovalsController } from './approvals/approvals.controller';
import { SecondPersons } from './approvals/second-persons';
import { ChannelSetups } from './channels/channel-setups';
import { ChannelsController } from './channels/channels.controller';
import { PersonChannels } from './channels/person-channels';
import { TestSender } from './channels/test-sender';
import { CapFeedsController } from './cap/cap-feeds.controller';
import { WarningDesk } from './cap/warning-desk';
import { WarningsController } from './cap/warnings.controller';
import { ConsoleMiddleware } from './console/console.middleware';
import { DeskRecords } from './desks/desk-records';
import { DesksController } from './desks/desks.controller';
import { HandOvers } from './desks/hand-overs';
import { Rosters } from './desks/rosters';
import { DrillReporter } from './drills/drill-reporter';
import { DrillReportsController } from './drills/reports.controller';
import { Correction } from './drills/correction';
import { DrillActsController } from './drills/drill-acts.controller';
import { DrillDesk } from './drills/drill-desk';
import { DrillPlanner } from './drills/drill-planner';
import { DrillsController } from './drills/drills.controller';
import { ExerciseGate } from './drills/exercise-gate';
import { RobotHands } from './drills/robots/robot-hands';
import { Robots } from './drills/robots/robots';
import { ScriptReader } from './drills/script-reader';
import { FeedController } from './feed/feed.controller';
import { FeedHub } from './feed/feed-hub';
import { HealthModule } from './health/health.module';
import { MetricsController } from './health/metrics.controller';
import { AccessGuard } from './http/access.guard';
import { readBody } from './http/body.middleware';
import { answerInFull, guardHeaders } from './http/headers.middleware';
import { ProblemFilter } from './http/problem.filter';
import { WriteInterceptor } from './http/write.interceptor';
import { IncidentActsController } from './incidents/acts.controller';
import { IncidentAlarms } from './incidents/incident-alarms';
import { IncidentDesk } from './incidents/incident-desk';
import { IncidentsController } from './incidents/incidents.controller';
import { LastAlarms } from './incidents/last-alarms';
import { JournalController } from './journal/journal.controller';
import { NotificationsController } from './notifications/notifications.controller';
import { LegalDesk } from './legal/legal-desk';
import { LegalController } from './legal/legal.controller';
import { ReportsController } from './legal/reports.controller';
import { FiguresReader } from './kpis/figures-reader';
import { KpiMetrics } from './kpis/kpi-metrics';
import { KpisController } from './kpis/kpis.controller';
import { ServiceMetrics } from './kpis/service-metrics';
import { OpenApiController } from './openapi/openapi.controller';
import { OverviewController } from './overview/overview.controller';
import { Overviews } from './overview/overviews';
import { Pictures } from './overview/pictures';
import { PoliciesController } from './policies/policies.controller';
import { PushController } from './push/push.controller';
import { QuarantineController } from './quarantine/quarantine.controller';
import { ReadingsController } from './readings/readings.controller';
import { RegisterController } from './register/register.controller';
import { RegisterReader } from './register/register-reader';
import { Door } from './session/door';
import { Identity } from './session/identity';
import { SessionController } from './session/session.controller';
import { Accounts } from './users/accounts';
import { UsersController } from './users/users.controller';
import { WallReports } from './walls/wall-reports';
import { WallsController } from './walls/walls.controller';
import { WebhookSetUp } from './webhooks/webhook-set-up';
import { WebhooksController } from './webhooks/webhooks.controller';

/** What operators and their programs see: REST, the live feed, the page. It decides nothing about alarms itself. */
@Module({
  imports: [HealthModule],
  controllers: [
    AlarmActsController,
    AlarmsController,
    ApprovalsController,
    ChannelsController,
    CapFeedsController,
    DesksController,
    DrillReportsController,
    DrillActsController,
    DrillsController,
    FeedController,
    IncidentActsController,
    IncidentsController,
    JournalController,
    LegalController,
    KpisController,
    MetricsController,
    NotificationsController,
    OpenApiController,
    OverviewController,
    PoliciesController,
    PushController,
    QuarantineController,
    ReadingsController,
    RegisterController,
    ReportsController,
    SessionController,
    UsersController,
    WallsController,
    WarningsController,
    WebhooksController,
  ],
  providers: [
    ...[AlarmActs, AlarmLocks, ApprovalDesk, IncidentAlarms, IncidentDesk, LastAlarms, LegalDesk, SecondPersons],
    ...[Accounts, DeskRecords, HandOvers, Overviews, Pictures, Rosters, WallReports, WarningDesk],
    ...[ChannelSetups, PersonChannels, TestSender],
    ...[FiguresReader, KpiMetrics, ServiceMetrics],
    ...[WebhookSetUp],
    ...[RobotHands, Robots],
    ...[Correction, DrillDesk, DrillPlanner, DrillReporter, ExerciseGate, ScriptReader],
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
