import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ConfigModule } from '@cofferdam/config';
import { EvaluationModule } from '@cofferdam/evaluation';
import { HistoryModule } from '@cofferdam/history';
import { ObservationModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';
import { RedisModule } from '@cofferdam/redis';

/** Judges parks; owns shards by lease. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    ObservationModule,
    ScheduleModule.forRoot(),
    RecordsModule,
    RedisModule,
    HistoryModule,
    EvaluationModule,
  ],
})
export class AppModule {}
