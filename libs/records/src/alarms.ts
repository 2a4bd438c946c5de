import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type Class,
  conditionKey,
  gravity,
  isActive,
  isOpen,
  type OverlayName,
  type Severity,
  type Timeline,
} from '@cofferdam/domain';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { readCursor, writeCursor } from './cursor';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** One timeline's alarms of the parks that somebody sees. */
export interface AlarmScope {
  readonly class: Class;
  readonly drill: string | null;
  readonly parks: readonly string[] | '*';
}
export interface AlarmFilter extends AlarmScope {
  readonly park?: string;
  readonly open?: boolean;
  readonly active?: boolean;
  readonly severity?: Severity;
  readonly outlet?: string;
  readonly incident?: string;
  /** Only what lies under this overlay. */
  readonly overlay?: OverlayName;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}
export interface AlarmPage {
  readonly items: Alarm[];
  readonly next: string | null;
  /** Of all pages. */
  readonly total: number;
}
export interface AlarmCounts {
  readonly open: number;
  readonly active: number;
  readonly unacknowledged: number;
  /** Open alarms by colour. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
}

/** Alarms, one row each. Rows are locked by id in ascending order, here and everywhere. */
@Injectable()
export class Alarms {
  constructor(private readonly records: Records) {}

  /** The alarms with these ids, locked until the transaction ends; unknown ids are left out. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Alarm[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ document: Alarm }>`
      select document from alarm where id = any(${[...ids]}) order by id for update`.execute(tx);
    return rows.map((row) => row.document);
  }

  /** The open alarm of each of these keys, where there is one; locked. */
  async openByKeys(tx: Tx, keys: readonly string[]): Promise<Alarm[]> {
    return (await this.newestByKeys(tx, keys)).filter(isOpen);
  }

  /** The newest alarm of each of these keys (`conditionKey`), open or not; locked. */
  async newestByKeys(tx: Tx, keys: readonly string[]): Promise<Alarm[]> {
    if (keys.length === 0) return [];
    const { rows } = await sql<{ document: Alarm }>`
      select document from alarm
      where id in (select distinct on (key) id from alarm where key = any(${[...keys]}) order by key, born desc)
      order by id for update`.execute(tx);
    return rows.map((row) => row.document);
  }

  /** By id; unknown ids are left out. */
  async byIds(tx: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Alarm>> {
    if (ids.length === 0) return new Map();
    const rows = await tx
      .selectFrom('alarm')
      .select('document')
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map(({ document }) => [document.id, document]));
  }

  /** All alarms of an incident, the earliest first. */
  async ofIncident(tx: Kysely<Schema>, incident: string): Promise<Alarm[]> {
    const query = tx.selectFrom('alarm').select('document').where('incident', '=', incident);
    return (await query.orderBy('raised_at').orderBy('id').execute()).map((row) => row.document);
  }

  /** All alarms of these incidents, by id, locked; the incidents must be locked before. */
  async lockOfIncidents(tx: Tx, incidents: readonly string[]): Promise<Alarm[]> {
    if (incidents.length === 0) return [];
    const { rows } = await sql<{ document: Alarm }>`
      select document from alarm where incident = any(${[...incidents]}) order by id for update`.execute(tx);
    return rows.map((row) => row.document);
  }

  /** Like `lock`, without those that somebody else has locked. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<Alarm[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ document: Alarm }>`
      select document from alarm where id = any(${[...ids]}) order by id for update skip locked`.execute(tx);
    return rows.map((row) => row.document);
  }

  /** Keys with an active alarm of the timeline at one of these outlets. */
  async activeKeys(tx: Tx, outlets: readonly (Timeline & { park: string; outlet: string })[]): Promise<string[]> {
    if (outlets.length === 0) return [];
    // The index finds places; whose timeline an alarm is comes after it, or the planner leaves the index in a storm.
    const { rows } = await sql<{ key: string }>`
      with here as materialized (
        select a.key, a.class, a.drill, o.class as its_class, o.drill as its_drill from alarm a
        join jsonb_to_recordset(${JSON.stringify(outlets)}::jsonb)
          as o(class text, drill text, park text, outlet text) on a.park = o.park and a.outlet = o.outlet
        where a.active)
      select distinct key from here where class = its_class and drill is not distinct from its_drill`.execute(tx);
    return rows.map((row) => row.key);
  }

  /** Writes these alarms, new or known. What has closed goes first: a key has one open alarm. */
  async save(tx: Tx, alarms: readonly Alarm[]): Promise<void> {
    if (alarms.length === 0) return;
    const rows = alarms
      .map((document) => ({
        ...{ id: document.id, key: conditionKey(document), open: isOpen(document), active: isActive(document) },
        ...{ gravity: gravity(document.severity), document },
      }))
      .sort((a, b) => Number(a.open) - Number(b.open) || (a.id < b.id ? -1 : 1));
    await sql`
      insert into alarm (id, key, open, active, gravity, document)
      select r.id, r.key, r.open, r.active, r.gravity, r.document
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as e(value, n),
        jsonb_to_record(e.value) as r(id text, key text, open boolean, active boolean, gravity smallint, document jsonb)
      order by e.n
      on conflict (id) do update set open = excluded.open, active = excluded.active, gravity = excluded.gravity,
        document = excluded.document`.execute(tx);
  }

  async get(tx: Kysely<Schema>, id: string): Promise<Alarm | null> {
    const row = await tx.selectFrom('alarm').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** The alarms with these ids, in no order; unknown ids are left out. */
  async some(tx: Kysely<Schema>, ids: readonly string[]): Promise<Alarm[]> {
    const query = tx
      .selectFrom('alarm')
      .select('document')
      .where('id', '=', sql<string>`any(${[...ids]})`);
    return (await query.execute()).map((row) => row.document);
  }

  /**
   * Gravest and newest first.
   * @throws CursorError when `after` is none of ours
   */
  async list(tx: Kysely<Schema>, filter: AlarmFilter): Promise<AlarmPage> {
    const after = filter.after === undefined ? null : readCursor(filter.after);
    const found = matching(tx, filter);
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const rows = await found
      .select('document')
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(gravity, raised_at, id) < (${sql.join([...(after ?? [])])})`),
      )
      .orderBy('gravity', 'desc')
      .orderBy('raised_at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit + 1)
      .execute();
    const items = rows.slice(0, filter.limit).map((row) => row.document);
    const last = items.at(-1);
    const next = rows.length > filter.limit && last ? writeCursor(last.severity, last.raisedAt, last.id) : null;
    return { items, next, total };
  }

  async counts(tx: Kysely<Schema>, scope: AlarmScope): Promise<AlarmCounts> {
    const rows = await matching(tx, { ...scope, open: true, limit: 0 })
      .select((eb) => [
        'severity',
        eb.fn.countAll<number>().as('open'),
        sql<number>`count(*) filter (where active)`.as('active'),
        sql<number>`count(*) filter (where document->'acknowledged' = 'null'::jsonb)`.as('unacknowledged'),
      ])
      .groupBy('severity')
      .execute();
    const bySeverity = { blue: 0, yellow: 0, orange: 0, red: 0 };
    const sums = { open: 0, active: 0, unacknowledged: 0 };
    for (const row of rows) {
      bySeverity[row.severity] = row.open;
      sums.open += row.open;
      sums.active += row.active;
      sums.unacknowledged += row.unacknowledged;
    }
    return { ...sums, bySeverity };
  }

  /** Open alarms now, in a snapshot of their own. */
  async countOpen(scope: AlarmScope): Promise<AlarmCounts> {
    return this.records.snapshot((tx) => this.counts(tx, scope));
  }
}

const OVERLAY_COLUMN = {
  shelved: 'shelved',
  suppressed: 'suppressed',
  outOfService: 'out_of_service',
} as const satisfies Record<OverlayName, string>;

function matching(tx: Kysely<Schema>, filter: AlarmFilter): SelectQueryBuilder<Schema, 'alarm', object> {
  const { park, open, active, severity, outlet, incident, overlay, parks } = filter;
  let query = tx.selectFrom('alarm').where('class', '=', filter.class);
  query = query.where('drill', 'is not distinct from', filter.drill);
  if (parks !== '*') query = query.where('park', 'in', [...parks, SYSTEM_PARK]);
  if (park !== undefined) query = query.where('park', '=', park);
  if (open !== undefined) query = query.where('open', '=', open);
  if (active !== undefined) query = query.where('active', '=', active);
  if (severity !== undefined) query = query.where('severity', '=', severity);
  if (outlet !== undefined) query = query.where('outlet', '=', outlet);
  if (incident !== undefined) query = query.where('incident', '=', incident);
  if (overlay !== undefined) query = query.where(OVERLAY_COLUMN[overlay], '=', true);
  return query;
}
