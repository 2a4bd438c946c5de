import { type Kysely, sql } from 'kysely';

/** The ways to tell someone that are set up, and where each person is reached, in their own order and language. */
const statements = [
  `alter table user_account add column channels jsonb not null default '[]'`,
  `alter table user_account add column language text not null default 'zh-CN' check (language in ('zh-CN', 'en'))`,
  `create table channel (id text primary key, document jsonb not null, version int not null)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
