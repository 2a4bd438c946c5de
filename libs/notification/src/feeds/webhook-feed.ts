import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type JournalEvent, webhookWants } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { FeedCursors, Nap, Records, type Tx, WebhookDeliveries, Webhooks } from '@cofferdam/records';
import { JournalPulse } from './journal-pulse';
import { WebhookSender } from './webhook-sender';

const AT_ONCE = 500;
const LOOK_EVERY_MS = 1_000;
/** Growth of the journal within this time is taken together: each step costs PostgreSQL a commit. */
const GATHER_MS = 40;
const AFTER_FAILURE_MS = 500;

export const WEBHOOKS = 'webhooks';

/** Writes what each webhook is to get, in the transaction that moves the feed on: each event once a hook. */
@Injectable()
export class WebhookFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly outage = new Outage(new Logger(WebhookFeed.name), 'webhooks are told of nothing new');
  private readonly nap = new Nap();
  private loop: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly cursors: FeedCursors,
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly sender: WebhookSender,
    pulse: JournalPulse,
  ) {
    pulse.onGrowth(() => this.nap.wake());
  }

  onApplicationBootstrap(): void {
    this.loop ??= this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const taken = await this.cursors.step(WEBHOOKS, AT_ONCE, (tx, events) => this.write(tx, events));
        this.outage.isOver();
        if ((taken ?? 0) < AT_ONCE) await this.rest();
      } catch (error) {
        if (!this.stopping) this.outage.goesOn(error);
        await this.nap.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private async rest(): Promise<void> {
    await this.nap.sleep(LOOK_EVERY_MS);
    if (!this.stopping) await pause(GATHER_MS);
  }

  private async write(tx: Tx, events: readonly JournalEvent[]): Promise<void> {
    const hooks = await this.webhooks.enabled(tx);
    const wanted = events.flatMap((event) =>
      hooks
        .filter((hook) => webhookWants(hook, event))
        .map((hook) => ({ hook: hook.id, seq: event.seq, type: event.type })),
    );
    if (wanted.length === 0) return;
    await this.deliveries.add(tx, wanted, await this.records.now(tx));
    this.records.afterCommit(tx, () => this.sender.poke());
  }
}
