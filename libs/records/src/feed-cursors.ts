import { Injectable } from '@nestjs/common';
import type { JournalEvent } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Records } from './records';
import type { Tx } from './schema';

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
