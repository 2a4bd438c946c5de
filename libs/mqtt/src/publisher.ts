import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { connect, type MqttClient } from 'mqtt';

/** Messages that wait for the broker at most; beyond them new ones are dropped and counted. */
const CAPACITY = 10_000;
/** Messages under way at once: Mosquitto's `max_inflight_messages`, MQTT.js does not keep to it by itself. */
const WINDOW = 20;
const LAST_WORDS_MS = 1_000;

interface Outgoing {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly retain: boolean;
  readonly settle: (error?: Error) => void;
}

/**
 * The way out to devices and subscribers, at QoS 1, apart from the intake: whoever takes packets never waits for a
 * publish. What is asked for during an outage goes out after it, in order.
 */
@Injectable()
export class Publisher implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Publisher');
  private client: MqttClient | null = null;
  private waiting: Outgoing[] = [];
  private next = 0;
  private underWay = 0;
  private closed = false;
  private away = false;
  /** Ever published and confirmed, and ever dropped since too much was waiting. */
  readonly counts = { published: 0, dropped: 0 };

  constructor(@Inject(SETTINGS) protected readonly settings: Pick<Settings, 'mqttUrl' | 'namespace'>) {}

  onModuleInit(): void {
    const client = connect(this.settings.mqttUrl, {
      clientId: `${this.settings.namespace}-publisher-${randomUUID()}`,
      clean: true,
      protocolVersion: 5,
      reconnectPeriod: 500,
      keepalive: 15,
    });
    client.on('error', (error) => this.onAway(error.message));
    client.on('close', () => this.onAway('connection lost'));
    client.on('connect', () => this.onBack());
    this.client = client;
    this.opened?.(client);
  }

  /** Says it and goes on; false when it was dropped. A receipt that is lost is asked for again by its device. */
  send(topic: string, payload: string | Buffer): boolean {
    return this.enqueue({ topic, payload, retain: false, settle: () => undefined });
  }

  /**
   * Resolves when the broker has confirmed it.
   * @throws when it was dropped, or the broker refuses it
   */
  publish(topic: string, payload: string | Buffer, retain = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: Error) => (error ? reject(error) : resolve());
      if (!this.enqueue({ topic, payload, retain, settle })) settle(new Error('too many messages wait for the broker'));
    });
  }

  get connected(): boolean {
    return this.client?.connected ?? false;
  }

  /** What waits may still go while the broker takes it, for a moment. */
  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    const until = performance.now() + LAST_WORDS_MS;
    while (this.connected && this.underWay > 0 && performance.now() < until) await pause(10);
    for (const message of this.waiting.splice(0).slice(this.next)) message.settle(new Error('shutting down'));
    this.next = 0;
    await this.client?.endAsync(true);
  }

  /** For what is heard on the same connection. */
  protected opened?(client: MqttClient): void;

  private onAway(why: string): void {
    if (!this.away && !this.closed) this.logger.warn(`The broker is away: ${why}`);
    this.away = true;
  }

  private onBack(): void {
    if (this.away) this.logger.log('The broker is back');
    this.away = false;
    this.pump();
  }

  private enqueue(message: Outgoing): boolean {
    if (this.closed || this.waiting.length - this.next >= CAPACITY) {
      this.counts.dropped += 1;
      return false;
    }
    this.waiting.push(message);
    this.pump();
    return true;
  }

  private pump(): void {
    const { client } = this;
    while (client?.connected && this.underWay < WINDOW) {
      const message = this.waiting[this.next];
      if (message === undefined) break;
      this.next += 1;
      this.underWay += 1;
      client.publish(message.topic, message.payload, { qos: 1, retain: message.retain }, (error) =>
        this.settle(message, error ?? undefined),
      );
    }
    this.tidy();
  }

  private settle(message: Outgoing, error?: Error): void {
    this.underWay -= 1;
    if (error === undefined) this.counts.published += 1;
    message.settle(error);
    this.pump();
  }

  private tidy(): void {
    if (this.next < this.waiting.length && this.next < 1_000) return;
    this.waiting = this.waiting.slice(this.next);
    this.next = 0;
  }
}
