import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Message } from '@cofferdam/domain';
import { Publisher } from '@cofferdam/mqtt';
import { Outage } from '@cofferdam/process';
import { Outbox, type OutboxRow } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';

const LOOK_EVERY_MS = 250;
const AT_ONCE = 20;

/**
 * Publishes commands to devices (HJ 212-2017 §6.6, "retain a sample" for example) from the outbox, at least once; who
 * wrote the message has made the frame. While the broker is away they wait in the records, where the auditor sees them.
 */
@Injectable()
export class CommandSender implements OnModuleDestroy {
  private readonly logger = new Logger(CommandSender.name);
  private readonly outage = new Outage(this.logger, 'commands to devices wait');
  private busy: Promise<void> | null = null;

  constructor(
    private readonly outbox: Outbox,
    private readonly publisher: Publisher,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (!this.publisher.connected) return;
    this.busy ??= this.send()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.race([this.busy, new Promise((resolve) => setImmediate(resolve))]);
  }

  private async send(): Promise<void> {
    for (const row of await this.outbox.claimCommands(AT_ONCE)) await this.publish(row);
  }

  private async publish({ id, message }: OutboxRow): Promise<void> {
    const { outlet, frame } = message.data;
    if (typeof outlet !== 'string' || typeof frame !== 'string') {
      this.logger.error(`command ${id} names no outlet or has no frame`);
      await this.outbox.failed([id], 'malformed');
      return;
    }
    await this.publisher.publish(topicOf(message, outlet), frame);
    await this.outbox.sent([id]);
  }
}

const topicOf = ({ drill, park }: Message, outlet: string): string =>
  `${drill === null ? '' : `drills/${drill}/`}parks/${park}/outlets/${outlet}/commands`;
