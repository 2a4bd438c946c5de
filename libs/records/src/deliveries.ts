import { Injectable } from '@nestjs/common';
import type { Class, DeliveryState, Language, MessageKind, Owner, OwnerKind, Severity } from '@cofferdam/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** How long whoever has claimed a delivery may take, before another may send it as well, ms. */
export const LEASE_MS = 15_000;

/** A message to one recipient, before it is sent. */
export interface NewDelivery {
  /** The same for every attempt; one that is there already stays. */
  readonly key: string;
  readonly outbox: number;
  readonly class: Class;
  readonly drill: string | null;
  readonly park: string;
  readonly owner: Owner;
  readonly kind: MessageKind;
  readonly recipient: string;
  readonly substitute: string | null;
  readonly language: Language;
  readonly severity: Severity;
  readonly toxic: boolean;
  readonly writtenAt: number;
  /** Null: no channel reaches them, so that it has failed. */
  readonly channel: string | null;
  /** Why it has failed from the first. */
  readonly why?: string;
}

/** A delivery as it is claimed. Times are epoch ms of PostgreSQL's clock. */
export interface Delivery extends Omit<NewDelivery, 'channel' | 'why'> {
  readonly id: number;
  readonly channel: string;
  readonly position: number;
  readonly round: number;
  readonly tries: number;
  readonly attempt: number;
  readonly possibleRepeat: boolean;
  /** Since it came to this channel, and since it was written, ms. */
  readonly here: number;
  readonly age: number;
}

/** What becomes of a delivery that a channel has not taken. */
export interface Onward {
  readonly id: number;
  readonly state: 'PENDING' | 'FAILED';
  readonly channel: string | null;
  readonly position: number;
  readonly round: number;
  readonly tries: number;
  readonly afterMs: number;
  /** It has come to another channel. */
  readonly moved: boolean;
  /** The provider may have taken it all the same. */
  readonly mayRepeat: boolean;
  readonly answer: string;
}

const MS = sql`interval '1 millisecond'`;
const epoch = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
const FREE = sql`state = 'PENDING' and due_on <= clock_timestamp()
  and (claimed_until is null or claimed_until < clock_timestamp())`;
const READ = sql`id, key, outbox, class, drill, park, owner_kind, owner, kind, recipient, substitute, language, severity,
  toxic, channel, position, round, tries, attempt, possible_repeat as "possibleRepeat",
  ${epoch('written_on')} as "writtenAt",
  (extract(epoch from clock_timestamp() - here_since) * 1000)::bigint as here,
  (extract(epoch from clock_timestamp() - written_on) * 1000)::bigint as age`;
type Row = Omit<Delivery, 'owner'> & { readonly owner_kind: OwnerKind; readonly owner: string };

const read = ({ owner_kind: kind, owner: id, ...rest }: Row): Delivery => ({ ...rest, owner: { kind, id } });

/** Messages on their way to people and groups. An outbox row is locked before its deliveries. */
@Injectable()
export class Deliveries {
  constructor(private readonly records: Records) {}

  /** Each key once; answers those keys that are new. */
  async add(tx: Tx, deliveries: readonly NewDelivery[]): Promise<Set<string>> {
    if (deliveries.length === 0) return new Set();
    const rows = deliveries.map(({ owner, why = null, ...rest }) => ({
      ...rest,
      ...{ owner_kind: owner.kind, owner: owner.id, why, failed: rest.channel === null || why !== null },
    }));
    const { rows: added } = await sql<{ key: string }>`
      insert into delivery (key, outbox, class, drill, park, owner_kind, owner, kind, recipient, substitute, language,
        severity, toxic, written_on, channel, state, answer, ended_on)
      select key, outbox, class, drill, park, owner_kind, owner, kind, recipient, substitute, language, severity, toxic,
        to_timestamp("writtenAt" / 1000.0), channel, case when failed then 'FAILED' else 'PENDING' end,
        coalesce(why, case when failed then 'no-channel' end), case when failed then clock_timestamp() end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, outbox bigint, class text, drill text,
        park text, owner_kind text, owner text, kind text, recipient text, substitute text, language text, severity text,
        toxic boolean, "writtenAt" bigint, channel text, why text, failed boolean)
      on conflict (key) do nothing returning key`.execute(tx);
    return new Set(added.map(({ key }) => key));
  }

  /**
   * Over which channels something about an owner has gone out to whom; or may have, where a sender was at it when it was
   * taken back.
   */
  async wentOut(tx: Kysely<Schema>, { kind, id }: Owner): Promise<{ recipient: string; channel: string }[]> {
    const { rows } = await sql<{ recipient: string; channel: string }>`
      select distinct recipient, channel from delivery where owner_kind = ${kind} and owner = ${id}
        and channel is not null and kind <> 'correction'
        and (state = 'SENT' or attempt > 0 and claimed_by is not null and state in ('PENDING', 'CANCELLED'))
      order by recipient, channel`.execute(tx);
    return rows;
  }

  /** Everybody to whom something about an owner has gone out, or may have. */
  async told(tx: Kysely<Schema>, { kind, id }: Owner): Promise<string[]> {
    const { rows } = await sql<{ recipient: string }>`
      select distinct recipient from delivery where owner_kind = ${kind} and owner = ${id}
        and (state = 'SENT' or attempt > 0) order by recipient`.execute(tx);
    return rows.map(({ recipient }) => recipient);
  }

  /** All deliveries of an owner, in order. */
  async of(
    tx: Kysely<Schema>,
    { kind, id }: Owner,
  ): Promise<(Delivery & { state: DeliveryState; answer: string | null; digest: string | null })[]> {
    const { rows } = await sql<Row & { state: DeliveryState; answer: string | null; digest: string | null }>`
      select ${READ}, state, answer, digest from delivery
      where owner_kind = ${kind} and owner = ${id} order by id`.execute(tx);
    return rows.map((row) => ({ ...read(row), state: row.state, answer: row.answer, digest: row.digest }));
  }

  /** Channels over which something could go out now. */
  async dueChannels(): Promise<string[]> {
    const { rows } = await sql<{ channel: string }>`
      select distinct channel from delivery where ${FREE} and channel is not null order by channel`.execute(
      this.records.db,
    );
    return rows.map(({ channel }) => channel);
  }

  /**
   * What could go out over a channel now: live ones first, each class by urgency and then by age; locked, without what
   * others have.
   */
  async waiting(tx: Tx, channel: string, limit: number): Promise<Delivery[]> {
    const live = await this.waitingOf(tx, channel, sql`class = 'actual'`, limit);
    if (live.length >= limit) return live;
    return [...live, ...(await this.waitingOf(tx, channel, sql`class <> 'actual'`, limit - live.length))];
  }

  private async waitingOf(tx: Tx, channel: string, which: RawBuilder<unknown>, limit: number): Promise<Delivery[]> {
    const { rows } = await sql<Row>`
      select ${READ} from delivery where ${FREE} and channel = ${channel} and ${which}
        and exists (select from outbox o where o.id = delivery.outbox and o.state = 'PENDING')
      order by urgency desc, written_on, id limit ${limit} for update skip locked`.execute(tx);
    return rows.map(read);
  }

  /** Live messages that each of these got over a channel in the last minute (a digest counts once), and how long ago, ms. */
  async lately(
    tx: Tx,
    channel: string,
    recipients: readonly string[],
  ): Promise<Map<string, { count: number; ago: number }>> {
    const { rows } = await sql<{ recipient: string; count: number; ago: number }>`
      select recipient, count(distinct coalesce(digest, key))::int as count,
        (extract(epoch from clock_timestamp() - max(ended_on)) * 1000)::bigint as ago
      from delivery where channel = ${channel} and state = 'SENT' and recipient = any(${[...new Set(recipients)]})
        and class = 'actual' and ended_on > clock_timestamp() - interval '1 minute'
      group by recipient`.execute(tx);
    return new Map(rows.map(({ recipient, count, ago }) => [recipient, { count, ago }]));
  }

  /** Takes what has been locked for a sender alone; what somebody else had may have been sent by them already. */
  async claim(tx: Tx, ids: readonly number[], worker: string): Promise<Map<number, Delivery>> {
    const { rows } = await sql<Row>`
      update delivery set claimed_by = ${worker}, claimed_until = clock_timestamp() + ${LEASE_MS} * ${MS},
        possible_repeat = possible_repeat or claimed_until is not null, attempt = attempt + 1, tries = tries + 1
      where id = any(${[...ids]}::bigint[]) returning ${READ}`.execute(tx);
    return new Map(rows.map((row) => [row.id, read(row)]));
  }

  /** Which of these are still to be sent by this sender. */
  async wanted(ids: readonly number[], worker: string): Promise<Set<number>> {
    const { rows } = await sql<{ id: number }>`
      select id from delivery where id = any(${[...ids]}::bigint[]) and state = 'PENDING' and claimed_by = ${worker}
        and claimed_until > clock_timestamp()`.execute(this.records.db);
    return new Set(rows.map(({ id }) => id));
  }

  /** Gives back what was claimed and not tried. */
  async release(ids: readonly number[], worker: string): Promise<void> {
    if (ids.length === 0) return;
    await sql`
      update delivery set claimed_by = null, claimed_until = null, attempt = attempt - 1, tries = tries - 1
      where id = any(${[...ids]}::bigint[]) and state = 'PENDING' and claimed_by = ${worker}`.execute(this.records.db);
  }

  /** What was cancelled while it went out has been sent all the same. Answers those that are news. */
  async sent(
    tx: Tx,
    ids: readonly number[],
    worker: string,
    said: { answer: string; digest: string | null },
  ): Promise<Set<number>> {
    const { rows } = await sql<{ id: number }>`
      update delivery set state = 'SENT', answer = ${said.answer}, digest = ${said.digest},
        claimed_until = null, ended_on = clock_timestamp()
      where id = any(${[...ids]}::bigint[])
        and (state = 'PENDING' or state = 'CANCELLED' and claimed_by = ${worker}) returning id`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  }

  /** Sends deliveries on their way after a channel has not taken them; answers those that were still pending. */
  async onward(tx: Tx, onward: readonly Onward[]): Promise<Set<number>> {
    if (onward.length === 0) return new Set();
    const { rows } = await sql<{ id: number }>`
      update delivery d set state = r.state, channel = r.channel, position = r.position, round = r.round, tries = r.tries,
        due_on = clock_timestamp() + r."afterMs" * ${MS}, answer = r.answer, claimed_by = null, claimed_until = null,
        here_since = case when r.moved then clock_timestamp() else d.here_since end,
        possible_repeat = d.possible_repeat or r."mayRepeat",
        ended_on = case when r.state = 'PENDING' then null else clock_timestamp() end
      from jsonb_to_recordset(${JSON.stringify(onward)}::jsonb) as r(id bigint, state text, channel text, position int,
        round int, tries int, "afterMs" bigint, moved boolean, "mayRepeat" boolean, answer text)
      where d.id = r.id and d.state = 'PENDING' returning d.id`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  }

  /** A channel that works again takes at once what has waited for it. */
  async hurry(tx: Tx, channel: string): Promise<void> {
    await sql`
      update delivery set due_on = clock_timestamp() where id in (
        select id from delivery where channel = ${channel} and state = 'PENDING' and due_on > clock_timestamp()
        order by id for update skip locked)`.execute(tx);
  }

  /** How many wait, by channel. */
  async pending(): Promise<{ channel: string; count: number }[]> {
    const { rows } = await sql<{ channel: string; count: number }>`
      select coalesce(channel, '') as channel, count(*)::int as count from delivery where state = 'PENDING'
      group by channel`.execute(this.records.db);
    return rows;
  }

  /** How long the live one has been due that has been so for the longest without being sent, ms; 0 where none is due. */
  async overdue(): Promise<number> {
    const { rows } = await sql<{ age: number }>`
      select greatest(0, coalesce(extract(epoch from clock_timestamp() - min(due_on)) * 1000, 0))::bigint as age
      from delivery d where ${FREE} and class = 'actual' and not exists (
        select from channel_health h where h.channel = d.channel and h.failing_since is not null)`.execute(
      this.records.db,
    );
    return rows[0]?.age ?? 0;
  }
}
