import { Module } from '@nestjs/common';
import { EvaluationMetrics } from './evaluation-metrics';
import { LogKeeper } from './log-keeper';
import { LossCheck } from './loss-check';
import { ShardKeeper } from './shard-keeper';

/** Judges parks: holds shards of the telemetry log, writes the condition log and history. */
@Module({
  providers: [EvaluationMetrics, ShardKeeper, LogKeeper, LossCheck],
  exports: [ShardKeeper, LogKeeper, LossCheck],
})
export class EvaluationModule {}
