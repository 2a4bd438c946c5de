import { setTimeout as pause } from 'node:timers/promises';
import { type Place, readingOf } from '@cofferdam/testing';
import { connectAsync, type MqttClient } from 'mqtt';

/** Of so many readings of a monitor, five are over the limit: one episode. */
const PATTERN = 20;
const OVER = { from: 10, to: 14 };
const CONNECTIONS = 4;

/** A reading that the broker acknowledged. */
export interface Acknowledged {
  readonly monitor: string;
  readonly at: number;
}

/** An episode that must have become an occurrence: its first and last breach and the reading that ended it were sent. */
export interface Expected {
  readonly monitor: string;
  readonly onset: number;
}

/**
 * Numbered readings with known breaches from many devices, at a steady rate. A device sends its next reading when the
 * broker has acknowledged the one before, so that its order is defined whatever is killed.
 */
export class Campaign {
  readonly acknowledged: Acknowledged[] = [];
  readonly expected: Expected[] = [];
  private stopped = false;
  private clients: MqttClient[] = [];
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly mqttUrl: string,
    private readonly places: readonly Place[],
    private readonly perSecond: number,
    /** Long enough that three episodes of a monitor take more than a minute; it would be held as chattering otherwise. */
    private readonly pattern = PATTERN,
  ) {}

  async start(): Promise<void> {
    this.clients = await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const client = await connectAsync(this.mqttUrl, {
          protocolVersion: 5,
          reconnectPeriod: 200,
          clean: false,
          properties: { sessionExpiryInterval: 600 },
          clientId: `campaign-${Math.random().toString(36).slice(2)}`,
        });
        client.on('error', () => undefined);
        return client;
      }),
    );
    const everyMs = (1000 * this.places.length) / this.perSecond;
    this.running = Promise.all(
      this.places.map((place, i) => this.play(place, this.clients[i % CONNECTIONS]!, everyMs)),
    );
  }

  /** Ends each device at the end of a pattern, so that every episode is whole. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await Promise.all(this.clients.map((client) => client.endAsync(true)));
  }

  private async play(place: Place, client: MqttClient, everyMs: number): Promise<void> {
    await pause(Math.random() * everyMs);
    let last = 0;
    for (let n = 0; !this.stopped || n % this.pattern !== 0; n++) {
      const due = Date.now() + everyMs;
      const phase = n % this.pattern;
      const over = phase >= OVER.from && phase <= OVER.to;
      const at = Math.max(Date.now(), last + 1);
      last = at;
      await client.publishAsync(place.topic, readingOf(place, at, over ? 90 : 30), { qos: 1 });
      this.acknowledged.push({ monitor: place.monitor, at });
      if (phase === OVER.from) this.expected.push({ monitor: place.monitor, onset: at });
      await pause(Math.max(0, due - Date.now()));
    }
  }
}
