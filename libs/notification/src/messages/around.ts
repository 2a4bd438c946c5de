import { Inject, Injectable } from '@nestjs/common';
import {
  type Audience,
  type ChannelSetup,
  type ContactPoint,
  deskId,
  type DeskState,
  type DrillFaults,
  type Incident,
  type Language,
  type Message,
  type Park,
} from '@cofferdam/domain';
import {
  Channels,
  Contacts,
  Desks,
  Incidents,
  type ParkDesk,
  ParkDocuments,
  Records,
  SYSTEM_PARK,
  type Tx,
  type UserAccount,
  Users,
} from '@cofferdam/records';
import { DrillSight, type SeenDrills } from './drill-sight';
import { type Voices, VOICES } from './texts';

/** A zone for what belongs to no park. */
const ZONE = 'Asia/Shanghai';

/** Everything that is looked at when it is said who is told, as one transaction sees it. */
export interface Seen {
  readonly now: number;
  readonly users: readonly UserAccount[];
  /** Of each user, by name. */
  readonly languages: ReadonlyMap<string, Language>;
  readonly desks: readonly ParkDesk[];
  readonly states: ReadonlyMap<string, DeskState>;
  readonly parks: ReadonlyMap<string, Park>;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly contacts: ReadonlyMap<string, readonly ContactPoint[]>;
  readonly channels: ReadonlyMap<string, ChannelSetup>;
  /** Those that messages belong to, by id; unknown ones are left out. */
  readonly drills: SeenDrills;
}

/** Which of a person's channels are passed over. */
export interface PassedOver {
  /** The one that a message is about. */
  readonly without?: unknown;
  /** What a drill has put out of order, for its own messages alone. */
  readonly faults?: DrillFaults | null;
}

/** Reads what is around messages: people, desks, channels, incidents. */
@Injectable()
export class Around {
  constructor(
    private readonly records: Records,
    private readonly users: Users,
    private readonly desks: Desks,
    private readonly documents: ParkDocuments,
    private readonly incidents: Incidents,
    private readonly channels: Channels,
    private readonly contacts: Contacts,
    private readonly sight: DrillSight,
    @Inject(VOICES) private readonly voices: Voices,
  ) {}

  /** Channels that are switched on, by id. */
  async open(tx: Tx): Promise<Map<string, ChannelSetup>> {
    return new Map((await this.channels.all(tx)).filter(({ enabled }) => enabled).map((one) => [one.id, one]));
  }

  async see(tx: Tx, messages: readonly Message[], channels: ReadonlyMap<string, ChannelSetup>): Promise<Seen> {
    const parks = [...new Set(messages.map(({ park }) => park))];
    const users = await this.users.list(tx);
    const contacts = await this.contacts.many(
      tx,
      users.map(({ username }) => username),
    );
    return {
      now: await this.records.now(tx),
      ...{ users, contacts, channels },
      languages: new Map(users.map(({ username, language }) => [username, language])),
      desks: await this.desks.all(tx, parks),
      states: new Map((await this.desks.states(tx, parks)).map((state) => [state.id, state])),
      parks: await this.documents.of(tx, parks),
      incidents: await this.incidents.byIds(tx, [...new Set(messages.flatMap(incidentOf))]),
      drills: await this.sight.of(tx, messages),
    };
  }

  /**
   * @param told everybody to whom something about its owner has gone out before, where the message asks for that
   */
  audience(message: Message, seen: Seen, told: readonly string[]): Audience {
    const [incident = null] = incidentOf(message).flatMap((id) => seen.incidents.get(id) ?? []);
    const desks = seen.desks.filter(({ park }) => park === message.park);
    return {
      desks: desks.map(({ park, desk }) => ({ desk, state: seen.states.get(deskId(park, desk.id)) ?? null })),
      ...{ users: seen.users, incident, told, ofService: message.park === SYSTEM_PARK },
      now: seen.drills.get(message.drill ?? '')?.now ?? seen.now,
      timezone: seen.parks.get(message.park)?.timezone ?? ZONE,
    };
  }

  /** The channels of a person that may be used, in their order. */
  channelsOf(
    username: string,
    park: string,
    seen: Pick<Seen, 'contacts' | 'channels'>,
    { without, faults }: PassedOver = {},
  ): string[] {
    if (faults?.people.has(username) === true) return [];
    const ids = (seen.contacts.get(username) ?? []).map(({ channel }) => channel);
    const works = (id: string): boolean => id !== without && faults?.channels.has(id) !== true;
    return [...new Set(ids)].filter((id) => works(id) && this.mayUse(seen.channels.get(id), park, false));
  }

  /** Of a desk's channels those that may be used: robots in its groups. */
  robotsOf(channels: readonly string[], park: string, seen: Pick<Seen, 'channels'>): string[] {
    return channels.filter((id) => this.mayUse(seen.channels.get(id), park, true));
  }

  private mayUse(channel: ChannelSetup | undefined, park: string, collective: boolean): boolean {
    if (channel === undefined) return false;
    const ours = channel.park === null || park === SYSTEM_PARK || channel.park === park;
    return ours && this.voices.channelOf(channel.kind).collective === collective;
  }
}

/** The incident that a message is about, or none. */
export function incidentOf({ owner, data }: Message): string[] {
  if (owner.kind === 'incident') return [owner.id];
  return typeof data['incident'] === 'string' ? [data['incident']] : [];
}

/** What the drill that something belongs to has put out of order; null for what is live. */
export const faultsOf = ({ drill }: Pick<Message, 'drill'>, { drills }: Pick<Seen, 'drills'>): DrillFaults | null =>
  drill === null ? null : (drills.get(drill)?.faults ?? null);

/** The channel that a message is about, and over which it is not sent. */
export const channelBlamed = ({ kind, data }: Message): unknown => (kind === 'system' ? data['channel'] : undefined);
