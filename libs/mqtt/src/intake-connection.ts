import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { generate, type IPublishPacket, type Packet as WirePacket, parser } from 'mqtt-packet';
import { AckQueue } from './ack-queue';
import { Requests } from './requests';
import { Slices } from './slices';

/**
 * A persistent session outlives its connection this long. A reading that waited longer would be refused as too old
 * anyway, and a broker must not fill its disk for a session that nobody resumes.
 */
const SESSION_SECONDS = 30 * 24 * 3600;
/** Packets that the broker may have under way to us: what one write to the log can take of one slot. */
const RECEIVE_MAXIMUM = 200;
const KEEPALIVE_SECONDS = 15;
const CONNECT_TIMEOUT_MS = 10_000;
/** Topics a SUBSCRIBE packet. */
const SUBSCRIBE_BATCH = 500;
/** MQTT 5 reason code of a DISCONNECT: another connection uses this client id now. */
const SESSION_TAKEN_OVER = 142;
/** What is parsed without looking at the time: some dozens of packets, a millisecond or two. */
const BYTES_A_PIECE = 16_384;
/** All connections share the turns of one event loop. */
const slices = new Slices();
const WIRE = { protocolVersion: 5 } as const;

/** One packet of a device as the broker delivered it. */
export interface Packet {
  readonly topic: string;
  readonly payload: Buffer;
  /** The broker has sent it before and was not answered. */
  readonly redelivered: boolean;
}

/**
 * Resolves when the packet may be acknowledged; rejects when it must come again. Called in the order of arrival; the
 * next call does not wait for the last one's answer.
 */
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
 * One connection attempt of a persistent MQTT 5 session, on the wire itself: a client library hands over one packet at
 * a time, and one slot would wait for the disk once a packet instead of once a batch (docs/decisions/0007). What still
 * runs when the connection ends is dropped: answering it later could acknowledge a stranger's packet of the same id.
 */
export class IntakeConnection {
  private live = true;
  private finishing = false;
  private takenOver = false;
  private error: Error | null = null;
  private readonly socket: Socket;
  private readonly parser = parser(WIRE);
  private readonly requests = new Requests();
  private readonly acks = new AckQueue((ids) => this.acknowledge(ids));
  private readonly connecting: NodeJS.Timeout;
  private pinging: NodeJS.Timeout | undefined;
  /** The broker has said something since the last ping. */
  private heard = true;

  constructor(
    url: string,
    private readonly clientId: string,
    private readonly events: ConnectionEvents,
  ) {
    const { protocol, hostname, port, username, password } = new URL(url);
    const secure = protocol === 'mqtts:';
    const place = { host: hostname, port: Number(port || (secure ? 8883 : 1883)) };
    this.socket = secure ? connectTls({ ...place, servername: hostname }) : connectTcp(place);
    this.socket.setNoDelay(true);
    this.socket.once(secure ? 'secureConnect' : 'connect', () => this.greet(username, password));
    this.socket.on('data', (chunk) => this.hear(chunk));
    this.socket.on('error', (error) => (this.error = error));
    this.socket.on('close', () => this.end());
    this.parser.on('packet', (packet) => this.receive(packet));
    this.parser.on('error', (error: Error) => this.fail(error));
    this.connecting = setTimeout(() => this.fail(new Error('the broker does not answer')), CONNECT_TIMEOUT_MS);
  }

  /** Rejects when the broker refuses a topic, or the connection ends before it has answered. */
  async subscribe(topics: readonly string[]): Promise<void> {
    for (let from = 0; from < topics.length; from += SUBSCRIBE_BATCH) {
      // rh 1: a retained status is sent when the subscription is new, not at each return to the session.
      const subscriptions = topics
        .slice(from, from + SUBSCRIBE_BATCH)
        .map((topic) => ({ topic, qos: 1 as const, rh: 1 }));
      const { messageId, answered } = this.requests.open();
      this.send({ cmd: 'subscribe', messageId, subscriptions });
      await answered;
    }
  }

  async unsubscribe(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    const { messageId, answered } = this.requests.open();
    this.send({ cmd: 'unsubscribe', messageId, unsubscriptions: [...topics] });
    await answered;
  }

  /** Ends at once: what is in hand stays unacknowledged and comes again. */
  drop(): void {
    this.socket.destroy();
    this.end();
  }

  /** Ends after the packets in hand have been answered. Packets behind them come again. */
  async finish(): Promise<void> {
    this.finishing = true;
    await this.acks.empty();
    if (this.live)
      await new Promise<void>((resolve) => this.socket.end(generate({ cmd: 'disconnect' }, WIRE), resolve));
    this.drop();
  }

  private greet(username: string, password: string): void {
    this.send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 5,
      clean: false,
      clientId: this.clientId,
      keepalive: KEEPALIVE_SECONDS,
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: Buffer.from(decodeURIComponent(password)) }),
      properties: { sessionExpiryInterval: SESSION_SECONDS, receiveMaximum: RECEIVE_MAXIMUM },
    });
  }

  private hear(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; from += BYTES_A_PIECE) {
      const piece = chunk.subarray(from, from + BYTES_A_PIECE);
      slices.run(() => this.live && this.parser.parse(piece));
    }
  }

  private receive(packet: WirePacket): void {
    if (!this.live) return;
    this.heard = true;
    if (packet.cmd === 'publish') this.take(packet);
    else this.hearAnswer(packet);
  }

  private hearAnswer(packet: WirePacket): void {
    if (packet.cmd === 'suback') this.requests.answer(packet.messageId ?? 0, packet.granted);
    else if (packet.cmd === 'unsuback') this.requests.answer(packet.messageId ?? 0, []);
    else if (packet.cmd === 'connack') this.greeted(packet.reasonCode ?? 0);
    else if (packet.cmd === 'disconnect') this.takenOver ||= packet.reasonCode === SESSION_TAKEN_OVER;
  }

  private greeted(reasonCode: number): void {
    if (reasonCode === 0) this.open();
    else this.fail(new Error(`the broker refuses the session with reason ${reasonCode}`));
  }

  private open(): void {
    clearTimeout(this.connecting);
    this.pinging = setInterval(() => this.ping(), KEEPALIVE_SECONDS * 500);
    this.events.opened();
  }

  private ping(): void {
    if (!this.heard) return this.fail(new Error('the broker fell silent'));
    this.heard = false;
    this.send({ cmd: 'pingreq' });
  }

  private take({ topic, payload, dup, qos, messageId }: IPublishPacket): void {
    if (this.finishing) return;
    const answered = qos === 0 ? () => undefined : this.acks.expect(messageId ?? 0);
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    this.events
      .handle({ topic, payload: bytes, redelivered: dup })
      .then(answered, (error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))));
  }

  /** Many acknowledgements, one write. */
  private acknowledge(messageIds: readonly number[]): void {
    if (this.live) this.socket.write(pubacks(messageIds));
  }

  private send(packet: WirePacket): void {
    if (this.live) this.socket.write(generate(packet, WIRE));
  }

  private fail(error: Error): void {
    this.error ??= error;
    this.drop();
  }

  private end(): void {
    if (!this.live) return;
    this.live = false;
    clearTimeout(this.connecting);
    clearInterval(this.pinging);
    this.acks.abandon();
    this.requests.abandon();
    this.events.closed({ takenOver: this.takenOver, error: this.error });
  }
}

/** PUBACK packets with reason 0, which MQTT 5 (3.4.2.1) lets stop after the packet id: by far the most that we send. */
function pubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * messageIds.length);
  messageIds.forEach((id, i) => bytes.writeUInt32BE(0x4002_0000 + id, 4 * i));
  return bytes;
}
