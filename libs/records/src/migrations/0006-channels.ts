import { type Kysely, sql } from 'kysely';

/** Ways to tell people, and where each person is reached, in their order. */
const statements = [
  `alter table user_account add column channels jsonb not null default '[]'`,
  `create table channel (id text primary key, document jsonb not null, version int not null)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
