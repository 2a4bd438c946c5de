import { type Kysely, sql } from 'kysely';

/** What robots of a drill have done: a row a deed, written in the transaction of the act. */
const statements = [
  `create table drill_deed (
     drill text not null references drill (id),
     key text not null,
     user_name text not null, incident text not null, act text not null, refused text, at bigint not null,
     primary key (drill, key))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
