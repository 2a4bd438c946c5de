import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigModule, loadSettings, SETTINGS } from '@cofferdam/config';
import { type JournalEntry, LIVE, type Webhook } from '@cofferdam/domain';
import { FeedsModule } from '@cofferdam/notification';
import { ProcessModule } from '@cofferdam/process';
import { RecordsModule, WebhookDeliveries, Webhooks } from '@cofferdam/records';
import { freshSecret } from '@cofferdam/webhooks';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { RecordsRoom } from './records-room';

export interface HeardMessage {
  readonly topic: string;
  readonly text: string;
  readonly retained: boolean;
}

/** Processes with nothing but the machine feeds in them, on one database, and what machines hear of them. */
export class FeedWorkers extends RecordsRoom {
  /** A park of this test alone: the broker is everybody's. */
  park = '';
  private readonly ends: (() => unknown)[] = [];

  constructor() {
    super();
    beforeEach(() => {
      this.park = this.services.freshNamespace();
      this.archive.relay.start();
    });
    afterEach(async () => {
      for (const end of this.ends.splice(0).reverse()) await end();
    });
  }

  atEnd(end: () => unknown): void {
    this.ends.push(end);
  }

  async worker(mqttUrl = this.services.urls.mqttUrl): Promise<TestingModule> {
    const { redisUrl, influxUrl } = this.services.urls;
    const settings = loadSettings({
      ...{ DATABASE_URL: this.url, REDIS_URL: redisUrl, INFLUX_URL: influxUrl, MQTT_URL: mqttUrl },
      ...{ NAMESPACE: this.services.freshNamespace(), WEBHOOK_ALLOW_PRIVATE: 'true' },
    });
    const building = Test.createTestingModule({ imports: [ConfigModule, ProcessModule, RecordsModule, FeedsModule] });
    const module = await building.overrideProvider(SETTINGS).useValue(settings).compile();
    Logger.overrideLogger(false); // the testing module has its own
    this.atEnd(() => module.close());
    await module.init();
    return module;
  }

  /** The feeds begin with what happens from now on, before any worker is there. */
  async begin(...names: string[]): Promise<void> {
    for (const name of names) {
      await this.admin.query('insert into feed_cursor (name, seq) select $1, seq from journal_head', [name]);
    }
  }

  async tell(count: number, about: Partial<JournalEntry> = {}): Promise<void> {
    const entries = Array.from({ length: count }, (_, n): JournalEntry => ({
      ...{ at: Date.now(), type: 'alarm.changed', ...LIVE, park: this.park, subject: { kind: 'outlet', id: 'o' } },
      ...{ actor: 'system', data: { n }, ...about },
    }));
    await this.write((tx) => this.archive.journal.write(tx, entries));
  }

  /** Everything that is published on these topics from now on. */
  async listen(topics: string | string[], url = this.services.urls.mqttUrl, options: IClientOptions = {}) {
    const heard: HeardMessage[] = [];
    const client: MqttClient = await connectAsync(url, { reconnectPeriod: 100, ...options });
    this.atEnd(() => client.endAsync(true));
    client.on('message', (topic, payload, { retain }) => {
      heard.push({ topic, text: payload.toString(), retained: retain });
    });
    await client.subscribeAsync(topics, { qos: 1 });
    return { heard, client };
  }

  async hook(url: string, more: Partial<Webhook> = {}): Promise<{ id: string; secret: string }> {
    const secret = freshSecret();
    const hook: Webhook = {
      ...{ id: `hook-${this.ends.length}-${Math.random()}`, park: this.park, name: 'plc', url, types: [] },
      ...{ exercise: false, enabled: true, disabledWhy: null, createdBy: 'ada', createdAt: Date.now(), version: 1 },
      ...more,
    };
    await this.write((tx) => new Webhooks().create(tx, hook, [{ secret, until: null }]));
    return { id: hook.id, secret };
  }

  get deliveries(): WebhookDeliveries {
    return new WebhookDeliveries(this.archive.records);
  }

  async receiver(answer: (request: ReceivedRequest, response: ServerResponse) => void): Promise<Receiver> {
    const receiver = await Receiver.open(answer);
    this.atEnd(() => receiver.close());
    return receiver;
  }
}

export interface ReceivedRequest {
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** How many came before it. */
  readonly n: number;
}

/** Somebody's web server. */
export class Receiver {
  readonly requests: ReceivedRequest[] = [];
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async open(answer: (request: ReceivedRequest, response: ServerResponse) => void): Promise<Receiver> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        const received = { at: Date.now(), headers: request.headers, body, n: receiver.requests.length };
        receiver.requests.push(received);
        answer(received, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, server);
    return receiver;
  }

  get ids(): string[] {
    return this.requests.map(({ headers }) => String(headers['webhook-id']));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
