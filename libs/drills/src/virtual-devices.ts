import { Injectable } from '@nestjs/common';
import type { Drill, VirtualSample } from '@cofferdam/domain';
import { DrillBroker, type DrillCommand } from '@cofferdam/mqtt';
import { SampleBatch, type UnitOf } from './sample-batch';

/** A sample without a receipt is sent again after so long; one that was refused a little sooner, ms. */
const AGAIN_MS = 2_000;
const REFUSED_AGAIN_MS = 250;
/** Ingestion hears of a drill within seconds: what it refuses for longer is not going to be taken, ms. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 50;

/** Samples of a drill, and how its devices say them. */
export interface Sending {
  readonly samples: readonly VirtualSample[];
  readonly unitOf: UnitOf;
}

/** The data loggers of drills' virtual monitors, as the broker and ingestion see them. */
@Injectable()
export class VirtualDevices {
  /** Drills of which ingestion has taken something from us: it knows them. */
  private readonly known = new Set<string>();

  constructor(private readonly broker: DrillBroker) {}

  /**
   * Resolves when the telemetry log has the samples, by their receipts. They may be sent more than once: a repetition is
   * recognised. The first of a drill goes alone, so that none overtakes it while ingestion has yet to hear of the drill.
   * @returns what ingestion has refused until our patience was over, and why
   */
  async send(drill: Drill, { samples, unitOf }: Sending, signal: () => AbortSignal): Promise<string[]> {
    const first = this.known.has(drill.id) ? [] : samples.slice(0, 1);
    const refused: string[] = [];
    for (const some of [first, samples.slice(first.length)])
      refused.push(...(await this.sendAll(drill, new SampleBatch(some, unitOf), signal)));
    return [...new Set(refused)];
  }

  /** An outlet's logger comes or goes. */
  async status({ id: drill, park }: Drill, outlet: string, online: boolean): Promise<void> {
    await this.broker.publish({ drill, park, outlet }, 'status', online ? 'online' : 'offline');
  }

  forget(drill: string): void {
    this.known.delete(drill);
  }

  private async sendAll(drill: Drill, batch: SampleBatch, signal: () => AbortSignal): Promise<string[]> {
    const stop = this.broker.listen((command) => this.hear(drill, batch, command));
    try {
      while (!batch.done) {
        signal().throwIfAborted();
        const now = performance.now();
        for (const { sample, text } of batch.due(now, { again: AGAIN_MS, refused: REFUSED_AGAIN_MS })) {
          const place = { drill: drill.id, park: drill.park, outlet: sample.outlet };
          // What the broker does not take is sent again like what nobody has receipted.
          this.broker.publish(place, 'readings', text).catch(() => undefined);
        }
        batch.giveUp(now, PATIENCE_MS);
        await batch.changed(LOOK_MS);
      }
    } finally {
      stop();
    }
    return batch.givenUp;
  }

  private hear(drill: Drill, batch: SampleBatch, command: DrillCommand): void {
    if (command.drill !== drill.id || command.park !== drill.park) return;
    if (batch.hear(command.outlet, command.payload, performance.now())) this.known.add(drill.id);
  }
}
