import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AlertingModule } from '@cofferdam/alerting';
import { ConfigModule } from '@cofferdam/config';
import { DrillsModule } from '@cofferdam/drills';
import { NotificationModule } from '@cofferdam/notification';
import { ObservationModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';
import { RedisModule } from '@cofferdam/redis';

/** Conditions to alarms and the journal. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    ObservationModule,
    ScheduleModule.forRoot(),
    RecordsModule,
    RedisModule,
    AlertingModule,
    NotificationModule,
    DrillsModule,
  ],
})
export class AppModule {}
