import { Module } from '@nestjs/common';
import { EvaluationMetrics } from './evaluation-metrics';
import { LogKeeper } from './log-keeper';
import { ShardKeeper } from './shard-keeper';

/** Judges parks: holds shards of the telemetry log, writes the condition log and history. */
@Module({ providers: [EvaluationMetrics, ShardKeeper, LogKeeper], exports: [ShardKeeper, LogKeeper] })
export class EvaluationModule {}
