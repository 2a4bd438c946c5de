import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Records } from './records';
import type { Tx } from './schema';

/** Before the first entry of a condition log. */
export const BEGINNING = '0-0';

/** How far each shard's condition log has been applied: moved in the transaction that applies it. */
@Injectable()
export class ConditionPositions {
  constructor(private readonly records: Records) {}

  /** Id of the last entry applied. */
  async get(shard: number): Promise<string> {
    const { db } = this.records;
    await db
      .insertInto('condition_position')
      .values({ shard, entry: BEGINNING })
      .onConflict((c) => c.doNothing())
      .execute();
    const row = await db.selectFrom('condition_position').select('entry').where('shard', '=', shard).executeTakeFirst();
    return row?.entry ?? BEGINNING;
  }

  /**
   * Locks the shard's place until the transaction ends, and tells the time: whoever finds another place than it read
   * after has been overtaken and must not write.
   */
  async lock(tx: Tx, shard: number): Promise<{ entry: string; now: number }> {
    const { rows } = await sql<{ entry: string }>`
      select entry from condition_position where shard = ${shard} for update`.execute(tx);
    return { entry: rows[0]?.entry ?? BEGINNING, now: await this.records.now(tx) };
  }

  async advance(tx: Tx, shard: number, entry: string): Promise<void> {
    await tx.updateTable('condition_position').set({ entry }).where('shard', '=', shard).execute();
  }
}
