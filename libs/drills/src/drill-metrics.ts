import { Injectable } from '@nestjs/common';
import { Metrics } from '@cofferdam/process';

/** How drills go. */
@Injectable()
export class DrillMetrics {
  /** Drills that this process drives now. */
  driven = 0;
  private readonly steps;

  constructor(metrics: Metrics) {
    metrics.gauge('drills_driven', 'Drills that this process drives', (gauge) => gauge.set(this.driven));
    this.steps = metrics.histogram(
      'drill_step_seconds',
      'From a step of a drill’s clock to the last that followed from it',
    );
  }

  /** A step is complete, s. */
  stepped(seconds: number): void {
    this.steps.observe(seconds);
  }
}
