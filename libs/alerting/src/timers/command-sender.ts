import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { commandTopicOf, isDrillUnderWay, type JournalEntry, type Message } from '@cofferdam/domain';
import { Publisher } from '@cofferdam/mqtt';
import { Outage } from '@cofferdam/process';
import { Drills, Journal, Outbox, type OutboxRow, Records } from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';

const LOOK_EVERY_MS = 250;
const AT_ONCE = 20;

/** A command that may go out: where, and the frame. */
interface Command {
  readonly topic: string;
  readonly outlet: string;
  readonly frame: string;
}

/**
 * Publishes commands to devices (HJ 212-2017 §6.6, "retain a sample" for example) from the outbox, at least once; who
 * wrote the message has made the frame. While the broker is away they wait in the records, where the auditor sees them.
 * What belongs to a drill goes to the drill's own topics, while it is under way, and never to a device of the plant.
 */
@Injectable()
export class CommandSender implements OnModuleDestroy {
  private readonly logger = new Logger(CommandSender.name);
  private readonly outage = new Outage(this.logger, 'commands to devices wait');
  private busy: Promise<void> | null = null;

  constructor(
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly drills: Drills,
    private readonly journal: Journal,
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
    const command = commandIn(message);
    const why = command === null ? 'malformed' : await this.whyNot(message);
    if (command === null || why !== null) {
      this.logger.error(`command ${id} is not published: ${why}`);
      await this.outbox.failed([id], why ?? 'malformed');
      return;
    }
    await this.publisher.publish(command.topic, command.frame);
    await this.records.transaction(async (tx) => {
      const news = await this.outbox.sent([id], tx);
      if (news.length > 0)
        await this.journal.write(tx, [entryOf(message, command, await this.records.now(tx, message))]);
    });
  }

  private async whyNot({ drill: id }: Message): Promise<string | null> {
    if (id === null) return null;
    const drill = await this.drills.get(this.records.db, id);
    return drill !== null && isDrillUnderWay(drill) ? null : 'drill-not-running';
  }
}

/** Null for one that names no outlet, has no frame or is of no timeline that has devices. */
function commandIn(message: Message): Command | null {
  const { outlet, frame } = message.data;
  if (typeof outlet !== 'string' || typeof frame !== 'string') return null;
  const topic = commandTopicOf(message, outlet);
  return topic === null ? null : { topic, outlet, frame };
}

/** @param at epoch ms of the message's timeline */
function entryOf(message: Message, { topic, outlet }: Command, at: number): JournalEntry {
  const { class: class_, drill, park, owner } = message;
  return {
    ...{ at, type: 'command.sent', class: class_, drill, park, subject: { kind: owner.kind, id: owner.id } },
    ...{ actor: 'system', data: { topic, outlet, incident: owner.kind === 'incident' ? owner.id : null } },
  };
}
