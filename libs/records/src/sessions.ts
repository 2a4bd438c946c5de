import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role, User } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Records } from './records';

const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Somebody's log-in; it ends at `expiresAt`, epoch ms. */
export interface Session extends User {
  readonly expiresAt: number;
}

/** Who is signed in. The token is known to its holder only; the records have its hash. */
@Injectable()
export class Sessions {
  constructor(private readonly records: Records) {}

  /** @param hours how long it lasts */
  async open(user: User, hours: number): Promise<{ token: string; expiresAt: number }> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = (await this.records.now()) + Math.round(hours * 3_600_000);
    await this.records.db
      .insertInto('session')
      .values({ token_hash: hashToken(token), username: user.username, expires_on: new Date(expiresAt) })
      .execute();
    return { token, expiresAt };
  }

  /** Null for a token that is unknown, closed or expired, and for a user who has been disabled. */
  async find(token: string): Promise<Session | null> {
    const row = await this.records.db
      .selectFrom('session')
      .innerJoin('user_account', 'user_account.username', 'session.username')
      .select(['user_account.username', 'role', 'parks', 'expires_on'])
      .where('token_hash', '=', hashToken(token))
      .where('disabled', '=', false)
      .where('expires_on', '>', sql<Date>`clock_timestamp()`)
      .executeTakeFirst();
    if (row === undefined) return null;
    const { username, role, parks, expires_on: expires } = row;
    return { username, role: role as Role, parks, expiresAt: expires.getTime() };
  }

  async close(token: string): Promise<void> {
    await this.records.db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute();
  }

  /** Forgets expired sessions. */
  async purge(): Promise<void> {
    await this.records.db
      .deleteFrom('session')
      .where('expires_on', '<', sql<Date>`clock_timestamp()`)
      .execute();
  }
}
