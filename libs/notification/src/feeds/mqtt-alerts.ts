import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { alertTopicOf, cutEvent, type JournalEvent, viewEvent } from '@cofferdam/domain';
import { Publisher } from '@cofferdam/mqtt';
import { FeedCursors, Journal, type Lease } from '@cofferdam/records';
import { JournalPulse } from './journal-pulse';
import { LeasedFeed } from './leased-feed';

/** Under way at once: enough to fill the line, and no more than other messages can wait for. */
const AT_ONCE = 200;
/** Below the broker's `max_packet_size`, topic and properties included. */
const MOST_BYTES = 60_000;
/** The broker may be away for so long before another process may try, ms. */
const PATIENCE_MS = 10_000;

/**
 * The journal on `parks/{park}/alerts`: one event a message at QoS 1, in order of `seq`, at least once. After a hand-over
 * or an outage some may come again; who keeps the last `seq` knows them.
 */
@Injectable()
export class MqttAlerts implements OnApplicationBootstrap, OnModuleDestroy {
  readonly feed: LeasedFeed;

  constructor(
    cursors: FeedCursors,
    private readonly journal: Journal,
    private readonly publisher: Publisher,
    pulse: JournalPulse,
  ) {
    this.feed = new LeasedFeed(cursors, 'mqtt-alerts', {
      ready: () => publisher.connected,
      tell: (lease) => this.tell(lease),
    });
    pulse.onGrowth(() => this.feed.poke());
  }

  onApplicationBootstrap(): void {
    this.feed.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.feed.stop();
  }

  private async tell({ seq }: Lease): Promise<boolean> {
    const events = await this.journal.read({ after: seq, limit: AT_ONCE, parks: '*', class: '*' });
    const last = events.at(-1);
    if (last === undefined) return false;
    const published = Promise.all(events.flatMap((event) => this.publish(event) ?? []));
    await this.feed.during(published, PATIENCE_MS);
    await this.feed.move(last.seq);
    return events.length === AT_ONCE;
  }

  private publish(event: JournalEvent): Promise<void> | null {
    const topic = alertTopicOf(event);
    if (topic === null) return null;
    const view = viewEvent(event);
    const text = JSON.stringify(view);
    const cut = cutEvent(view, Buffer.byteLength(text), MOST_BYTES);
    return this.publisher.publish(topic, cut === view ? text : JSON.stringify(cut));
  }
}
