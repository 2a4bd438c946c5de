import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DEFAULT_LANGUAGE, type Language, type Role, type User } from '@cofferdam/domain';
import type { Kysely, Selectable } from 'kysely';
import { checkPassword, hashPassword } from './passwords';
import { Records } from './records';
import type { Schema, Tx } from './schema';

export interface NewUser extends User {
  readonly password: string;
  readonly name?: string | null;
  readonly phone?: string | null;
  /** In which they are told; Chinese where it is absent. */
  readonly language?: Language;
}

/** A user as others see them; never the password. */
export interface UserAccount extends User {
  readonly name: string | null;
  readonly phone: string | null;
  /** In which they are told. */
  readonly language: Language;
  /** May not sign in. */
  readonly disabled: boolean;
}

/** What is to be otherwise; what is absent stays. A null takes a name or a number away. */
export interface UserChange {
  readonly role?: Role;
  readonly parks?: readonly string[];
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly language?: Language;
  readonly disabled?: boolean;
  readonly password?: string;
}

const PUBLIC = ['username', 'role', 'parks', 'name', 'phone', 'language', 'disabled'] as const;
const account = (row: Pick<Selectable<Schema['user_account']>, (typeof PUBLIC)[number]>): UserAccount => ({
  ...row,
  role: row.role as Role,
});

/** People who may sign in. */
@Injectable()
export class Users {
  /** Checked for unknown names, so that they take as long as known ones. */
  private readonly nobody = hashPassword(randomBytes(16).toString('hex'));

  constructor(private readonly records: Records) {}

  /** False where the name is taken; nothing is changed then. */
  async create(
    { username, password, role, parks, name = null, phone = null, language = DEFAULT_LANGUAGE }: NewUser,
    tx: Kysely<Schema> = this.records.db,
  ): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('user_account')
      .values({ username, role, parks: [...parks], name, phone, language, password: await hashPassword(password) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** A new password and being disabled end the user's sessions. Null where there is no such user. */
  async change(tx: Tx, username: string, change: UserChange): Promise<UserAccount | null> {
    const { password, parks, ...rest } = change;
    const hash = password === undefined ? {} : { password: await hashPassword(password) };
    const scope = parks === undefined ? {} : { parks: [...parks] };
    // The name is set to itself, so that a change of nothing is a statement as well.
    const row = await tx
      .updateTable('user_account')
      .set({ username, ...rest, ...scope, ...hash })
      .where('username', '=', username)
      .returning(PUBLIC)
      .executeTakeFirst();
    if (row === undefined) return null;
    if (password !== undefined || row.disabled) {
      await tx.deleteFrom('session').where('username', '=', username).execute();
    }
    return account(row);
  }

  /** Also ends the user's sessions. False where there is no such user. */
  async setPassword(username: string, password: string): Promise<boolean> {
    return this.records.transaction(async (tx) => (await this.change(tx, username, { password })) !== null);
  }

  /** The user, or null for a wrong password, an unknown name and a disabled user, after the same time. */
  async verify(username: string, password: string): Promise<User | null> {
    const row = await this.records.db
      .selectFrom('user_account')
      .selectAll()
      .where('username', '=', username)
      .executeTakeFirst();
    const right = await checkPassword(password, row?.password ?? (await this.nobody));
    if (row === undefined || !right || row.disabled) return null;
    return { username, role: row.role as Role, parks: row.parks };
  }

  async get(username: string, tx: Kysely<Schema> = this.records.db): Promise<UserAccount | null> {
    const query = tx.selectFrom('user_account').select(PUBLIC).where('username', '=', username);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : account(row);
  }

  /** By name; disabled ones as well. */
  async list(tx: Kysely<Schema> = this.records.db): Promise<UserAccount[]> {
    return (await tx.selectFrom('user_account').select(PUBLIC).orderBy('username').execute()).map(account);
  }
}
