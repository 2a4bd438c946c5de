import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AlertingModule } from '@cofferdam/alerting';
import { ConfigModule } from '@cofferdam/config';
import { EvaluationModule } from '@cofferdam/evaluation';
import { DrillsModule } from '@cofferdam/drills';
import { HistoryModule } from '@cofferdam/history';
import { IngestionModule } from '@cofferdam/ingestion';
import { NotificationModule } from '@cofferdam/notification';
import { OperationsModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';
import { RedisModule } from '@cofferdam/redis';

/** Everything in one process: the demo, one park, most tests. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    ScheduleModule.forRoot(),
    RedisModule,
    RecordsModule,
    HistoryModule,
    IngestionModule,
    EvaluationModule,
    AlertingModule,
    NotificationModule,
    DrillsModule,
    OperationsModule,
  ],
})
export class AppModule {}
