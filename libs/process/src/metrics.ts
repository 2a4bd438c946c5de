import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics, in Prometheus' words. One registry a process; each stage makes its own instruments. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name: `cofferdam_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** A value that is asked for when somebody looks. */
  gauge<L extends string>(
    name: string,
    help: string,
    collect: (gauge: Gauge<L>) => void | Promise<void>,
    labelNames: readonly L[] = [],
  ): Gauge<L> {
    return new Gauge({
      name: `cofferdam_${name}`,
      help,
      labelNames,
      registers: [this.registry],
      async collect(this: Gauge<L>) {
        await collect(this);
      },
    });
  }

  /** Seconds, by default from a millisecond to ten seconds. */
  histogram<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  ): Histogram<L> {
    return new Histogram({ name: `cofferdam_${name}`, help, labelNames, buckets, registers: [this.registry] });
  }
}
