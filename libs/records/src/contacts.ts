import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '@cofferdam/domain';
import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** Where people are reached, each in their own order. */
@Injectable()
export class Contacts {
  async of(tx: Kysely<Schema>, username: string): Promise<ContactPoint[]> {
    return (await this.many(tx, [username])).get(username) ?? [];
  }

  /** Users without any are there with an empty list; unknown ones are not. */
  async many(tx: Kysely<Schema>, usernames: readonly string[]): Promise<Map<string, ContactPoint[]>> {
    if (usernames.length === 0) return new Map();
    const query = tx.selectFrom('user_account').select(['username', 'channels']);
    const rows = await query.where('username', 'in', [...usernames]).execute();
    return new Map(rows.map(({ username, channels }) => [username, channels]));
  }
}
