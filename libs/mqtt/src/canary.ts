import { randomUUID } from 'node:crypto';
import { connect, type MqttClient } from 'mqtt';

export interface CanaryOptions {
  readonly url: string;
  readonly namespace: string;
  readonly everyMs: number;
  /** Epoch or monotonic ms; the same clock as `heard` is asked with. */
  readonly now: () => number;
  readonly onHeard?: () => void;
}

/** Periods without the canary after which we do not hear the broker. */
export const DEAF_AFTER = 3;

/**
 * Proves that messages reach us through the broker: says a token on a topic of its own and listens for it. A broker
 * that answers pings but no longer routes shows here and nowhere else.
 */
export class Canary {
  private readonly id = randomUUID();
  private readonly topic: string;
  private client: MqttClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private said = 0;
  private last: number | null = null;

  constructor(private readonly options: CanaryOptions) {
    this.topic = `${options.namespace}/canary/${this.id}`;
  }

  start(): void {
    const client = connect(this.options.url, {
      clientId: `${this.options.namespace}-canary-${this.id}`,
      clean: true,
      protocolVersion: 5,
      reconnectPeriod: 500,
      resubscribe: false,
      keepalive: 15,
    });
    client.on('error', () => undefined);
    client.on('connect', () => client.subscribe(this.topic, { qos: 0 }, (error) => error ?? this.say()));
    client.on('message', (_topic, payload) => this.hear(payload.toString()));
    this.client = client;
    this.timer = setInterval(() => this.say(), this.options.everyMs);
  }

  /** When it was last heard; null while it never was. */
  get lastHeard(): number | null {
    return this.last;
  }

  heard(now: number): boolean {
    return this.last !== null && now - this.last < DEAF_AFTER * this.options.everyMs;
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.client?.endAsync(true);
  }

  private say(): void {
    if (!this.client?.connected) return;
    this.said += 1;
    this.client.publish(this.topic, String(this.said), { qos: 0 });
  }

  private hear(token: string): void {
    const age = this.said - Number(token);
    if (!(age >= 0 && age < DEAF_AFTER)) return;
    this.last = this.options.now();
    this.options.onHeard?.();
  }
}
