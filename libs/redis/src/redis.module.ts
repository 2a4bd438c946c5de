import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { ConditionLog } from './condition-log';
import { Keys } from './keys';
import { Leases } from './leases';
import { RedisConnection } from './redis-connection';
import { Shards } from './shards';
import { TelemetryLog } from './telemetry-log';

@Global()
@Module({
  providers: [
    {
      provide: Keys,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => new Keys(settings.namespace, settings.shards),
    },
    RedisConnection,
    TelemetryLog,
    ConditionLog,
    Shards,
    Leases,
  ],
  exports: [RedisConnection, TelemetryLog, ConditionLog, Shards, Leases],
})
export class RedisModule {}
