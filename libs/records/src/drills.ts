import { Injectable } from '@nestjs/common';
import type { Drill, DrillClock, DrillState, JournalEntry, VirtualMonitor } from '@cofferdam/domain';
import { type Kysely, type Selectable, sql } from 'kysely';
import { readCursor, writeCursor } from './cursor';
import { Journal } from './journal';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** Class of PostgreSQL's two-number lock on the beginning of a drill's id. */
const NAME_LOCK = 7_310_030;

/** How far something has come with a drill's clock. */
export type DrillMark = 'samples' | 'conditions' | 'settled' | 'people';

/** What belongs to a drill, or is one. */
export type DrillMember = 'incident' | 'alarm' | 'approval' | 'drill';

/** Drills of the parks that somebody sees. */
export interface DrillFilter {
  readonly parks: readonly string[] | '*';
  readonly park?: string;
  readonly states?: readonly DrillState[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}
export interface DrillPage {
  readonly items: Drill[];
  readonly next: string | null;
  /** Of all pages. */
  readonly total: number;
}

/** Who may send under a drill's topics. */
export interface DrillDevices {
  readonly id: string;
  readonly park: string;
  readonly monitors: readonly Pick<VirtualMonitor, 'outlet' | 'monitor'>[];
}

/** Drills, a row each, with their clocks and reports. A drill is locked before everything else. */
@Injectable()
export class Drills {
  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
  ) {}

  /** Locked until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<Drill | null> {
    const row = await tx.selectFrom('drill').select('document').where('id', '=', id).forUpdate().executeTakeFirst();
    return row?.document ?? null;
  }

  async get(tx: Kysely<Schema>, id: string): Promise<Drill | null> {
    const row = await tx.selectFrom('drill').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** By id; unknown ids are left out. */
  async byIds(tx: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Drill>> {
    if (ids.length === 0) return new Map();
    const rows = await tx
      .selectFrom('drill')
      .select('document')
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map(({ document }) => [document.id, document]));
  }

  /** Running or paused. */
  async underWay(tx: Kysely<Schema> = this.records.db): Promise<Drill[]> {
    const rows = await tx
      .selectFrom('drill')
      .select('document')
      .where('state', 'in', ['running', 'paused'])
      .orderBy('id')
      .execute();
    return rows.map(({ document }) => document);
  }

  /** Of these, those that are under way; they cannot end before the transaction does. Comes before any other lock. */
  async holdUnderWay(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const { rows } = await sql<{ id: string }>`
      select id from drill where id = any(${[...ids]}) and state in ('running', 'paused')
      order by id for share`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  }

  /** The virtual devices of every drill that is under way, without the rest of its script. */
  async devices(): Promise<DrillDevices[]> {
    const { rows } = await sql<DrillDevices>`
      select id, park, document->'scenario'->'monitors' as monitors from drill
      where state in ('running', 'paused') order by id`.execute(this.records.db);
    return rows;
  }

  /**
   * Newest first.
   * @throws CursorError when `after` is none of ours
   */
  async list(tx: Kysely<Schema>, { parks, park, states, after, limit }: DrillFilter): Promise<DrillPage> {
    let query = tx.selectFrom('drill');
    if (parks !== '*') query = query.where('park', '=', sql<string>`any(${[...parks]})`);
    if (park !== undefined) query = query.where('park', '=', park);
    if (states !== undefined) query = query.where('state', 'in', [...states]);
    const { total } = await query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const from = after === undefined ? null : readCursor(after);
    const rows = await query
      .select('document')
      .$if(from !== null, (page) =>
        page.where(sql<boolean>`(planned_at, id) < (${Number(from?.[1] ?? 0)}, ${from?.[2] ?? ''})`),
      )
      .orderBy('planned_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map(({ document }) => document);
    const last = items.at(-1);
    const next = rows.length > limit && last ? writeCursor('blue', last.planned.at, last.id) : null;
    return { items, next, total };
  }

  /** Writes a new or locked drill with what the journal tells of it. */
  async save(tx: Tx, drill: Drill, entries: readonly JournalEntry[]): Promise<void> {
    await sql`
      insert into drill (id, document) values (${drill.id}, ${JSON.stringify(drill)}::jsonb)
      on conflict (id) do update set document = excluded.document`.execute(tx);
    await this.journal.write(tx, entries);
  }

  async clock(tx: Kysely<Schema>, drill: string): Promise<DrillClock | null> {
    const row = await tx.selectFrom('drill_clock').selectAll().where('drill', '=', drill).executeTakeFirst();
    return row === undefined ? null : readClock(row);
  }

  /** Starts a drill's clock. */
  async beginClock(tx: Tx, drill: Drill, at: number): Promise<void> {
    const marks = { at, samples_at: at, conditions_at: at, settled_at: at, people_at: at };
    const row = { drill: drill.id, park: drill.park, running: true, ...marks };
    await tx.insertInto('drill_clock').values(row).execute();
  }

  /** Moves a running clock on from where the caller saw it; false where somebody else has moved or stopped it. */
  async advanceClock(drill: string, from: number, to: number): Promise<boolean> {
    const { numUpdatedRows } = await this.records.db
      .updateTable('drill_clock')
      .set({ at: to })
      .where('drill', '=', drill)
      .where('at', '=', from)
      .where('running', '=', true)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Says how far something has come with a clock; a mark never goes back. */
  async mark(tx: Kysely<Schema>, drill: string, what: DrillMark, at: number): Promise<void> {
    const column = sql.ref(`${what}_at`);
    await sql`update drill_clock set ${column} = greatest(${column}, ${at}) where drill = ${drill} and ${column} < ${at}`.execute(
      tx,
    );
  }

  async setRunning(tx: Tx, drill: string, running: boolean): Promise<void> {
    await tx.updateTable('drill_clock').set({ running }).where('drill', '=', drill).execute();
  }

  async saveReport(tx: Tx, drill: string, document: unknown, at: number): Promise<void> {
    await sql`
      insert into drill_report (drill, document, at) values (${drill}, ${JSON.stringify(document)}::jsonb, ${at})
      on conflict (drill) do update set document = excluded.document, at = excluded.at`.execute(tx);
  }

  async report(tx: Kysely<Schema>, drill: string): Promise<unknown> {
    const row = await tx.selectFrom('drill_report').select('document').where('drill', '=', drill).executeTakeFirst();
    return row?.document ?? null;
  }

  /** Keeps the drills to which these belong from changing before the transaction ends. Comes before any other lock. */
  async holdOf(tx: Tx, kind: DrillMember, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const id = kind === 'drill' ? sql.ref('id') : sql.ref('drill');
    await sql`
      select from drill where id in (
        select ${id} from ${sql.table(kind)} where id = any(${[...ids]}) and ${id} is not null)
      order by id for share`.execute(tx);
  }

  /** The first free id of so many: `{stem}-1`, `{stem}-2` …; nobody else takes it until the transaction ends. */
  async freeId(tx: Tx, stem: string): Promise<string> {
    await sql`select pg_advisory_xact_lock(${NAME_LOCK}, hashtext(${stem}))`.execute(tx);
    const { rows } = await sql<{ n: number }>`
      select coalesce(max(substr(id, ${stem.length + 2})::int), 0) + 1 as n from drill
      where id like ${`${stem}-%`} and substr(id, ${stem.length + 2}) ~ '^[0-9]{1,4}$'`.execute(tx);
    return `${stem}-${rows[0]?.n ?? 1}`;
  }
}

export const readClock = (row: Selectable<Schema['drill_clock']>): DrillClock => ({
  ...{ drill: row.drill, park: row.park, at: row.at, samplesAt: row.samples_at, conditionsAt: row.conditions_at },
  ...{ settledAt: row.settled_at, peopleAt: row.people_at, running: row.running },
});
