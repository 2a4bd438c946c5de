import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ConfigModule } from '@cofferdam/config';
import { HistoryModule } from '@cofferdam/history';
import { OperationsModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';

/** REST, the live feed, the console. */
@Module({
  imports: [ConfigModule, ProcessModule, ScheduleModule.forRoot(), RecordsModule, HistoryModule, OperationsModule],
})
export class AppModule {}
