export { EvaluationModule } from './evaluation.module';
export { LogKeeper } from './log-keeper';
export { ShardKeeper } from './shard-keeper';
export { LossCheck } from './loss-check';
