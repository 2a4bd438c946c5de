import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  advance,
  BEIJING_MINUTES,
  capTime,
  chainFacts,
  exerciseName,
  type IncidentChain,
  isOver,
  type MadeMessage,
  newChain,
} from '@cofferdam/cap';
import { SETTINGS, type Settings } from '@cofferdam/config';
import {
  type IncidentView,
  type JournalEntry,
  type JournalEvent,
  type Timeline,
  viewIncident,
} from '@cofferdam/domain';
import {
  CapDrafts,
  CapMessages,
  Incidents,
  isTransient,
  Journal,
  ParkDocuments,
  Records,
  type Tx,
} from '@cofferdam/records';
import { type CapNews, capStretch } from './cap-news';
import { CapSigner } from './cap-signer';

/** The day of identifiers: Beijing's, as their times are. */
const dayOf = (at: number): string => capTime(Math.floor(at / 1000) * 1000, BEIJING_MINUTES).slice(0, 10);

/** After a chain that could not be told, ms. */
const RETRY_MS = 15 * 60_000;

/** Makes, judges, signs and keeps what is to be said, in the transaction that moves the feed's cursor. */
@Injectable()
export class CapIssuer {
  /** Messages of this process that broke a rule. */
  refusals = 0;
  private readonly logger = new Logger(CapIssuer.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly messages: CapMessages,
    private readonly drafts: CapDrafts,
    private readonly incidents: Incidents,
    private readonly parks: ParkDocuments,
    private readonly journal: Journal,
    private readonly signer: CapSigner,
  ) {}

  /** Says what these events make due. */
  async follow(tx: Tx, events: readonly JournalEvent[]): Promise<void> {
    const { news, endedDrills } = capStretch(events);
    const ended = (await Promise.all(endedDrills.map((drill) => this.messages.ofDrill(tx, drill)))).flat();
    const ids = [...new Set([...news.keys(), ...ended])].sort();
    if (ids.length === 0) return;
    const known = new Map((await this.messages.lock(tx, ids)).map((chain) => [chain.incident, chain]));
    const hours = new Hours(this.records, tx);
    for (const id of ids) {
      const heard = news.get(id) ?? { latest: null, warning: null };
      const now = await hours.of(known.get(id) ?? heard.latest);
      await this.alone(tx, known.get(id) ?? null, now, async () => {
        const chain = known.get(id) ?? (await this.begin(tx, id, heard, now));
        if (chain !== null) await this.say(tx, await this.heed(tx, chain, heard, ended.includes(id)), now);
      });
    }
  }

  /** Renewals, and what had to wait. @returns how many chains were looked at */
  async look(tx: Tx, limit: number): Promise<number> {
    const hours = new Hours(this.records, tx);
    const chains = await this.messages.lockDue(tx, await hours.of(null), limit);
    for (const chain of chains) {
      const now = await hours.of(chain);
      await this.alone(tx, chain, now, () => this.say(tx, chain, now));
    }
    return chains.length;
  }

  /** One chain that cannot be told must not keep the others from being told; it is tried again later. */
  private async alone(tx: Tx, chain: IncidentChain | null, now: number, work: () => Promise<void>): Promise<void> {
    try {
      await this.records.part(tx, work);
    } catch (error) {
      if (isTransient(error)) throw error;
      const stack = error instanceof Error ? error.stack : String(error);
      this.logger.error(`no CAP message about ${chain?.incident ?? 'an incident that is new'}`, stack);
      if (chain !== null) await this.messages.save(tx, { ...chain, lookAt: now + RETRY_MS });
    }
  }

  private async begin(tx: Tx, id: string, { latest }: CapNews, now: number): Promise<IncidentChain | null> {
    const view = latest ?? (await this.fromRecords(tx, id));
    if (view === null || isOver(chainFacts(newChain(view, 1, now)))) return null;
    const { class: kind, drill, park } = view;
    const scope = kind === 'exercise' ? exerciseName(drill ?? '') : dayOf(now);
    return newChain(view, await this.messages.nextNumber(tx, kind, park, scope), now);
  }

  private async fromRecords(tx: Tx, id: string): Promise<IncidentView | null> {
    const incident = await this.incidents.get(tx, id);
    return incident && viewIncident(incident);
  }

  private async heed(tx: Tx, chain: IncidentChain, news: CapNews, exerciseOver: boolean): Promise<IncidentChain> {
    const { latest, warning } = news;
    const newer = latest !== null && latest.version >= chain.latest.version;
    const told = { ...chain, ...(newer && { latest }), ...(exerciseOver && { exerciseOver }) };
    if (warning === null) return told;
    if (warning === 'withdrawn') return { ...told, warning: null };
    const draft = await this.drafts.get(tx, warning.draft);
    return draft === null || isOver(chainFacts(told)) ? told : { ...told, warning: draft.warning };
  }

  private async say(tx: Tx, chain: IncidentChain, now: number): Promise<void> {
    const park = (await this.parks.of(tx, [chain.park])).get(chain.park);
    if (park === undefined) throw new Error(`no park ${chain.park}`);
    const [earlier, alarms] = [await this.messages.ofRun(tx, chain), await this.messages.alarmsOf(tx, chain.incident)];
    const { capSenderDomain: domain, consoleUrl = null } = this.settings;
    const told = advance(chain, earlier, { park, alarms, domain, consoleUrl }, now);
    await this.messages.save(tx, told.chain);
    for (const made of told.made) await this.keep(tx, chain, made);
    const issued = told.made.filter(({ refused }) => refused.length === 0);
    await this.journal.write(
      tx,
      issued.map((made) => issuedEntry(chain, made, now)),
    );
  }

  private async keep(tx: Tx, chain: IncidentChain, made: MadeMessage): Promise<void> {
    const { message, xml, refused } = made;
    const leaves = refused.length === 0 && xml !== null;
    if (!leaves) {
      this.refusals += 1;
      this.logger.error(`${message.identifier} breaks ${refused.join(', ')}: it does not leave`);
    }
    await this.messages.add(tx, chain, made, leaves ? await this.signer.sign(xml, chain.class) : null);
  }
}

/** The hours of timelines, each asked for once a transaction: what is said of a drill is said at its clock. */
class Hours {
  private readonly known = new Map<string | null, Promise<number>>();

  constructor(
    private readonly records: Records,
    private readonly tx: Tx,
  ) {}

  /** Epoch ms; the service's where nothing is known of what it is about. */
  of(about: Pick<Timeline, 'drill'> | null): Promise<number> {
    const drill = about?.drill ?? null;
    const asked = this.known.get(drill) ?? this.records.now(this.tx, { drill });
    this.known.set(drill, asked);
    return asked;
  }
}

function issuedEntry(chain: IncidentChain, { message }: MadeMessage, at: number): JournalEntry {
  const { class: kind, drill, park, incident } = chain;
  const { identifier, msgType, scope, references } = message;
  const named = references.map((reference) => reference.identifier);
  return {
    ...{ at, type: 'cap.issued', class: kind, drill, park, subject: { kind: 'cap', id: identifier }, actor: 'system' },
    data: { identifier, msgType, scope, incident, references: named },
  };
}
