import { connect, type IPublishPacket, type MqttClient } from 'mqtt';

/**
 * A persistent session outlives its connection this long. A reading that waited longer would be refused as too old
 * anyway, and a broker must not fill its disk for a session that nobody resumes.
 */
const SESSION_SECONDS = 30 * 24 * 3600;
/** Packets that the broker may have under way to us: they are taken one by one, so this only keeps the line full. */
const RECEIVE_MAXIMUM = 64;
const KEEPALIVE_SECONDS = 15;
const CONNECT_TIMEOUT_MS = 10_000;
/** Topics a SUBSCRIBE packet. */
const SUBSCRIBE_BATCH = 500;
/** MQTT 5 reason code of a DISCONNECT: another connection uses this client id now. */
const SESSION_TAKEN_OVER = 142;

/** One packet of a device as the broker delivered it. */
export interface Packet {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker has sent it before and was not answered. */
  readonly redelivered: boolean;
}

/** Resolves when the packet may be acknowledged; rejects when it must come again. */
export type Handle = (packet: Packet) => Promise<void>;

export interface ConnectionEvents {
  readonly handle: Handle;
  readonly opened: () => void;
  readonly closed: (why: Why) => void;
}

export interface Why {
  readonly takenOver: boolean;
  readonly error: Error | null;
}

/**
 * One connection attempt of a persistent session, and its own MqttClient. What still runs when the connection ends is
 * dropped: answering it later could acknowledge a stranger's packet that has the same id by then.
 */
export class IntakeConnection {
  private live = true;
  private takenOver = false;
  private error: Error | null = null;
  private inHand: Promise<void> | null = null;
  private finishing = false;
  private readonly client: MqttClient;

  constructor(
    url: string,
    clientId: string,
    private readonly events: ConnectionEvents,
  ) {
    this.client = connect(url, {
      clientId,
      clean: false,
      protocolVersion: 5,
      reconnectPeriod: 0,
      resubscribe: false,
      keepalive: KEEPALIVE_SECONDS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      subscribeBatchSize: SUBSCRIBE_BATCH,
      properties: { sessionExpiryInterval: SESSION_SECONDS, receiveMaximum: RECEIVE_MAXIMUM },
    });
    this.client.handleMessage = (packet, done) => this.take(packet, done);
    this.client.on('connect', () => this.live && this.events.opened());
    this.client.on('disconnect', (packet) => {
      this.takenOver ||= packet.reasonCode === SESSION_TAKEN_OVER;
    });
    this.client.on('error', (error) => {
      this.error = error;
    });
    this.client.on('close', () => this.end());
  }

  /** Rejects when the broker refuses a topic, or the connection ends before it has answered. */
  async subscribe(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    // rh 1: a retained status is sent when the subscription is new, not at each return to the session.
    await this.client.subscribeAsync([...topics], { qos: 1, rh: 1 });
  }

  async unsubscribe(topics: readonly string[]): Promise<void> {
    if (topics.length > 0) await this.client.unsubscribeAsync([...topics]);
  }

  /** Ends at once: what is in hand stays unacknowledged and comes again. */
  drop(): void {
    if (this.live) this.client.end(true);
    this.end();
  }

  /** Ends after the packet in hand has been answered. Packets behind it come again. */
  async finish(): Promise<void> {
    this.finishing = true;
    await this.inHand;
    await new Promise((resolve) => setImmediate(resolve));
    this.drop();
  }

  private take(packet: IPublishPacket, done: () => void): void {
    if (!this.live || this.finishing) return;
    const { topic, dup } = packet;
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    this.inHand = this.events.handle({ topic, payload, redelivered: dup }).then(
      () => {
        if (this.live) done();
      },
      (error: unknown) => {
        this.error = error instanceof Error ? error : new Error(String(error));
        this.drop();
      },
    );
  }

  private end(): void {
    if (!this.live) return;
    this.live = false;
    this.events.closed({ takenOver: this.takenOver, error: this.error });
  }
}
