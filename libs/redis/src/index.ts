export { ConditionLog } from './condition-log';
export { Leases } from './leases';
export { RedisConnection } from './redis-connection';
export { RedisModule } from './redis.module';
export { type Checkpoint, type Parts, Shards } from './shards';
export type { Entry } from './stream';
export { type Intake, TelemetryLog } from './telemetry-log';
