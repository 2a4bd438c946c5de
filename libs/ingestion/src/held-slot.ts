import { IntakeSession, type Packet } from '@cofferdam/mqtt';
import { readTopic, topicsOf } from './topic';

const REMEMBERED = 100_000;

export interface HeldSlotOptions {
  readonly url: string;
  readonly clientId: string;
  readonly parks: readonly string[];
  readonly take: (packet: Packet) => Promise<void>;
  /** Prolongs the lease; false when it is somebody else's. */
  readonly renew: () => Promise<boolean>;
  readonly onTakenOver: () => void;
}

/** One slot that this process holds: its lease's end and its session. */
export class HeldSlot {
  readonly session: IntakeSession;
  private parks: ReadonlySet<string>;
  /** Parks whose old subscriptions were given back. */
  private readonly forgotten = new Set<string>();
  /** Topics of our parks that packets came on. */
  private readonly topics = new Set<string>();
  private until = 0;

  constructor(private readonly options: HeldSlotOptions) {
    this.parks = new Set(options.parks);
    this.session = new IntakeSession({
      url: options.url,
      clientId: options.clientId,
      topics: options.parks.flatMap(topicsOf),
      handle: (packet) => this.take(packet),
      admitted: options.renew,
      onTakenOver: options.onTakenOver,
    });
  }

  /** The lease holds until then, `performance.now()` ms. */
  prolong(until: number): void {
    this.until = until;
  }

  get expired(): boolean {
    return performance.now() > this.until;
  }

  serve(parks: readonly string[]): void {
    this.parks = new Set(parks);
    this.topics.clear();
    for (const park of parks) this.forgotten.delete(park);
    this.session.listen(parks.flatMap(topicsOf));
  }

  /**
   * Takes a packet while the lease holds.
   * @throws when it has run out: a process that was paused finds packets in its socket that its successor has by now
   */
  take(packet: Packet): Promise<void> {
    if (this.expired) return Promise.reject(new Error('the lease of the slot has run out'));
    if (!this.topics.has(packet.topic)) this.look(packet.topic);
    return this.options.take(packet);
  }

  private look(topic: string): void {
    const park = readTopic(topic)?.park;
    if (park !== undefined && !this.parks.has(park)) return this.forget(park);
    if (this.topics.size >= REMEMBERED) this.topics.clear();
    this.topics.add(topic);
  }

  /** The broker still has subscriptions of a time when the park was in the register, or the slots were cut otherwise. */
  private forget(park: string): void {
    if (this.forgotten.has(park)) return;
    this.forgotten.add(park);
    this.session.forget(topicsOf(park));
  }
}
