import { type Kysely, sql } from 'kysely';

/** How far each machine feed has told the journal. */
const statements = [`create table feed_cursor (name text primary key, seq bigint not null)`];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
