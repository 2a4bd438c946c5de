import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import {
  Channels,
  ChannelSends,
  Deliveries,
  Outbox,
  Records,
  SystemAlarms,
  type SystemTrouble,
} from '@cofferdam/records';
import { Interval } from '@nestjs/schedule';
import { ChannelTroubles } from './channel-troubles';
import { type Voices, VOICES } from './texts';

const LOOK_EVERY_MS = 5_000;
/** Lighter colours are gathered for up to a minute; what is due for longer than this, ms, has been forgotten. */
const OVERDUE_MS = 90_000;
/** That a message reached nobody stays told of for so long. */
const NEWS_MINUTES = 10;
const PURGE_EVERY = 60;

const trouble = (rule: string, park?: string): SystemTrouble => ({
  ...{ subject: { kind: 'system', id: 'notification' }, rule },
  ...(park === undefined ? {} : { park }),
});
const UNEXPANDED = trouble('message-waits');
const OVERDUE = trouble('delivery-overdue');

/** Looks for messages that nobody sends and for those that reached nobody, and says so. */
@Injectable()
export class MessageAuditor implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(MessageAuditor.name), 'messages cannot be audited');
  private readonly silent = new Set<string>();
  private busy: Promise<void> | null = null;
  private rounds = 0;

  constructor(
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly deliveries: Deliveries,
    private readonly channels: Channels,
    private readonly sends: ChannelSends,
    private readonly troubles: ChannelTroubles,
    private readonly systemAlarms: SystemAlarms,
    @Inject(VOICES) private readonly voices: Voices,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async audit(): Promise<void> {
    this.busy ??= this.all()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    await this.busy;
  }

  private async all(): Promise<void> {
    const waits = await this.outbox.oldestUnexpanded();
    const old = `A message to people has waited ${Math.round(waits / 1000)} s: nobody says who is told.`;
    await this.say(waits > OVERDUE_MS, UNEXPANDED, old);
    const late = await this.deliveries.overdue();
    const overdue = `A message to somebody has been due for ${Math.round(late / 1000)} s and has not gone out.`;
    await this.say(late > OVERDUE_MS, OVERDUE, overdue);
    await this.auditReach();
    await this.tidy();
  }

  /** Parks whose messages reached nobody: their desks have to be called. */
  private async auditReach(): Promise<void> {
    const unreached = await this.outbox.reachedNobody(NEWS_MINUTES);
    for (const [park, why] of unreached) {
      this.silent.add(park);
      const explain = `A message reached nobody (${why}): call the desk on its own line.`;
      await this.systemAlarms.raise({ ...trouble('nobody-reached', park), severity: 'orange', explain });
    }
    for (const park of this.silent) {
      if (unreached.has(park)) continue;
      await this.systemAlarms.clear(trouble('nobody-reached', park));
      this.silent.delete(park);
    }
  }

  private async tidy(): Promise<void> {
    this.rounds += 1;
    if (this.rounds % PURGE_EVERY !== 1) return;
    const setups = await this.channels.all(this.records.db);
    const windows = setups.flatMap(({ kind }) => this.voices.channelOf(kind).allowances.map(({ perMs }) => perMs));
    await this.sends.purge(Math.max(0, ...windows));
    for (const id of await this.records.transaction((tx) => this.sends.goneBefore(tx))) {
      const setup = setups.find((one) => one.id === id);
      if (setup !== undefined) await this.troubles.over(setup, 'gone');
    }
  }

  private async say(is: boolean, what: SystemTrouble, explain: string): Promise<void> {
    if (is) await this.systemAlarms.raise({ ...what, severity: 'orange', explain });
    else await this.systemAlarms.clear(what);
  }
}
