export { AlertWorker } from './alert-worker';
export { AlertingModule } from './alerting.module';
export { Auditor } from './auditor';
export { ConditionApplier, type ConditionEntry, type Outcome } from './condition-applier';
export { type ConditionSource, ShardWorker } from './shard-worker';
