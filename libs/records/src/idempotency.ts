import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Records } from './records';
import type { Tx } from './schema';

const KEPT_MS = 48 * 3_600_000;

/** The answer, and whether it is an old one; or that the key stands for another request. */
export type Idempotent<T> = { readonly answer: T; readonly repeated: boolean } | 'conflict';

/** Writes that may be sent again: the second time they change nothing and get the first one's answer. */
@Injectable()
export class Idempotency {
  constructor(private readonly records: Records) {}

  /**
   * Does `work` once for a user's key, in the transaction that stores its answer (JSON), so that neither is there without
   * the other. Another request with the same key waits for the first: the key's row is locked. An answer is kept 48 h;
   * `work` that throws leaves nothing behind, and the key is free again.
   */
  async run<T>(user: string, key: string, bodyHash: string, work: (tx: Tx) => Promise<T>): Promise<Idempotent<T>> {
    return this.records.transaction(async (tx): Promise<Idempotent<T>> => {
      const now = await this.records.now(tx);
      if (!(await claim(tx, user, key, bodyHash, now))) return stored<T>(tx, user, key, bodyHash);
      const answer = await work(tx);
      await tx
        .updateTable('idempotency')
        .set({ answer: JSON.stringify(answer ?? null) })
        .where('username', '=', user)
        .where('key', '=', key)
        .execute();
      return { answer, repeated: false };
    });
  }

  /** Forgets answers that have been kept long enough. */
  async purge(): Promise<void> {
    const before = (await this.records.now()) - KEPT_MS;
    await this.records.db.deleteFrom('idempotency').where('at', '<', before).execute();
  }
}

/** True where the key is new, or so old that it counts as new. Waits for whoever is working on it. */
async function claim(tx: Tx, username: string, key: string, bodyHash: string, at: number): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency (username, key, body_hash, at) values (${username}, ${key}, ${bodyHash}, ${at})
    on conflict (username, key) do update set body_hash = excluded.body_hash, at = excluded.at, answer = null
      where idempotency.at < ${at - KEPT_MS}
    returning 1`.execute(tx);
  return rows.length > 0;
}

async function stored<T>(tx: Tx, username: string, key: string, bodyHash: string): Promise<Idempotent<T>> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('username', '=', username)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return row.body_hash === bodyHash ? { answer: row.answer as T, repeated: true } : 'conflict';
}
