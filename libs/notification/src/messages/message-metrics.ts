import { Injectable } from '@nestjs/common';
import { Metrics } from '@cofferdam/process';
import { Deliveries } from '@cofferdam/records';
import type { Claim } from './claims';

/** How messages to people do, in Prometheus' words. */
@Injectable()
export class MessageMetrics {
  private readonly metrics: ReturnType<typeof make>;

  constructor(metrics: Metrics, deliveries: Deliveries) {
    this.metrics = make(metrics);
    metrics.gauge(
      'notification_waiting',
      'Deliveries that have not gone out, by channel',
      async (gauge) => {
        gauge.reset();
        for (const { channel, count } of await deliveries.pending().catch(() => [])) gauge.set({ channel }, count);
      },
      ['channel'],
    );
  }

  get failed() {
    return this.metrics.failed;
  }

  wentOut({ setup: { id: channel }, deliveries }: Claim, digest: string | null): void {
    this.metrics.sent.inc({ channel });
    this.metrics.delivered.inc({ channel }, deliveries.length);
    this.metrics.repeats.inc({ channel }, deliveries.filter(({ possibleRepeat }) => possibleRepeat).length);
    if (digest !== null) this.metrics.digests.inc({ channel });
  }

  /** From a sample to its first page, s. */
  told(seconds: number): void {
    this.metrics.latency.observe(Math.max(0, seconds));
  }
}

function make(metrics: Metrics) {
  const of = ['channel'] as const;
  return {
    sent: metrics.counter('notification_sent_total', 'Messages that a channel took; a digest is one', of),
    delivered: metrics.counter('notification_delivered_total', 'Deliveries that went out, alone or in a digest', of),
    digests: metrics.counter('notification_digests_total', 'Messages that carried several deliveries', of),
    repeats: metrics.counter('notification_repeats_total', 'Deliveries that may have gone out before', of),
    failed: metrics.counter('notification_failed_total', 'Sends that a channel did not take', ['channel', 'fault']),
    latency: metrics.histogram(
      'notification_latency_seconds',
      'From the sample to its first page',
      [],
      [0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300],
    ),
  };
}
