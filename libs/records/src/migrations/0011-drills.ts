import { type Kysely, sql } from 'kysely';

/** Drills, their clocks and their reports. */
const statements = [
  `create table drill (
     id text primary key,
     document jsonb not null,
     park text not null generated always as (document->>'park') stored,
     state text not null generated always as (document->>'state') stored,
     planned_at bigint not null generated always as ((document->'planned'->>'at')::bigint) stored)
   with (fillfactor = 80)`,
  `create index drill_under_way on drill (park) where state in ('running', 'paused')`,
  `create index drill_listed on drill (planned_at desc, id desc)`,
  // A row of its own: it moves many times a second, the drill's document does not.
  `create table drill_clock (
     drill text primary key references drill (id),
     park text not null, at bigint not null, samples_at bigint not null, conditions_at bigint not null,
     settled_at bigint not null, people_at bigint not null, running boolean not null)
   with (fillfactor = 50)`,
  `create table drill_report (drill text primary key references drill (id), document jsonb not null, at bigint not null)`,
  `create index journal_by_drill on journal (drill, seq) where drill is not null`,
  `create index deadline_of_drill on deadline (drill, due_at) where state = 'PENDING' and drill is not null`,
  `create index outbox_of_drill on outbox (drill) where drill is not null`,
  `create index delivery_of_drill on delivery (drill) where drill is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
