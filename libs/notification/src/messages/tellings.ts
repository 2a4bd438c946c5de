import { Injectable } from '@nestjs/common';
import {
  DEFAULT_LANGUAGE,
  deskOfRecipient,
  deskRecipient,
  drillRecipients,
  mayReach,
  type Message,
  type Recipients,
  recipients,
  type Told,
} from '@cofferdam/domain';
import { Deliveries, type NewDelivery, type Tx, type UnexpandedRow } from '@cofferdam/records';
import { Around, channelBlamed, faultsOf, type Seen } from './around';

/** A delivery, and what the journal says did not work from the first: which channel was passed over, and why. */
export interface Telling {
  readonly delivery: NewDelivery;
  readonly faults: readonly { readonly channel: string | null; readonly fault: string }[];
}

/** Where something about a matter has gone out before. */
type WentOut = readonly { readonly recipient: string; readonly channel: string }[];

const NOT_A_PARTICIPANT = 'not-a-participant';

/** Says who is told of a message, and over which channel first. */
@Injectable()
export class Tellings {
  constructor(
    private readonly around: Around,
    private readonly deliveries: Deliveries,
  ) {}

  async of(tx: Tx, row: UnexpandedRow, seen: Seen): Promise<Telling[]> {
    const { message } = row;
    const { kind, owner } = message;
    const before = kind === 'correction' ? await this.deliveries.wentOut(tx, owner) : [];
    const names = kind === 'end' ? await this.deliveries.told(tx, owner) : before.map(({ recipient }) => recipient);
    const audience = this.around.audience(message, seen, [...new Set(names)]);
    if (message.class === 'exercise') {
      const told = drillRecipients(message, audience, drillOf(message, seen)?.drill ?? null);
      return [...this.all(row, told, before, seen), ...told.refused.map((name) => refused(toOne(row, name, seen)))];
    }
    const all = this.all(row, recipients(message, audience), before, seen);
    // A test of the equipment is told by those who make it.
    return message.class === 'actual' ? all : all.map(({ delivery }) => ({ ...refused(delivery), faults: [] }));
  }

  private all(row: UnexpandedRow, { people, desks }: Recipients, before: WentOut, seen: Seen): Telling[] {
    const persons = people.flatMap((one) =>
      row.message.kind === 'correction' ? this.corrected(row, one, before, seen) : this.toPerson(row, one, seen),
    );
    return [...persons, ...this.toGroups(row, desks, before, seen)];
  }

  /** One whom no channel reaches has failed from the first, and the substitute is told. */
  private toPerson(row: UnexpandedRow, { username, substitute }: Told, seen: Seen): Telling[] {
    const { message } = row;
    const blamed = channelBlamed(message);
    const open = this.around.channelsOf(username, message.park, seen, { without: blamed });
    const [channel = null] = this.around.channelsOf(username, message.park, seen, {
      ...{ without: blamed, faults: faultsOf(message, seen) },
    });
    const delivery = { ...toOne(row, username, seen), substitute, channel };
    const dead = faultsOf(message, seen)?.channels;
    const passed = (channel === null ? open : open.slice(0, open.indexOf(channel))).filter((id) => dead?.has(id));
    const telling = { delivery, faults: message.class === 'exercise' ? passedOver(passed, channel) : [] };
    if (channel !== null || substitute === null) return [telling];
    const active = seen.users.some((user) => user.username === substitute && !user.disabled);
    return active ? [telling, ...this.toPerson(row, { username: substitute, substitute: null }, seen)] : [telling];
  }

  /** Over every channel on which they were told something; over their first where none of those is left. */
  private corrected(row: UnexpandedRow, one: Told, before: WentOut, seen: Seen): Telling[] {
    const { message } = row;
    const told = before.filter(({ recipient }) => recipient === one.username).map(({ channel }) => channel);
    const open = this.around
      .channelsOf(one.username, message.park, seen, { faults: faultsOf(message, seen) })
      .filter((channel) => told.includes(channel));
    if (open.length === 0) return this.toPerson(row, { ...one, substitute: null }, seen);
    const base = toOne(row, one.username, seen);
    const tellings = open.map((channel) => ({
      ...{ delivery: { ...base, key: `${base.key}.@${channel}`, channel }, faults: [] },
    }));
    return tellings;
  }

  /** Robots in the groups of these desks; in a drill only where the whole group takes part. */
  private toGroups(row: UnexpandedRow, desks: readonly string[], before: WentOut, seen: Seen): Telling[] {
    const { park, kind } = row.message;
    const robots = new Map<string, Telling>();
    for (const id of desks) {
      const desk = seen.desks.find((one) => one.park === park && one.desk.id === id)?.desk;
      const told = before.flatMap(({ recipient, channel }) => (deskOfRecipient(recipient) === id ? [channel] : []));
      const channels = kind === 'correction' ? told : (desk?.channels ?? []);
      for (const channel of this.around.robotsOf(channels, park, seen)) {
        if (!robots.has(channel)) robots.set(channel, this.toGroup(row, id, channel, seen));
      }
    }
    return [...robots.values()];
  }

  private toGroup(row: UnexpandedRow, desk: string, channel: string, seen: Seen): Telling {
    const { message } = row;
    const { language = DEFAULT_LANGUAGE } = seen.channels.get(channel) ?? {};
    const to = { key: `${keyOf(row)}.@${channel}`, recipient: deskRecipient(desk), channel, language };
    const delivery = { ...baseOf(row), ...to };
    if (message.class !== 'exercise') return { delivery, faults: [] };
    const drill = drillOf(message, seen)?.drill ?? null;
    if (!mayReach(drill, { kind: message.kind, recipient: to.recipient, channel })) return refused(delivery, channel);
    if (faultsOf(message, seen)?.channels.has(channel) !== true) return { delivery, faults: [] };
    return { delivery: { ...delivery, channel: null, why: 'drill-fault' }, faults: passedOver([channel], channel) };
  }
}

/** The end of one matter is told once to everybody, whatever the number of tiers that it is written to. */
const keyOf = ({ id, message: { kind, owner, generation } }: UnexpandedRow): string =>
  kind === 'end' || kind === 'correction' ? `${kind}.${owner.kind}.${owner.id}.${generation}` : String(id);

function baseOf({ id, message, writtenAt }: UnexpandedRow): Omit<NewDelivery, 'key' | 'recipient' | 'channel'> {
  const { class: class_, drill, park, owner, kind, toxic }: Message = message;
  // A correction goes before everything: it undoes what may be acted on at this moment.
  const severity = kind === 'correction' ? 'red' : message.severity;
  return {
    ...{ outbox: id, class: class_, drill, park, owner, kind, severity, toxic, writtenAt },
    ...{ substitute: null, language: DEFAULT_LANGUAGE },
  };
}

/** To somebody over no channel yet. */
function toOne(row: UnexpandedRow, username: string, seen: Seen): NewDelivery {
  const language = seen.languages.get(username) ?? DEFAULT_LANGUAGE;
  return { ...baseOf(row), key: `${keyOf(row)}.${username}`, recipient: username, language, channel: null };
}

/** Only who takes part in a drill is told of it, and these do not. */
const refused = (delivery: NewDelivery, channel: string | null = null): Telling => ({
  delivery: { ...delivery, channel: null, why: NOT_A_PARTICIPANT },
  faults: [{ channel, fault: NOT_A_PARTICIPANT }],
});

const passedOver = (channels: readonly string[], taken: string | null): Telling['faults'] => [
  ...channels.map((channel) => ({ channel, fault: 'drill-fault' })),
  ...(taken === null ? [{ channel: null, fault: 'no-channel' }] : []),
];

const drillOf = ({ drill }: Message, seen: Seen) => (drill === null ? null : (seen.drills.get(drill) ?? null));
