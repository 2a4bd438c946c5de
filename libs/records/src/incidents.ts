import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type Class,
  type Incident,
  type IncidentChange,
  type IncidentState,
  type JournalEntry,
  type MemberFacts,
  type Severity,
  takenBack,
  type Timeline,
} from '@cofferdam/domain';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { Alarms } from './alarms';
import { readCursor, writeCursor } from './cursor';
import { deadlinesOf } from './deadline-row';
import { Deadlines } from './deadlines';
import { memberFacts } from './incident-members';
import { Journal } from './journal';
import { LegalMatters } from './legal-matters';
import { Outbox } from './outbox';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** Sources in one park of one timeline; a null enterprise stands for the park's own outlets. */
export interface SourceScope extends Timeline {
  readonly park: string;
  readonly enterprises: readonly (string | null)[];
}

/** One timeline's incidents of the parks that somebody sees. */
export interface IncidentFilter {
  readonly class: Class;
  readonly drill: string | null;
  readonly parks: readonly string[] | '*';
  readonly park?: string;
  readonly state?: IncidentState;
  /** True: not in a final state. */
  readonly open?: boolean;
  readonly severity?: Severity;
  readonly enterprise?: string;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}
export interface IncidentPage {
  readonly items: Incident[];
  readonly next: string | null;
  /** Of all pages. */
  readonly total: number;
}

/** How changes are saved. */
export interface Saving {
  /** One word for deadlines that are no longer wanted; by the newest event of the incident where absent. */
  readonly why?: string;
  /** What the journal tells beside them. */
  readonly more?: readonly JournalEntry[];
}

interface Row {
  document: Incident;
}

/** Incidents, one row each. Rows are locked by id in ascending order, before alarms, and those before deadlines. */
@Injectable()
export class Incidents {
  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly deadlines: Deadlines,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly legal: LegalMatters,
  ) {}

  /** The incidents with these ids, by id, locked until the transaction ends; unknown ids are left out. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Incident[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select document from incident where id = any(${[...ids]}) order by id for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Like `lock`, without those that somebody else has locked. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<Incident[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select document from incident where id = any(${[...ids]}) order by id for update skip locked`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /**
   * What an alarm of these sources may join: every incident that is not final, and those closed so short a time ago that
   * they may be re-opened; by id, locked.
   * @param now epoch ms of the timeline
   * @param beside incidents to lock beside them, whatever their state (one order for all): these, and those that open
   * alarms of these keys belong to
   */
  async lockOpenOf(
    tx: Tx,
    scopes: readonly SourceScope[],
    now: number,
    { ids = [], keys = [] }: { readonly ids?: readonly string[]; readonly keys?: readonly string[] } = {},
  ): Promise<Incident[]> {
    const sources = scopes.flatMap(({ class: class_, drill, park, enterprises }) =>
      enterprises.map((enterprise) => ({ class: class_, drill, park, enterprise: enterprise ?? '' })),
    );
    const ofSource = sql`select i.id from incident i join source s on i.park = s.park and i.class = s.class
      and i.drill is not distinct from s.drill and coalesce(i.enterprise, '') = s.enterprise`;
    // What is asked for stands outside as well: there it is judged again after a wait for somebody else's lock.
    const { rows } = await sql<Row>`
      with source as (
        select distinct * from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb)
          as s(class text, drill text, park text, enterprise text)),
      found as (${ofSource} where not i.final union ${ofSource} where i.reopen_until >= ${now}
      ),
      beside as (select unnest(${[...ids]}::text[]) as id
        union select incident from alarm where key = any(${[...keys]}) and open and incident is not null)
      select document from incident
      where id in (select id from found union select id from beside)
        and (not final or reopen_until >= ${now} or id in (select id from beside))
      order by id for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  async get(tx: Kysely<Schema>, id: string): Promise<Incident | null> {
    const row = await tx.selectFrom('incident').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** By id; unknown ids are left out. */
  async byIds(tx: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Incident>> {
    if (ids.length === 0) return new Map();
    const rows = await tx
      .selectFrom('incident')
      .select('document')
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map(({ document }) => [document.id, document]));
  }

  /**
   * Gravest and newest first.
   * @throws CursorError when `after` is none of ours
   */
  async list(tx: Kysely<Schema>, filter: IncidentFilter): Promise<IncidentPage> {
    const after = filter.after === undefined ? null : readCursor(filter.after);
    const found = matching(tx, filter);
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await found
      .select('document')
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(gravity, opened_at, id) < (${sql.join([...(after ?? [])])})`),
      )
      .orderBy('gravity', 'desc')
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit + 1)
      .execute();
    const items = rows.slice(0, filter.limit).map(({ document }) => document);
    const last = items.at(-1);
    const next = rows.length > filter.limit && last ? writeCursor(last.severity, last.openedAt, last.id) : null;
    return { items, next, total };
  }

  /**
   * The next number of a day in a park, from 1; the day's counter is locked until the transaction ends. Parks in order.
   * @param day as the park counts days, `2026-11-24`
   * @param count how many numbers to take: the first of them is the answer
   */
  async nextNumber(tx: Tx, timeline: Timeline, park: string, day: string, count = 1): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      insert into incident_day as d (class, drill, park, day, n)
      values (${timeline.class}, ${timeline.drill}, ${park}, ${day}, ${count})
      on conflict (class, drill, park, day) do update set n = d.n + excluded.n
      returning n`.execute(tx);
    return (rows[0]?.n ?? count) - count + 1;
  }

  /** How the incident's alarms stand. */
  async members(tx: Kysely<Schema>, id: string): Promise<MemberFacts> {
    return memberFacts(tx, id);
  }

  /** All alarms of the incident, the earliest first. */
  async alarmsOf(tx: Kysely<Schema>, id: string): Promise<Alarm[]> {
    return this.alarms.ofIncident(tx, id);
  }

  /**
   * Writes changed incidents, new or known, with their deadlines, journal entries and messages. Of several changes of one
   * incident the last one's incident is kept, and all that they say is written. The incidents must be locked, unless they
   * are new; deadlines that fired must be marked before.
   * @param now epoch ms, the time of what the journal says of deadlines
   */
  async save(tx: Tx, changes: readonly IncidentChange[], now: number, { why, more = [] }: Saving = {}): Promise<void> {
    if (changes.length === 0) return this.journal.write(tx, more);
    const incidents = lastOfEach(changes);
    await sql`
      insert into incident (id, document)
      select value->>'id', value from jsonb_array_elements(${JSON.stringify(incidents)}::jsonb)
        with ordinality order by ordinality
      on conflict (id) do update set document = excluded.document`.execute(tx);
    const entries = changes.flatMap((change) => change.entries);
    const reasons = reasonsOf(changes);
    const legal = await this.legal.follow(tx, incidents, now);
    const own = incidents.map((incident) => deadlinesOf(incident, why ?? reasons.get(incident.id) ?? 'superseded'));
    const deadlines = await this.deadlines.settle(tx, [...own, ...legal.deadlines], now);
    await this.journal.write(tx, [...entries, ...legal.entries, ...deadlines, ...more]);
    for (const { incident, tier, kinds, why: word } of changes.flatMap(takenBack)) {
      const scope = tier === null ? { kinds } : { kinds, tier };
      await this.outbox.cancelOf(tx, { kind: 'incident', id: incident }, scope, word);
    }
    await this.outbox.write(tx, [...changes.flatMap(({ messages }) => messages), ...legal.messages]);
  }

  /** Incidents that would be forgotten: not final, and nothing pending; of drills, those under way. There should be none. */
  async openWithoutDeadline(limit = 100): Promise<Incident[]> {
    const { rows } = await sql<Row>`
      select document from incident i where not final and not exists (
        select from deadline d where d.owner_kind = 'incident' and d.owner = i.id and d.state = 'PENDING')
        and (i.drill is null or exists (
          select from drill r where r.id = i.drill and r.state in ('running', 'paused')))
      order by id limit ${limit}`.execute(this.records.db);
    return rows.map(({ document }) => document);
  }
}

/** By id. */
function lastOfEach(changes: readonly IncidentChange[]): Incident[] {
  const last = new Map<string, Incident>();
  for (const { incident, others = [] } of changes) {
    for (const each of [incident, ...others]) last.set(each.id, each);
  }
  return [...last.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The newest thing that happened to each incident, `acknowledged` or `contained`: why its deadlines change. */
function reasonsOf(changes: readonly IncidentChange[]): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const { incident, entries } of changes) {
    for (const { type, subject } of entries) {
      if (!type.startsWith('incident.')) continue;
      reasons.set(subject.kind === 'incident' ? subject.id : incident.id, type.slice('incident.'.length));
    }
  }
  return reasons;
}

function matching(tx: Kysely<Schema>, filter: IncidentFilter): SelectQueryBuilder<Schema, 'incident', object> {
  const { park, state, open, severity, enterprise, parks } = filter;
  let query = tx.selectFrom('incident').where('class', '=', filter.class);
  query = query.where('drill', 'is not distinct from', filter.drill);
  if (parks !== '*') query = query.where('park', 'in', [...parks, SYSTEM_PARK]);
  if (park !== undefined) query = query.where('park', '=', park);
  if (state !== undefined) query = query.where('state', '=', state);
  if (open !== undefined) query = query.where('final', '=', !open);
  if (severity !== undefined) query = query.where('severity', '=', severity);
  if (enterprise !== undefined) query = query.where('enterprise', '=', enterprise);
  return query;
}
