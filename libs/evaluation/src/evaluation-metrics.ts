import { Injectable } from '@nestjs/common';
import { Metrics } from '@cofferdam/process';

/** What the evaluation stage counts. */
@Injectable()
export class EvaluationMetrics {
  readonly judged;
  readonly conditions;
  readonly failures;
  readonly stored;
  readonly refused;

  constructor(metrics: Metrics) {
    this.judged = metrics.counter('judged_messages_total', 'Messages of the telemetry log that were judged');
    this.conditions = metrics.counter('conditions_total', 'Condition messages written');
    this.failures = metrics.counter('judge_failures_total', 'Log entries that the judge could not bear');
    this.stored = metrics.counter('history_samples_total', 'Samples written to history');
    this.refused = metrics.counter('history_refused_total', 'Samples that history refused');
  }
}
