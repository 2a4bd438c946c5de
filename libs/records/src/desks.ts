import { Injectable } from '@nestjs/common';
import { type Desk, deskId, type DeskState, newDeskState } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Journal } from './journal';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** A desk with where its present form comes from. */
export interface ParkDesk {
  readonly park: string;
  readonly desk: Desk;
  /** Counts up from 1 with every change. */
  readonly version: number;
  readonly source: 'file' | 'api';
}

type Change = 'set' | 'removed';

interface Row {
  readonly park: string;
  readonly id: string;
  readonly document: Desk;
  readonly version: number;
  readonly removed: boolean;
  readonly of_file: boolean;
}

const COLUMNS = sql`park, id, document, version, removed, document is not distinct from file_document as of_file`;

/** Duty desks: from the park file, or changed here until the file's word changes; and how they stand from hour to hour. */
@Injectable()
export class Desks {
  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
  ) {}

  /** Takes the park file's desks in: those whose word has changed since it was last heard. Others stay as they are. */
  async importFile(tx: Tx, park: string, desks: readonly Desk[], actor = 'system'): Promise<void> {
    const words = desks.map((document) => ({ id: document.id, document }));
    const { rows } = await sql<Row>`
      with word as (
        select ${park}::text as park, id, document
        from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as w(id text, document jsonb)),
      dropped as (
        update desk d set removed = true, file_document = null, version = d.version + 1
        where d.park = ${park} and d.file_document is not null and d.id not in (select id from word)
        returning d.*),
      heard as (
        insert into desk as d (park, id, document, file_document, version)
        select park, id, document, document, 1 from word order by id
        on conflict (park, id) do update set document = excluded.document, file_document = excluded.file_document,
          version = d.version + 1, removed = false
          where d.file_document is distinct from excluded.file_document
        returning d.*)
      select ${COLUMNS} from (select * from dropped union all select * from heard) as changed`.execute(tx);
    await this.tell(tx, rows, actor);
  }

  /** All desks of these parks, by park and id; of every park where none is named. */
  async all(tx: Kysely<Schema>, parks: readonly string[] | '*' = '*'): Promise<ParkDesk[]> {
    const scope = parks === '*' ? sql`true` : sql`park = any(${[...parks]})`;
    const { rows } = await sql<Row>`
      select ${COLUMNS} from desk where not removed and ${scope} order by park, id`.execute(tx);
    return rows.map(read);
  }

  /** The desk, locked until the transaction ends; null where there is none. */
  async lock(tx: Tx, park: string, id: string): Promise<ParkDesk | null> {
    const { rows } = await sql<Row>`
      select ${COLUMNS} from desk where park = ${park} and id = ${id} and not removed for update`.execute(tx);
    return rows[0] === undefined ? null : read(rows[0]);
  }

  /** Sets a desk, new or known; the file's word for it no longer counts until it changes. */
  async put(tx: Tx, park: string, desk: Desk, actor: string): Promise<ParkDesk> {
    const { rows } = await sql<Row>`
      insert into desk as d (park, id, document, file_document, version)
      values (${park}, ${desk.id}, ${JSON.stringify(desk)}::jsonb, null, 1)
      on conflict (park, id) do update set document = excluded.document, version = d.version + 1, removed = false
      returning ${COLUMNS}`.execute(tx);
    await this.tell(tx, rows, actor);
    const [row] = rows;
    if (row === undefined) throw new Error(`desk ${park}.${desk.id} was not written`);
    return read(row);
  }

  /** False where there is no such desk. */
  async remove(tx: Tx, park: string, id: string, actor: string): Promise<boolean> {
    const { rows } = await sql<Row>`
      update desk set removed = true, version = version + 1 where park = ${park} and id = ${id} and not removed
      returning ${COLUMNS}`.execute(tx);
    await this.tell(tx, rows, actor);
    return rows.length > 0;
  }

  /**
   * How these desks stand, by id (`{park}.{desk}`), locked until the transaction ends; a desk that nobody has accepted
   * yet gets its first state here, an unknown or removed one has none. A desk is locked before incidents.
   */
  async lockState(tx: Tx, ids: readonly string[]): Promise<DeskState[]> {
    if (ids.length === 0) return [];
    await this.begin(tx, ids);
    const { rows } = await sql<{ document: DeskState }>`
      select document from desk_state where id = any(${[...ids]}) order by id for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Like `lockState`, without those that somebody else has locked. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<DeskState[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ document: DeskState }>`
      select document from desk_state where id = any(${[...ids]}) order by id for update skip locked`.execute(tx);
    return rows.map(({ document }) => document);
  }

  async saveState(tx: Tx, states: readonly DeskState[]): Promise<void> {
    if (states.length === 0) return;
    await sql`
      insert into desk_state (id, document)
      select value->>'id', value from jsonb_array_elements(${JSON.stringify(states)}::jsonb) order by value->>'id'
      on conflict (id) do update set document = excluded.document`.execute(tx);
  }

  /** How the desks of these parks stand, by id; those that nobody has ever accepted stand empty. */
  async states(tx: Kysely<Schema>, parks: readonly string[] | '*'): Promise<DeskState[]> {
    const desks = await this.all(tx, parks);
    const ids = desks.map(({ park, desk }) => deskId(park, desk.id));
    const { rows } = await sql<{ document: DeskState }>`
      select document from desk_state where id = any(${ids})`.execute(tx);
    const known = new Map(rows.map(({ document }) => [document.id, document]));
    return desks.map((desk) => known.get(deskId(desk.park, desk.desk.id)) ?? firstState(desk));
  }

  async stateOf(tx: Kysely<Schema>, id: string): Promise<DeskState | null> {
    const row = await tx.selectFrom('desk_state').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  private async begin(tx: Tx, ids: readonly string[]): Promise<void> {
    const { rows } = await sql<Row>`
      select ${COLUMNS} from desk d where not removed and park || '.' || id = any(${[...ids]})
        and not exists (select from desk_state s where s.id = d.park || '.' || d.id)`.execute(tx);
    if (rows.length === 0) return;
    await sql`
      insert into desk_state (id, document)
      select value->>'id', value from jsonb_array_elements(${JSON.stringify(rows.map(read).map(firstState))}::jsonb)
      order by value->>'id' on conflict (id) do nothing`.execute(tx);
  }

  private async tell(tx: Tx, rows: readonly Row[], actor: string): Promise<void> {
    if (rows.length === 0) return;
    const at = await this.records.now(tx);
    const entries = rows.map((row) => {
      const about = { class: 'actual', drill: null, park: row.park, actor } as const;
      const change: Change = row.removed ? 'removed' : 'set';
      const { park, desk, version, source } = read(row);
      const data = { change, park, version, source, desk: withoutPhones(desk) };
      return {
        at,
        type: 'desk.changed',
        ...about,
        subject: { kind: 'desk', id: deskId(park, desk.id) },
        data,
      } as const;
    });
    await this.journal.write(tx, entries);
  }
}

const read = ({ park, document, version, of_file: ofFile }: Row): ParkDesk => ({
  ...{ park, desk: document, version, source: ofFile ? 'file' : 'api' },
});

const firstState = ({ park, desk }: ParkDesk): DeskState => newDeskState(park, desk);

/** The journal is kept for ever; numbers that change and belong to people are not for it. */
const withoutPhones = ({ phone, members, ...desk }: Desk): object => ({
  ...desk,
  members: members.map(({ phone: own, ...member }) => member),
});
