import { Injectable } from '@nestjs/common';
import type { Message, MessageKind, Owner } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** A message as it waits to be sent. */
export interface OutboxRow {
  readonly id: number;
  readonly message: Message;
}

/** A message of which it is to be said who is told. */
export interface UnexpandedRow extends OutboxRow {
  /** Epoch ms. */
  readonly writtenAt: number;
}

/** Which of an owner's messages: up to a generation, of these kinds, of one tier; all where absent. */
export interface OutboxScope {
  readonly generation?: number;
  /** This generation and no earlier one. */
  readonly exactly?: number;
  readonly kinds?: readonly MessageKind[];
  readonly tier?: Message['tier'];
}

/** How long whoever has claimed a command may take to send it, before another may claim it, ms. */
export const CLAIM_MS = 10_000;

/** Messages to people and devices: written in the transaction that gives the reason, sent afterwards, kept when done. */
@Injectable()
export class Outbox {
  /** Told that people are to be told something, after the commit that wrote it. */
  onWritten: () => void = () => undefined;

  constructor(private readonly records: Records) {}

  /** Each once: (owner, generation, tier, enterprise, kind, n, a command's outlet) that was written before stays. */
  async write(tx: Tx, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await sql`
      insert into outbox (message)
      select value from jsonb_array_elements(${JSON.stringify(messages)}::jsonb) with ordinality order by ordinality
      on conflict do nothing`.execute(tx);
    this.records.afterCommit(tx, () => this.onWritten());
  }

  /** Takes back what has not been sent, to everybody; answers how many. */
  async cancelOf(tx: Tx, owner: Owner, scope: OutboxScope, why: string): Promise<number> {
    const { generation, exactly, kinds, tier } = scope;
    let query = tx
      .updateTable('outbox')
      .set({ state: 'CANCELLED', why, ended_on: sql<Date>`clock_timestamp()` })
      .where('owner_kind', '=', owner.kind)
      .where('owner', '=', owner.id)
      .where('state', '=', 'PENDING');
    if (generation !== undefined) query = query.where('generation', '<=', generation);
    if (exactly !== undefined) query = query.where('generation', '=', exactly);
    if (kinds !== undefined) query = query.where('kind', '=', sql<string>`any(${[...kinds]})`);
    if (tier !== undefined) query = query.where('tier', 'is not distinct from', tier);
    const ids = (await query.returning('id').execute()).map(({ id }) => id);
    // A statement of its own: it has to see what was written by whoever held those rows until now.
    if (ids.length > 0) {
      await sql`
        update delivery set state = 'CANCELLED', answer = ${why}, ended_on = clock_timestamp()
        where outbox = any(${ids}::bigint[]) and state = 'PENDING'`.execute(tx);
    }
    return ids.length;
  }

  /**
   * Messages to people of which nobody has yet said who they are, live ones first, of each class red and toxic ones first;
   * locked, without what others have.
   */
  async unexpanded(tx: Tx, limit: number): Promise<UnexpandedRow[]> {
    const { rows } = await sql<UnexpandedRow>`
      select id, message, (extract(epoch from written_on) * 1000)::bigint as "writtenAt" from outbox
      where state = 'PENDING' and kind <> 'command' and expanded_on is null
      order by class <> 'actual', severity <> 'red' and not (message->>'toxic')::boolean, id limit ${limit}
      for update skip locked`.execute(tx);
    return rows;
  }

  async expanded(tx: Tx, ids: readonly number[]): Promise<void> {
    await sql`update outbox set expanded_on = clock_timestamp() where id = any(${[...ids]}::bigint[])`.execute(tx);
  }

  /** Locks messages, in order, before their deliveries are ended. */
  async lock(tx: Tx, ids: readonly number[]): Promise<void> {
    await sql`select id from outbox where id = any(${[...ids]}::bigint[]) order by id for update`.execute(tx);
  }

  /** Messages by id; unknown ids are left out. */
  async messages(tx: Kysely<Schema>, ids: readonly number[]): Promise<Map<number, Message>> {
    if (ids.length === 0) return new Map();
    const rows = await tx
      .selectFrom('outbox')
      .select(['id', 'message'])
      .where('id', 'in', [...ids])
      .execute();
    return new Map(rows.map(({ id, message }) => [id, message]));
  }

  /** Parks of which a message to people reached nobody in the last minutes, and why the newest did not. */
  async reachedNobody(minutes: number): Promise<Map<string, string>> {
    const { rows } = await sql<{ park: string; why: string }>`
      select distinct on (park) park, why from outbox
      where state = 'FAILED' and kind <> 'command' and class = 'actual' and why <> 'no-channels'
        and ended_on > clock_timestamp() - ${minutes} * interval '1 minute'
      order by park, ended_on desc`.execute(this.records.db);
    return new Map(rows.map(({ park, why }) => [park, why]));
  }

  /** Age of the oldest live message to people of which nobody has said who they are, ms; 0 where there is none. */
  async oldestUnexpanded(): Promise<number> {
    const { rows } = await sql<{ age: number }>`
      select coalesce(extract(epoch from clock_timestamp() - min(written_on)) * 1000, 0)::bigint as age
      from outbox where state = 'PENDING' and class = 'actual' and kind <> 'command' and expanded_on is null`.execute(
      this.records.db,
    );
    return rows[0]?.age ?? 0;
  }

  /** Ends messages of which no delivery is pending any more: SENT where one was sent. */
  async settle(tx: Tx, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await sql`
      update outbox o set state = case when d.sent > 0 or d.told_before then 'SENT' else 'FAILED' end,
        why = case when d.sent > 0 then null when d.told_before then 'told-before' else d.why end,
        ended_on = clock_timestamp()
      from (
        select i.id, count(d.id) filter (where d.state = 'SENT') as sent, count(d.id) = 0 as told_before,
          count(d.id) filter (where d.state = 'PENDING') as pending, max(d.answer) as why
        from unnest(${[...ids]}::bigint[]) as i(id) left join delivery d on d.outbox = i.id group by i.id) d
      where o.id = d.id and d.pending = 0 and o.state = 'PENDING'`.execute(tx);
  }

  /** Everything written for an owner, in order. */
  async of(tx: Tx, owner: Owner): Promise<(OutboxRow & { state: string; why: string | null })[]> {
    const query = tx.selectFrom('outbox').select(['id', 'message', 'state', 'why']);
    return query.where('owner_kind', '=', owner.kind).where('owner', '=', owner.id).orderBy('id').execute();
  }

  /** Age of the oldest live message of these kinds that has not been sent, by PostgreSQL's clock, ms; 0 where there is none. */
  async oldestPending(kinds: readonly MessageKind[] = ['command']): Promise<number> {
    const { rows } = await sql<{ age: number }>`
      select coalesce(extract(epoch from clock_timestamp() - min(written_on)) * 1000, 0)::bigint as age
      from outbox where state = 'PENDING' and class = 'actual' and kind = any(${[...kinds]})`.execute(this.records.db);
    return rows[0]?.age ?? 0;
  }

  /**
   * Commands to devices, in order, for the caller alone: `sent` or `failed` ends them. What is neither within
   * `CLAIM_MS` (the claimer died, the broker is away) is claimed again, so that a command may be sent twice, never lost.
   */
  async claimCommands(limit: number): Promise<OutboxRow[]> {
    return this.records.transaction(async (tx) => {
      const { rows } = await sql<OutboxRow>`
        with free as (
          select id from outbox where state = 'PENDING' and kind = 'command'
            and (claimed_on is null or claimed_on < clock_timestamp() - ${CLAIM_MS} * interval '1 millisecond')
          order by id limit ${limit} for update skip locked)
        update outbox o set claimed_on = clock_timestamp() from free where o.id = free.id
        returning o.id, o.message`.execute(tx);
      return rows.sort((a, b) => a.id - b.id);
    });
  }

  /** Answers the ids that were still pending: only those were sent as far as the records know. */
  async sent(ids: readonly number[], tx?: Tx): Promise<number[]> {
    return this.end(ids, 'SENT', null, tx);
  }

  /** For good: nobody tries again. */
  async failed(ids: readonly number[], why: string, tx?: Tx): Promise<number[]> {
    return this.end(ids, 'FAILED', why, tx);
  }

  private async end(ids: readonly number[], state: 'SENT' | 'FAILED', why: string | null, tx?: Tx): Promise<number[]> {
    if (ids.length === 0) return [];
    if (tx === undefined) return this.records.transaction((own) => this.end(ids, state, why, own));
    const { rows } = await sql<{ id: number }>`
      update outbox set state = ${state}, why = ${why}, ended_on = clock_timestamp()
      where id = any(${[...ids]}::bigint[]) and state = 'PENDING' returning id`.execute(tx);
    return rows.map(({ id }) => id);
  }
}
