import { Injectable } from '@nestjs/common';
import {
  ChannelSends,
  Deliveries,
  type Delivery,
  Journal,
  LegalMatters,
  Outbox,
  Records,
  type Tx,
} from '@cofferdam/records';
import { ChannelTroubles } from './channel-troubles';
import type { Claim } from './claims';
import { DrillSight } from './drill-sight';
import { MessageMetrics } from './message-metrics';
import { entryOf, type Failure, Onwards } from './onwards';

/** A provider that says that it is too much, and not for how long, is left alone for so long, ms. */
const THROTTLED_MS = 5_000;

/** Writes what came of a send. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly deliveries: Deliveries,
    private readonly sends: ChannelSends,
    private readonly journal: Journal,
    private readonly legal: LegalMatters,
    private readonly onwards: Onwards,
    private readonly troubles: ChannelTroubles,
    private readonly metrics: MessageMetrics,
    private readonly sight: DrillSight,
  ) {}

  /** @param digest names the one message that several went out in; null for one alone */
  async sent(claim: Claim, worker: string, answer: string, digest: string | null): Promise<void> {
    const { deliveries, setup } = claim;
    const works = await this.records.transaction(async (tx) => {
      const nowOf = await this.sight.clocks(tx, deliveries);
      await this.reached(tx, claim, nowOf);
      await this.begin(tx, claim);
      const ids = deliveries.map(({ id }) => id);
      const news = await this.deliveries.sent(tx, ids, worker, { answer, digest });
      const told = deliveries.filter(({ id }) => news.has(id));
      await this.journal.write(
        tx,
        told.map((delivery) =>
          entryOf('notification.sent', delivery, nowOf(delivery), digest === null ? {} : { digest }),
        ),
      );
      await this.outbox.settle(tx, outboxOf(claim));
      const back = await this.sends.works(tx, setup.id);
      if (back) await this.deliveries.hurry(tx, setup.id);
      return back;
    });
    this.metrics.wentOut(claim, digest);
    if (works) await this.troubles.over(setup);
  }

  /** The recipient is not there any more: nothing was tried, and the channel is not to blame. */
  async unaddressed({ deliveries, ...claim }: Claim): Promise<void> {
    const nobody: Failure = { fault: 'gone', retryAfterMs: null, answer: 'there is no address any more' };
    await this.records.transaction(async (tx) => {
      await this.begin(tx, { deliveries, ...claim });
      await this.onwards.after(tx, deliveries, nobody);
    });
  }

  async failed(claim: Claim, failure: Failure): Promise<void> {
    const { deliveries, setup } = claim;
    const trouble = await this.records.transaction(async (tx) => {
      await this.begin(tx, claim);
      const { passed } = await this.onwards.after(tx, deliveries, failure);
      return this.blame(tx, claim, failure, passed > 0);
    });
    this.metrics.failed.inc({ channel: setup.id, fault: failure.fault });
    if (trouble !== null) await this.troubles.begin(setup, trouble, failure);
  }

  /** Whoever has been paged knows: the law's clock counts from then, each timeline's by its own. */
  private async reached(tx: Tx, claim: Claim, nowOf: (one: Pick<Delivery, 'drill'>) => number): Promise<void> {
    const ofIncidents = claim.deliveries.filter(({ owner }) => owner.kind === 'incident');
    if (ofIncidents.length === 0) return;
    const messages = await this.outbox.messages(tx, [...new Set(ofIncidents.map(({ outbox }) => outbox))]);
    for (const drill of new Set(ofIncidents.map((one) => one.drill))) {
      const at = nowOf({ drill });
      const own = ofIncidents.filter((one) => one.drill === drill);
      const pages = own.map(({ owner, outbox, recipient: to }) => ({
        ...{ incident: owner.id, at, to, tier: messages.get(outbox)?.tier ?? null },
      }));
      await this.legal.pagesDelivered(tx, pages, at);
    }
  }

  /** Outbox rows before deliveries, everywhere. */
  private async begin(tx: Tx, claim: Claim): Promise<void> {
    await this.outbox.lock(tx, outboxOf(claim));
    if (claim.send !== null) await this.sends.ended(tx, claim.send);
  }

  /** Whether it is news that the channel fails, or that an address on it is gone. */
  private async blame(tx: Tx, { setup }: Claim, failure: Failure, passed: boolean): Promise<'failing' | 'gone' | null> {
    const { fault, retryAfterMs } = failure;
    if (fault === 'gone') return (await this.sends.gone(tx, setup.id)) ? 'gone' : null;
    if (fault === 'throttled') {
      await this.sends.blocked(tx, setup.id, retryAfterMs ?? THROTTLED_MS);
      if (!passed) return null;
    }
    return (await this.sends.fault(tx, setup.id, passed && fault !== 'malformed')) ? 'failing' : null;
  }
}

const outboxOf = ({ deliveries }: Claim): number[] => [...new Set(deliveries.map(({ outbox }) => outbox))];
