import { Injectable } from '@nestjs/common';
import type { JournalEvent } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Records } from './records';
import type { Tx } from './schema';

/** A feed that is ours for a time: where it stands, and whether somebody else had it before. */
export interface Lease {
  readonly seq: number;
  readonly fresh: boolean;
}

/** How a feed stands. */
export interface FeedStand {
  readonly name: string;
  readonly seq: number;
  /** Events that it has not told yet. */
  readonly behind: number;
}

/** Where each machine feed stands in the journal. Whoever holds a cursor's row is the feed's owner for that moment. */
@Injectable()
export class FeedCursors {
  constructor(private readonly records: Records) {}

  /**
   * One step of a feed: the next events in order of `seq`, of every class and park, and the cursor moved beyond them, in
   * one transaction with whatever `work` writes. A feed that is new begins with what happens from now on.
   * @returns how many events were taken; null while another process has the feed
   */
  async step(
    name: string,
    limit: number,
    work: (tx: Tx, events: readonly JournalEvent[]) => Promise<void>,
  ): Promise<number | null> {
    return this.records.transaction(async (tx) => {
      const { rows: held } = await sql<{ seq: number }>`
        select seq from feed_cursor where name = ${name} for update skip locked`.execute(tx);
      const [cursor] = held;
      if (cursor === undefined) return (await this.begin(tx, name)) ? 0 : null;
      const rows = await tx
        .selectFrom('journal')
        .select(['seq', 'event'])
        .where('seq', '>', cursor.seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return 0;
      await work(
        tx,
        rows.map(({ seq, event }) => ({ ...event, seq })),
      );
      await tx.updateTable('feed_cursor').set({ seq: last.seq }).where('name', '=', name).execute();
      return rows.length;
    });
  }

  /**
   * Takes a feed, or keeps it, for a time, for what is told without a transaction; null while another owner has it. A
   * feed that is new begins with what happens from now on.
   * @param owner a uuid
   */
  async claim(name: string, owner: string, leaseMs: number): Promise<Lease | null> {
    return this.records.transaction(async (tx) => {
      await this.begin(tx, name);
      // A lease that ends later than anybody can have asked for is one from before the clock was set back.
      const { rows } = await sql<Lease>`
        with free as (
          select name, owner from feed_cursor where name = ${name} and (owner is null or owner = ${owner}::uuid
            or leased_until not between clock_timestamp() and clock_timestamp() + ${lease(leaseMs)})
          for update skip locked)
        update feed_cursor c set owner = ${owner}::uuid, leased_until = clock_timestamp() + ${lease(leaseMs)}
        from free where c.name = free.name
        returning c.seq, free.owner is distinct from ${owner}::uuid as fresh`.execute(tx);
      return rows[0] ?? null;
    });
  }

  /** Everything up to `seq` has been told. False where the feed has another owner by now: that one tells it again. */
  async move(name: string, owner: string, seq: number): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update feed_cursor set seq = greatest(seq, ${seq}) where name = ${name} and owner = ${owner}::uuid`.execute(
      this.records.db,
    );
    return numAffectedRows === 1n;
  }

  /** Gives a feed away, so that the next owner need not wait. */
  async release(name: string, owner: string): Promise<void> {
    await sql`
      update feed_cursor set owner = null, leased_until = null
      where name = ${name} and owner = ${owner}::uuid`.execute(this.records.db);
  }

  /** Every feed that has begun, by name. */
  async all(): Promise<FeedStand[]> {
    const { rows } = await sql<FeedStand>`
      select name, c.seq, greatest(0, h.seq - c.seq) as behind from feed_cursor c, journal_head h order by name`.execute(
      this.records.db,
    );
    return rows;
  }

  /** How many events a feed has not told yet; 0 for one that has not begun. */
  async behind(name: string): Promise<number> {
    const { rows } = await sql<{ behind: number }>`
      select (select seq from journal_head) - seq as behind from feed_cursor where name = ${name}`.execute(
      this.records.db,
    );
    return rows[0]?.behind ?? 0;
  }

  /** True where the feed was new and begins here. */
  private async begin(tx: Tx, name: string): Promise<boolean> {
    const { numAffectedRows } = await sql`
      insert into feed_cursor (name, seq) select ${name}, seq from journal_head on conflict do nothing`.execute(tx);
    return numAffectedRows === 1n;
  }
}

const lease = (ms: number) => sql`${ms} * interval '1 millisecond'`;
