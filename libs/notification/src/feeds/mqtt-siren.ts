import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Siren, type SirenIncident, sirenOf, sirenTopicOf } from '@cofferdam/domain';
import { Publisher } from '@cofferdam/mqtt';
import { FeedCursors, type Lease, Sirens } from '@cofferdam/records';
import { JournalPulse } from './journal-pulse';
import { LeasedFeed } from './leased-feed';

const EVERY_MS = 60_000;
const PATIENCE_MS = 10_000;

/**
 * `parks/{park}/siren`, retained, from the state of the incidents and not from events: whatever was missed, the next look
 * says what is. Said at the start, on change, and every minute, since a broker may forget.
 */
@Injectable()
export class MqttSiren implements OnApplicationBootstrap, OnModuleDestroy {
  readonly feed: LeasedFeed;
  /** What the broker has confirmed, by park, and when all of it was last said (monotonic, ms). */
  private readonly said = new Map<string, Siren>();
  private saidAt: number | null = null;

  constructor(
    cursors: FeedCursors,
    private readonly sirens: Sirens,
    private readonly publisher: Publisher,
    pulse: JournalPulse,
  ) {
    this.feed = new LeasedFeed(cursors, 'mqtt-siren', {
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

  private async tell({ seq, fresh }: Lease): Promise<boolean> {
    const { asOf, parks, incidents } = await this.sirens.read();
    const all = fresh || this.saidAt === null || performance.now() - this.saidAt >= EVERY_MS;
    if (!all && asOf === seq) return false;
    const states = statesOf(parks, incidents).filter(([park, siren]) => all || this.said.get(park) !== siren);
    if (all) this.saidAt = null; // until it is confirmed
    const published = Promise.all(states.map(([park, siren]) => this.publish(park, siren)));
    await this.feed.during(published, PATIENCE_MS);
    if (all) this.saidAt = performance.now();
    await this.feed.move(asOf);
    return false;
  }

  private async publish(park: string, siren: Siren): Promise<void> {
    this.said.delete(park); // it may arrive without being confirmed
    await this.publisher.publish(sirenTopicOf(park), siren, true);
    this.said.set(park, siren);
  }
}

function statesOf(parks: readonly string[], incidents: readonly SirenIncident[]): [park: string, siren: Siren][] {
  const byPark = new Map<string, SirenIncident[]>(parks.map((park) => [park, []]));
  for (const incident of incidents) byPark.get(incident.park)?.push(incident);
  return [...byPark].map(([park, theirs]) => [park, sirenOf(theirs)]);
}
