import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role, User } from '@cofferdam/domain';
import { sql } from 'kysely';
import { checkPassword, hashPassword } from './passwords';
import { Records } from './records';

export interface NewUser extends User {
  readonly password: string;
}

/** People who may sign in. */
@Injectable()
export class Users {
  /** Checked for unknown names, so that they take as long as known ones. */
  private readonly nobody = hashPassword(randomBytes(16).toString('hex'));

  constructor(private readonly records: Records) {}

  /** False where the name is taken; nothing is changed then. */
  async create({ username, password, role, parks }: NewUser): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.records.db
      .insertInto('user_account')
      .values({ username, role, parks: [...parks], password: await hashPassword(password) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Also ends the user's sessions. False where there is no such user. */
  async setPassword(username: string, password: string): Promise<boolean> {
    const hash = await hashPassword(password);
    return this.records.transaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('user_account')
        .set({ password: hash })
        .where('username', '=', username)
        .executeTakeFirstOrThrow();
      await tx.deleteFrom('session').where('username', '=', username).execute();
      return numUpdatedRows === 1n;
    });
  }

  /** The user, or null for a wrong password and for an unknown name, after the same time. */
  async verify(username: string, password: string): Promise<User | null> {
    const row = await this.records.db
      .selectFrom('user_account')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst();
    const right = await checkPassword(password, row?.password ?? (await this.nobody));
    return row !== undefined && right ? { username, role: row.role as Role, parks: row.parks } : null;
  }

  async list(): Promise<User[]> {
    const query = this.records.db.selectFrom('user_account').select(['username', 'role', 'parks']).orderBy('username');
    return (await query.execute()).map((row) => ({ ...row, role: row.role as Role }));
  }
}

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

  /** Null for a token that is unknown, closed or expired. */
  async find(token: string): Promise<Session | null> {
    const row = await this.records.db
      .selectFrom('session')
      .innerJoin('user_account', 'user_account.username', 'session.username')
      .select(['user_account.username', 'role', 'parks', 'expires_on'])
      .where('token_hash', '=', hashToken(token))
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
