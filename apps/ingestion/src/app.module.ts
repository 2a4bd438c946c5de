import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { ConfigModule } from '@cofferdam/config';
import { IngestionModule } from '@cofferdam/ingestion';
import { ObservationModule } from '@cofferdam/operations';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule } from '@cofferdam/records';
import { RedisModule } from '@cofferdam/redis';

/** Monitors' packets in. */
@Module({
  imports: [
    ConfigModule,
    ProcessModule,
    ObservationModule,
    ScheduleModule.forRoot(),
    RecordsModule,
    RedisModule,
    IngestionModule,
  ],
})
export class AppModule {}
