import { Injectable } from '@nestjs/common';
import { type ChannelSetup, DEFAULT_LANGUAGE, deskRecipient, type Message, recipients } from '@cofferdam/domain';
import { Deliveries, type NewDelivery, Outbox, Records, type Tx, type UnexpandedRow } from '@cofferdam/records';
import { Around, channelBlamed, type Seen } from './around';

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
    private readonly around: Around,
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
    const all: NewDelivery[] = [];
    const untold: number[] = [];
    for (const row of rows) {
      const own = await this.deliveriesOf(tx, row, seen);
      if (own.length === 0) untold.push(row.id);
      all.push(...own);
    }
    const ids = rows.map(({ id }) => id);
    await this.deliveries.add(tx, all);
    await this.outbox.expanded(tx, ids);
    await this.outbox.failed(untold, 'nobody-to-tell', tx);
    await this.outbox.settle(tx, ids);
    return [...new Set(all.flatMap(({ channel }) => channel ?? []))];
  }

  private async deliveriesOf(tx: Tx, row: UnexpandedRow, seen: Seen): Promise<NewDelivery[]> {
    const { message } = row;
    const { people, desks } = recipients(message, await this.around.audience(tx, message, seen));
    const base = baseOf(row);
    const persons = people.flatMap(({ username, substitute }) => this.toPerson(row, username, substitute, seen));
    const robots = new Map<string, NewDelivery>();
    for (const id of desks) {
      const desk = seen.desks.find((one) => one.park === message.park && one.desk.id === id)?.desk;
      for (const channel of this.around.robotsOf(desk?.channels ?? [], message.park, seen)) {
        const { language } = seen.channels.get(channel) ?? base;
        const to = { key: `${keyOf(row)}.@${channel}`, recipient: deskRecipient(id), channel, language };
        if (!robots.has(channel)) robots.set(channel, { ...base, ...to });
      }
    }
    const written = [...persons, ...robots.values()];
    if (message.class === 'actual') return written;
    // Only who takes part in a drill is told of it, and nobody has been said to.
    return written.map((one) => ({ ...one, channel: null, why: 'not-a-participant' }));
  }

  /** One whom no channel reaches has failed from the first, and the substitute is told. */
  private toPerson(row: UnexpandedRow, username: string, substitute: string | null, seen: Seen): NewDelivery[] {
    const { park } = row.message;
    const [channel = null] = this.around.channelsOf(username, park, seen, channelBlamed(row.message));
    const base = baseOf(row);
    const language = seen.languages.get(username) ?? base.language;
    const delivery = { ...base, key: `${keyOf(row)}.${username}`, recipient: username, substitute, channel, language };
    if (channel !== null || substitute === null) return [delivery];
    const active = seen.users.some((user) => user.username === substitute && !user.disabled);
    return active ? [delivery, ...this.toPerson(row, substitute, null, seen)] : [delivery];
  }
}

/** The end of one matter is told once to everybody, whatever the number of tiers that it is written to. */
const keyOf = ({ id, message: { kind, owner, generation } }: UnexpandedRow): string =>
  kind === 'end' ? `end.${owner.kind}.${owner.id}.${generation}` : String(id);

function baseOf({ id, message, writtenAt }: UnexpandedRow): Omit<NewDelivery, 'key' | 'recipient' | 'channel'> {
  const { class: class_, drill, park, owner, kind, severity, toxic }: Message = message;
  return {
    ...{ outbox: id, class: class_, drill, park, owner, kind, severity, toxic, writtenAt },
    ...{ substitute: null, language: DEFAULT_LANGUAGE },
  };
}
