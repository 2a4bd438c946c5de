import { Injectable } from '@nestjs/common';
import type { ChannelSetup } from '@cofferdam/domain';
import { Deliveries, Journal, Outbox, Records, type Tx, type UnexpandedRow } from '@cofferdam/records';
import { Around } from './around';
import { DrillSight } from './drill-sight';
import { entryOf } from './onwards';
import { type Telling, Tellings } from './tellings';

const AT_ONCE = 200;
/** Messages of which nobody can be told anything are ended by so many. */
const AT_ONCE_UNTOLD = 2_000;

export interface Expanded {
  /** How many messages have been looked at. */
  readonly messages: number;
  /** Channels over which something is to go out. */
  readonly channels: readonly string[];
}

/** Says who is told of each message: a delivery for every person and robot, in the transaction that marks the message. */
@Injectable()
export class Expander {
  constructor(
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly deliveries: Deliveries,
    private readonly journal: Journal,
    private readonly around: Around,
    private readonly tellings: Tellings,
    private readonly sight: DrillSight,
  ) {}

  /** Takes the next messages that nobody else has. */
  async expand(): Promise<Expanded> {
    return this.records.transaction(async (tx) => {
      const channels = await this.around.open(tx);
      const rows = await this.outbox.unexpanded(tx, channels.size === 0 ? AT_ONCE_UNTOLD : AT_ONCE);
      if (rows.length === 0) return { messages: 0, channels: [] };
      const ids = rows.map(({ id }) => id);
      if (channels.size === 0) await this.outbox.failed(ids, 'no-channels', tx);
      const used = channels.size === 0 ? [] : await this.tell(tx, rows, channels);
      return { messages: rows.length, channels: used };
    });
  }

  private async tell(
    tx: Tx,
    rows: readonly UnexpandedRow[],
    channels: ReadonlyMap<string, ChannelSetup>,
  ): Promise<string[]> {
    const seen = await this.around.see(
      tx,
      rows.map(({ message }) => message),
      channels,
    );
    const all: Telling[] = [];
    const untold: number[] = [];
    for (const row of rows) {
      const own = await this.tellings.of(tx, row, seen);
      // Where nobody had been told, nobody has to hear that it was wrong.
      if (own.length === 0 && row.message.kind !== 'correction') untold.push(row.id);
      all.push(...own);
    }
    const ids = rows.map(({ id }) => id);
    const deliveries = all.map(({ delivery }) => delivery);
    const added = await this.deliveries.add(tx, deliveries);
    await this.journalFaults(
      tx,
      all.filter(({ delivery }) => added.has(delivery.key)),
    );
    await this.outbox.expanded(tx, ids);
    await this.outbox.failed(untold, 'nobody-to-tell', tx);
    await this.outbox.settle(tx, ids);
    return [...new Set(deliveries.flatMap(({ channel }) => channel ?? []))];
  }

  /** What did not work from the first; whoever was refused something of a drill among it. */
  private async journalFaults(tx: Tx, tellings: readonly Telling[]): Promise<void> {
    const faulty = tellings.filter(({ faults }) => faults.length > 0);
    if (faulty.length === 0) return;
    const nowOf = await this.sight.clocks(
      tx,
      faulty.map(({ delivery }) => delivery),
    );
    const entries = faulty.flatMap(({ delivery, faults }) =>
      faults.map(({ channel, fault }) => {
        const tried = { ...delivery, channel, attempt: 0, possibleRepeat: false };
        return entryOf('notification.failed', tried, nowOf(delivery), { fault });
      }),
    );
    await this.journal.write(tx, entries);
  }
}
