import { type Kysely, sql } from 'kysely';

/** Who tells a machine feed, and receivers of events over HTTP with what they are to get. */
const statements = [
  // A feed that is told outside a transaction has an owner for a time, who renews it.
  `alter table feed_cursor add column owner uuid, add column leased_until timestamptz`,

  // Times are the service's clock, epoch ms. Failures in a row, and until when nothing is sent after them.
  `create table webhook (
     id text primary key, document jsonb not null, secrets jsonb not null,
     failures int not null default 0, retry_at bigint, claimed_by uuid, claimed_until bigint,
     park text generated always as (document->>'park') stored,
     enabled boolean not null generated always as ((document->>'enabled')::boolean) stored,
     created_at bigint not null generated always as ((document->>'createdAt')::bigint) stored)`,
  // One an event (seq) a hook, in its order (id); a trial has no event.
  `create table webhook_delivery (
     id bigint primary key generated always as identity, hook text not null references webhook on delete cascade,
     seq bigint, type text not null, state text not null default 'PENDING', attempts int not null default 0,
     refused boolean not null default false, next_at bigint not null, written_at bigint not null,
     give_up_at bigint not null, ended_at bigint, last jsonb, unique (hook, seq))`,
  `create index webhook_delivery_pending on webhook_delivery (hook, refused, id) where state = 'PENDING'`,
  `create index webhook_delivery_listed on webhook_delivery (hook, id desc)`,
  `create index webhook_delivery_ended on webhook_delivery (ended_at) where state <> 'PENDING'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
