import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import { MessageBells } from '@cofferdam/queue';
import { Deliveries, Outbox } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { Expander } from './expander';
import { Sender } from './sender';

const LOOK_EVERY_MS = 500;

/**
 * Has messages expanded and sent: at once when a bell says so, and by looking for what no bell rang for. Bells go to
 * whichever process has a hand free.
 */
@Injectable()
export class MessageSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly outage = new Outage(new Logger(MessageSweep.name), 'nobody is told anything');
  private expanding: Promise<void> | null = null;
  private busy: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly deliveries: Deliveries,
    private readonly bells: MessageBells,
    private readonly expander: Expander,
    private readonly sender: Sender,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.onWritten = () => this.bells.ring([{ channel: null }]);
    this.bells.listen(({ channel }) => (channel === null ? this.expand() : this.sender.serve(channel)));
  }

  /** `@Interval` starts again whether or not the last run has ended. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.stopping) return;
    this.busy ??= this.round().finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.outbox.onWritten = () => undefined;
    await Promise.all([this.busy, this.expanding]);
  }

  /** Nobody waits for a channel here: it may be slow. */
  private async round(): Promise<void> {
    await this.expand();
    try {
      for (const channel of await this.deliveries.dueChannels()) void this.sender.serve(channel);
    } catch (error) {
      this.outage.goesOn(error);
    }
  }

  private async expand(): Promise<void> {
    this.expanding ??= this.untilAllAreTold()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.expanding = null));
    await this.expanding;
  }

  private async untilAllAreTold(): Promise<void> {
    while (!this.stopping) {
      const { messages, channels } = await this.expander.expand();
      if (messages === 0) return;
      this.bells.ring(channels.map((channel) => ({ channel })));
    }
  }
}
