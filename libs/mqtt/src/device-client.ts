import { connectAsync, type MqttClient } from 'mqtt';

export interface DeviceLogin {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/**
 * An outlet's data logger at the broker, as the simulator, tests and measurements play it: publishes with QoS 1 under
 * the outlet's own topics, hears its commands, leaves `offline` as its last will.
 */
export class DeviceClient {
  private constructor(
    private readonly client: MqttClient,
    private readonly base: string,
  ) {}

  /** @throws when the broker refuses the log-in or is away */
  static async connect(login: DeviceLogin, onCommand?: (payload: Buffer) => void): Promise<DeviceClient> {
    const base = `parks/${login.username}`;
    const client = await connectAsync(login.url, {
      username: login.username,
      password: login.password,
      protocolVersion: 5,
      reconnectPeriod: 1_000,
      will: { topic: `${base}/status`, payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    client.on('error', () => undefined); // it reconnects by itself and sends what waits
    client.on('message', (_topic, payload) => onCommand?.(payload));
    const device = new DeviceClient(client, base);
    if (onCommand !== undefined) await client.subscribeAsync(`${base}/commands`, { qos: 1 });
    await client.publishAsync(`${base}/status`, 'online', { qos: 1, retain: true });
    return device;
  }

  /** Resolves with the broker's PUBACK: the broker has it, which is not yet our receipt. */
  async publish(kind: 'readings' | 'hj212' | 'status', payload: string | Buffer): Promise<void> {
    await this.client.publishAsync(`${this.base}/${kind}`, payload, { qos: 1, retain: kind === 'status' });
  }

  async close(): Promise<void> {
    await this.client.endAsync();
  }
}
