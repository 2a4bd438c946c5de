import { Injectable, Logger } from '@nestjs/common';
import { deadlineName, type JournalEntry, LIVE, type Owner } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import {
  deadlineEntry,
  type DeadlineRow,
  type DueOwner,
  type DueTime,
  firedData,
  type OwnerDeadlines,
  pendingRow,
  readDeadline,
  rowKey,
  type Stored,
} from './deadline-row';
import { Journal } from './journal';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** Which rows: by owner and deadline name. */
type Named = Pick<DeadlineRow, 'owner' | 'kind' | 'tier' | 'name' | 'generation' | 'n'>;

/**
 * What has to be done by when, a row each, kept when it is done: FIRED once or CANCELLED, and why. An owner's rows are
 * changed only by whoever has locked the owner; they are locked after it.
 */
@Injectable()
export class Deadlines {
  /** Told which due times of class `actual` were set, after the commit that set them. */
  onSet: (rows: readonly DueTime[]) => void = () => undefined;
  private readonly logger = new Logger(Deadlines.name);

  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
  ) {}

  /** Owners with something due by the service's clock, soonest first; class `actual`. */
  async due(limit: number): Promise<DueOwner[]> {
    const { rows } = await sql<Owner>`
      select owner_kind as kind, owner as id from deadline
      where state = 'PENDING' and class = 'actual'
        and due_at <= (select cofferdam_now())
      group by owner_kind, owner order by min(due_at), owner_kind, owner limit ${limit}`.execute(this.records.db);
    return rows.map((owner) => ({ ...owner, ...LIVE }));
  }

  /**
   * The same of drills that are under way, or of one of them, each by its own clock: what is due by the time up to which
   * conditions have been applied.
   */
  async dueInDrills(limit: number, drill: string | null = null): Promise<DueOwner[]> {
    const { rows } = await sql<DueOwner>`
      select d.owner_kind as kind, d.owner as id, d.class, d.drill
      from drill r join drill_clock c on c.drill = r.id
        join deadline d on d.drill = r.id and d.state = 'PENDING' and d.due_at <= c.conditions_at
      where r.state in ('running', 'paused') and r.id = coalesce(${drill}, r.id)
      group by d.drill, d.class, d.owner_kind, d.owner
      order by min(d.due_at), d.owner_kind, d.owner limit ${limit}`.execute(this.records.db);
    return rows;
  }

  /** Who has something due after a moment (epoch ms) and when first, soonest first; class `actual`. */
  async soonest(after: number, limit = 1_000): Promise<DueTime[]> {
    const { rows } = await sql<{ kind: Owner['kind']; id: string; due_at: number }>`
      select owner_kind as kind, owner as id, min(due_at) as due_at from deadline
      where state = 'PENDING' and class = 'actual' and due_at > ${after}
      group by owner_kind, owner order by min(due_at), owner_kind, owner limit ${limit}`.execute(this.records.db);
    return rows.map(({ kind, id, due_at }) => ({ owner: { kind, id }, dueAt: due_at }));
  }

  /** What is pending for an owner, soonest first. */
  async pendingOf(tx: Kysely<Schema>, owner: Owner): Promise<DeadlineRow[]> {
    return (await this.ofOwner(tx, owner)).filter(({ state }) => state === 'PENDING');
  }

  /** Every deadline that an owner has or ever had, soonest first. */
  async ofOwner(tx: Kysely<Schema>, { kind, id }: Owner): Promise<DeadlineRow[]> {
    const query = tx.selectFrom('deadline').selectAll().where('owner_kind', '=', kind).where('owner', '=', id);
    return (await query.orderBy('due_at').orderBy('name').execute()).map(readDeadline);
  }

  /** What is due for these owners by `now` (epoch ms), soonest first; locked. The owners must be locked before. */
  async dueOf(tx: Tx, owners: readonly Owner[], now: number): Promise<DeadlineRow[]> {
    const rows = (await pending(tx, owners)).filter(({ due_at }) => due_at <= now);
    return rows.map(readDeadline).sort((a, b) => a.dueAt - b.dueAt);
  }

  /**
   * Marks rows as FIRED, each once: one that is not pending is left alone. Comes before the owner is saved, which cancels
   * what is pending and no longer wanted.
   * @param now epoch ms, kept as `firedAt`
   * @returns how many were pending
   */
  async fired(tx: Tx, rows: readonly Named[], now: number): Promise<number> {
    const ended = await end(tx, rows.map(nameOf), { state: 'FIRED', fired_at: now, why: null });
    await this.journal.write(
      tx,
      ended.map((row) => deadlineEntry('deadline.missed', row, now, firedData(row))),
    );
    return ended.length;
  }

  /** Cancels pending rows: their generation has passed, or nobody needs them any more. Answers how many there were. */
  async cancel(tx: Tx, rows: readonly Named[], now: number, why: string): Promise<number> {
    const ended = await end(tx, rows.map(nameOf), { state: 'CANCELLED', fired_at: null, why });
    await this.journal.write(tx, cancellations(ended, now));
    return ended.length;
  }

  /**
   * Makes what is pending for these owners what they want: sets what is new, moves what is due at another time, cancels
   * the rest. Each is journalled, and bells hear of it after the commit. An owner stands here once.
   * @param now epoch ms of the owners' timeline
   */
  async reconcile(tx: Tx, owners: readonly OwnerDeadlines[], now: number): Promise<void> {
    await this.journal.write(tx, await this.settle(tx, owners, now));
  }

  /** `reconcile` without writing to the journal: its entries are the answer. */
  async settle(tx: Tx, owners: readonly OwnerDeadlines[], now: number): Promise<JournalEntry[]> {
    if (owners.length === 0) return [];
    const before = await pending(
      tx,
      owners.map(({ owner }) => owner),
    );
    const known = new Map(before.map((row) => [rowKey(row), row]));
    const wanted = owners.flatMap((each) => each.wanted.map((deadline) => pendingRow(each, deadline)));
    const cancelled = await this.cancelUnwanted(tx, owners, before, new Set(wanted.map(rowKey)));
    const news = wanted.filter((row) => known.get(rowKey(row))?.due_at !== row.due_at);
    const set = await this.set(tx, news);
    return [
      ...cancellations(cancelled, now),
      ...set.map((row) => deadlineEntry('deadline.set', row, now, movedFrom(known.get(rowKey(row))))),
    ];
  }

  private async cancelUnwanted(
    tx: Tx,
    owners: readonly OwnerDeadlines[],
    before: readonly Stored[],
    wanted: ReadonlySet<string>,
  ): Promise<Stored[]> {
    const why = new Map(owners.map((each) => [JSON.stringify([each.owner.kind, each.owner.id]), each.why]));
    const rows = before
      .filter((row) => !wanted.has(rowKey(row)))
      .map((row) => ({ ...row, why: why.get(JSON.stringify([row.owner_kind, row.owner])) ?? 'superseded' }));
    return end(tx, rows, { state: 'CANCELLED', fired_at: null });
  }

  /** One that was cancelled may come back (a suspension is over); one that has fired never does. */
  private async set(tx: Tx, wanted: readonly Stored[]): Promise<Stored[]> {
    if (wanted.length === 0) return [];
    const { rows } = await sql<Stored>`
      insert into deadline
      select * from jsonb_populate_recordset(null::deadline, ${JSON.stringify(wanted)}::jsonb)
      order by owner_kind, owner, name
      on conflict (owner_kind, owner, name) do update set state = 'PENDING', due_at = excluded.due_at, why = null
        where deadline.state <> 'FIRED'
      returning *`.execute(tx);
    if (rows.length < wanted.length) this.refused(wanted, rows);
    if (rows.length > 0) {
      // A drill's clock is none that a bell could ring by.
      const live = rows.filter((row) => row.class === 'actual');
      const times = live.map((row) => ({ owner: { kind: row.owner_kind, id: row.owner }, dueAt: row.due_at }));
      if (times.length > 0) this.records.afterCommit(tx, () => this.onSet(times));
    }
    return rows;
  }

  private refused(wanted: readonly Stored[], set: readonly Stored[]): void {
    const done = new Set(set.map(rowKey));
    const names = wanted
      .filter((row) => !done.has(rowKey(row)))
      .map((row) => `${row.owner_kind} ${row.owner} ${row.name}`);
    this.logger.error(`has fired before and is not set again: ${names.join(', ')}`);
  }
}

const nameOf = (row: Named): Pick<Stored, 'owner_kind' | 'owner' | 'name'> => ({
  ...{ owner_kind: row.owner.kind, owner: row.owner.id, name: deadlineName(row) },
});

const movedFrom = (before: Stored | undefined): Record<string, unknown> =>
  before === undefined ? {} : { movedFrom: new Date(before.due_at).toISOString() };

const cancellations = (rows: readonly Stored[], now: number): JournalEntry[] =>
  rows.map((row) => deadlineEntry('deadline.cancelled', row, now, { why: row.why }));

/** What is pending for these owners, locked. */
async function pending(tx: Tx, owners: readonly Owner[]): Promise<Stored[]> {
  if (owners.length === 0) return [];
  const { rows } = await sql<Stored>`
    select d.* from deadline d
    join jsonb_to_recordset(${JSON.stringify(owners)}::jsonb) as o(kind text, id text)
      on d.owner_kind = o.kind and d.owner = o.id
    where d.state = 'PENDING' order by d.owner_kind, d.owner, d.name for update of d`.execute(tx);
  return rows;
}

/** Ends rows that are pending, and no others; answers them as they are then. `why` may differ from row to row. */
async function end(
  tx: Tx,
  rows: readonly (Pick<Stored, 'owner_kind' | 'owner' | 'name'> & { why?: string | null })[],
  as: { state: 'FIRED' | 'CANCELLED'; fired_at: number | null; why?: string | null },
): Promise<Stored[]> {
  if (rows.length === 0) return [];
  const named = rows.map(({ owner_kind, owner, name, why }) => ({
    owner_kind,
    owner,
    name,
    why: as.why ?? why ?? null,
  }));
  const { rows: ended } = await sql<Stored>`
    update deadline d set state = ${as.state}, fired_at = ${as.fired_at}, why = r.why
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as r(owner_kind text, owner text, name text, why text)
    where d.owner_kind = r.owner_kind and d.owner = r.owner and d.name = r.name and d.state = 'PENDING'
    returning d.*`.execute(tx);
  return ended;
}
