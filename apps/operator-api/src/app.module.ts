import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AuditorWatchModule } from '@cofferdam/alerting';
import { ConfigModule } from '@cofferdam/config';
import { HistoryModule } from '@cofferdam/history';
import { OperationsModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';

/** REST, the live feed, the console; and an eye on the alert workers. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    ScheduleModule.forRoot(),
    RecordsModule,
    HistoryModule,
    OperationsModule,
    AuditorWatchModule,
  ],
})
export class AppModule {}
