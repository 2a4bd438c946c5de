import { Logger } from '@nestjs/common';
import { Backoff } from './backoff';
import { type Handle, IntakeConnection, type Why } from './intake-connection';

export interface IntakeSessionOptions {
  readonly url: string;
  /** Fixed: the broker keeps this session's subscriptions and packets under it. */
  readonly clientId: string;
  readonly topics: readonly string[];
  /** Resolves when the packet may be acknowledged; rejects when it must come again. Must not await a publish. */
  readonly handle: Handle;
  /**
   * Asked before every connection: false where the session is somebody else's now, so that a replica that was paused
   * does not throw its successor out. Rejects while nobody can tell; the session asks again then.
   */
  readonly admitted: () => Promise<boolean>;
  /** The session is somebody else's now; it has stopped and does not come back by itself. */
  readonly onTakenOver: () => void;
  readonly backoff?: Backoff;
}

export type IntakeState = 'stopped' | 'waiting' | 'connecting' | 'open';

/**
 * One persistent MQTT 5 session that takes packets one by one and acknowledges each only after its handler has
 * resolved. Returns by itself after an outage, with one new client a connection attempt (architecture decision 2).
 */
export class IntakeSession {
  private readonly logger = new Logger('IntakeSession');
  private readonly backoff: Backoff;
  private connection: IntakeConnection | null = null;
  private timer: NodeJS.Timeout | undefined;
  private topics: readonly string[];
  private current: IntakeState = 'stopped';
  /** Counts attempts, so that an answer to an earlier one is recognised. */
  private turn = 0;

  constructor(private readonly options: IntakeSessionOptions) {
    this.backoff = options.backoff ?? new Backoff();
    this.topics = options.topics;
  }

  /** `open` once the broker has confirmed the subscriptions. */
  get state(): IntakeState {
    return this.current;
  }

  start(): void {
    if (this.current !== 'stopped') return;
    this.backoff.reset();
    void this.attempt();
  }

  /** Leaves at once; packets in hand stay unacknowledged and come again after `start`. */
  stop(): void {
    this.current = 'stopped';
    clearTimeout(this.timer);
    const connection = this.connection;
    this.connection = null;
    connection?.drop();
  }

  /** Leaves after the packet in hand has been answered. */
  async close(): Promise<void> {
    const connection = this.connection;
    this.connection = null;
    this.stop();
    await connection?.finish();
  }

  /** From now on these topics and no others; at once on an open connection, otherwise with the next. */
  listen(topics: readonly string[]): void {
    const gone = this.topics.filter((topic) => !topics.includes(topic));
    const added = topics.filter((topic) => !this.topics.includes(topic));
    this.topics = topics;
    if (this.connection !== null) this.ask(this.connection, added, gone);
  }

  /** Drops subscriptions that the broker still has from an earlier life of this session. */
  forget(topics: readonly string[]): void {
    if (this.connection !== null) this.ask(this.connection, [], topics);
  }

  private async attempt(): Promise<void> {
    this.current = 'connecting';
    const turn = ++this.turn;
    const admitted = await this.options.admitted().catch(() => null);
    if (turn !== this.turn || this.state !== 'connecting') return;
    if (admitted === null) this.retry();
    else if (admitted) this.connect();
    else this.giveUp();
  }

  private connect(): void {
    const { url, clientId, handle } = this.options;
    const connection: IntakeConnection = new IntakeConnection(url, clientId, {
      handle,
      opened: () => this.ask(connection, this.topics, []),
      closed: (why) => this.onClosed(connection, why),
    });
    this.connection = connection;
  }

  private ask(connection: IntakeConnection, added: readonly string[], gone: readonly string[]): void {
    Promise.all([connection.subscribe(added), connection.unsubscribe(gone)]).then(
      () => this.onSubscribed(connection),
      (error: unknown) => {
        if (connection === this.connection) this.logger.warn(`${this.options.clientId}: subscribing: ${String(error)}`);
        connection.drop();
      },
    );
  }

  private onSubscribed(connection: IntakeConnection): void {
    if (connection !== this.connection) return;
    this.current = 'open';
    this.backoff.reset();
  }

  private onClosed(connection: IntakeConnection, why: Why): void {
    if (connection !== this.connection) return;
    this.connection = null;
    if (why.takenOver) this.giveUp();
    else this.retry(why.error);
  }

  private retry(error?: Error | null): void {
    if (this.current === 'stopped') return;
    if (error) this.logger.debug(`${this.options.clientId}: ${error.message}`);
    this.current = 'waiting';
    this.timer = setTimeout(() => void this.attempt(), this.backoff.next());
  }

  private giveUp(): void {
    this.logger.warn(`${this.options.clientId} is somebody else's session now`);
    this.stop();
    this.options.onTakenOver();
  }
}
