import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import type { MqttClient } from 'mqtt';
import { Publisher } from './publisher';

/** An outlet's virtual data logger in a drill. */
export interface DrillPlace {
  readonly drill: string;
  readonly park: string;
  readonly outlet: string;
}

/** What a virtual data logger is told: a receipt of ours, or an order. */
export interface DrillCommand extends DrillPlace {
  readonly payload: Buffer;
}

const COMMANDS = 'drills/+/parks/+/outlets/+/commands';
const COMMAND = /^drills\/([^/]+)\/parks\/([^/]+)\/outlets\/([^/]+)\/commands$/;

/**
 * The drills' side of the broker, with the drills' own account: speaks as the virtual devices of every drill, and hears
 * what they are told. One connection a process, which comes back by itself; nothing where the account is not set.
 */
@Injectable()
export class DrillBroker implements OnModuleInit, OnApplicationShutdown {
  private readonly line: Line | null;
  private readonly listeners = new Set<(command: DrillCommand) => void>();

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'drillMqttUrl' | 'namespace'>) {
    const { drillMqttUrl: mqttUrl, namespace } = settings;
    if (mqttUrl === undefined) this.line = null;
    else this.line = new Line({ mqttUrl, namespace }, (command) => this.listeners.forEach((listen) => listen(command)));
  }

  /** Whether drills can be held here: the broker's account for them is set. */
  static available({ drillMqttUrl }: Pick<Settings, 'drillMqttUrl'>): boolean {
    return drillMqttUrl !== undefined;
  }

  get connected(): boolean {
    return this.line?.connected ?? false;
  }

  onModuleInit(): void {
    this.line?.onModuleInit();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.line?.onApplicationShutdown();
  }

  /** Told of every command to a virtual device; answers how to stop listening. */
  listen(listener: (command: DrillCommand) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Resolves with the broker's PUBACK: the broker has it, which is not yet our receipt. Nothing is retained: a drill leaves
   * nothing at the broker.
   * @throws when it was dropped, the broker refuses it, or there is no account for drills
   */
  async publish({ drill, park, outlet }: DrillPlace, kind: 'readings' | 'status', payload: string): Promise<void> {
    if (this.line === null) throw new Error('DRILL_MQTT_URL is not set: there are no drills');
    await this.line.publish(`drills/${drill}/parks/${park}/outlets/${outlet}/${kind}`, payload);
  }
}

/** The connection itself: what goes out, and the commands that come back on it. */
class Line extends Publisher {
  constructor(
    settings: Pick<Settings, 'mqttUrl' | 'namespace'>,
    private readonly onCommand: (command: DrillCommand) => void,
  ) {
    super({ ...settings, namespace: `${settings.namespace}-drills` });
  }

  /** MQTT.js subscribes again by itself after every reconnect. */
  protected override opened(client: MqttClient): void {
    client.on('message', (topic, payload) => {
      const [, drill, park, outlet] = COMMAND.exec(topic) ?? [];
      if (drill === undefined || park === undefined || outlet === undefined) return;
      this.onCommand({ drill, park, outlet, payload });
    });
    client.subscribe(COMMANDS, { qos: 1 }, () => undefined);
  }
}
