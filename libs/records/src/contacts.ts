import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema, Tx } from './schema';

/** Where people are reached, each in their own order: the first is tried first. */
@Injectable()
export class Contacts {
  /** None where there is no such person, as for one who has named none. */
  async of(tx: Kysely<Schema>, username: string): Promise<ContactPoint[]> {
    return (await this.many(tx, [username])).get(username) ?? [];
  }

  /** Of each of these people who there is, by user name. */
  async many(tx: Kysely<Schema>, usernames: readonly string[]): Promise<Map<string, ContactPoint[]>> {
    const rows = await tx
      .selectFrom('user_account')
      .select(['username', 'channels'])
      .where('username', '=', sql<string>`any(${[...usernames]})`)
      .execute();
    return new Map(rows.map(({ username, channels }) => [username, channels]));
  }

  /** False where there is no such person. */
  async set(tx: Tx, username: string, points: readonly ContactPoint[]): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('user_account')
      .set({ channels: JSON.stringify(points) })
      .where('username', '=', username)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }
}
