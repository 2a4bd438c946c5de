import { Injectable } from '@nestjs/common';
import { mayReach } from '@cofferdam/domain';
import { ChannelSends, Deliveries, type Delivery, Journal, Outbox, Records, type Tx } from '@cofferdam/records';
import type { Claim } from './claims';
import { DrillSight, type SeenDrills } from './drill-sight';
import { entryOf, type Failure, Onwards } from './onwards';

const REFUSED = 'not-a-participant';
/** A channel that the script has put out of order, or a person whom it has sent away: as if the provider had said no. */
const PUT_OUT: Failure = { fault: 'drill-fault', retryAfterMs: null, answer: 'put out of order by the script' };

/**
 * The last look before a provider is called: what is not live goes to those who take part in its drill, and to nobody
 * else, however it came to be written (isolation rule I4). Default deny.
 */
@Injectable()
export class DrillGate {
  constructor(
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly deliveries: Deliveries,
    private readonly sends: ChannelSends,
    private readonly journal: Journal,
    private readonly onwards: Onwards,
    private readonly sight: DrillSight,
  ) {}

  /** What may go out of what was claimed; the rest has been refused, or is on its way to another channel. */
  async pass(claim: Claim): Promise<Claim> {
    return this.records.transaction(async (tx) => {
      const seen = await this.sight.of(tx, claim.deliveries);
      const refused = claim.deliveries.filter((one) => !isAllowed(one, seen));
      const put = claim.deliveries.filter((one) => isAllowed(one, seen) && isPutOut(one, seen));
      const deliveries = claim.deliveries.filter((one) => !refused.includes(one) && !put.includes(one));
      if (deliveries.length === claim.deliveries.length) return claim;
      await this.outbox.lock(tx, [...new Set([...refused, ...put].map(({ outbox }) => outbox))]);
      await this.refuse(tx, refused);
      await this.onwards.after(tx, put, PUT_OUT);
      if (deliveries.length === 0 && claim.send !== null) await this.sends.unused(tx, claim.send);
      return { ...claim, deliveries };
    });
  }

  private async refuse(tx: Tx, refused: readonly Delivery[]): Promise<void> {
    if (refused.length === 0) return;
    const changed = await this.deliveries.onward(
      tx,
      refused.map(({ id, channel, position, round, tries }) => ({
        ...{ id, state: 'FAILED', channel, position, round, tries, afterMs: 0, moved: false, mayRepeat: false },
        answer: REFUSED,
      })),
    );
    const news = refused.filter(({ id }) => changed.has(id));
    const nowOf = await this.sight.clocks(tx, news);
    await this.journal.write(
      tx,
      news.map((one) => entryOf('notification.failed', one, nowOf(one), { fault: REFUSED })),
    );
    await this.outbox.settle(tx, [...new Set(news.map(({ outbox }) => outbox))]);
  }
}

const drillOf = ({ drill }: Delivery, seen: SeenDrills) => (drill === null ? null : (seen.get(drill) ?? null));

function isAllowed(one: Delivery, seen: SeenDrills): boolean {
  if (one.class === 'actual') return true;
  return one.class === 'exercise' && mayReach(drillOf(one, seen)?.drill ?? null, one);
}

function isPutOut(one: Delivery, seen: SeenDrills): boolean {
  const faults = drillOf(one, seen)?.faults;
  return faults !== undefined && (faults.channels.has(one.channel) || faults.people.has(one.recipient));
}
