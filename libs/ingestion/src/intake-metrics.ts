import { Injectable } from '@nestjs/common';
import { Publisher } from '@cofferdam/mqtt';
import { Metrics, Readiness } from '@cofferdam/process';
import { Admission } from './admission';
import { IntakeCounters } from './counters';
import { Hearing } from './hearing';

/** Shows the intake's counters and health to whoever scrapes them. */
@Injectable()
export class IntakeMetrics {
  constructor(
    metrics: Metrics,
    readiness: Readiness,
    counters: IntakeCounters,
    publisher: Publisher,
    hearing: Hearing,
    admission: Admission,
  ) {
    const shown: [string, string, () => number][] = [
      ['packets', 'Packets that the broker delivered', () => counters.packets],
      ['redelivered', 'Packets that the broker delivered again', () => counters.redelivered],
      ['samples', 'Readings put into the telemetry log', () => counters.samples],
      ['receipts', 'Receipts and HJ 212 answers sent', () => counters.receipts],
      ['receipts_dropped', 'Messages to devices dropped while the broker was away', () => publisher.counts.dropped],
      ['slots_held', 'Slots held by this replica', () => counters.slotsHeld],
      ['slots_open', 'Slots connected and subscribed', () => counters.slotsOpen],
      ['slots_taken_over', 'Slots that another connection took', () => counters.takenOver],
      ['quarantine_dropped', 'Refused packets not kept since their store was away', () => counters.quarantineDropped],
      ['open', '1 while packets are taken', () => Number(admission.open)],
      ['deaf', '1 while our own messages do not come back through the broker', () => Number(hearing.deaf)],
    ];
    for (const [name, help, read] of shown) metrics.gauge(`intake_${name}`, help, (gauge) => gauge.set(read()));
    metrics.gauge(
      'intake_refusals',
      'Refused packets by reason',
      (gauge) => counters.refusals.forEach((count, reason) => gauge.set({ reason }, count)),
      ['reason'],
    );
    readiness.needs('intake', async () => {
      if (!admission.open) throw new Error(`stopped: ${admission.why.join(', ')}`);
      if (hearing.deaf) throw new Error('the MQTT broker is not heard');
    });
  }
}
