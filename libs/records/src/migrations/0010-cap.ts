import { type Kysely, sql } from 'kysely';

const TIMELINE = `
     class text not null generated always as (document->>'class') stored,
     drill text generated always as (document->>'drill') stored,
     park text not null generated always as (document->>'park') stored`;

/** CAP messages: a chain an incident, what was issued, drafts of public warnings, certificates of those who signed. */
const statements = [
  `create table cap_chain (
     incident text primary key,
     document jsonb not null,${TIMELINE},
     look_at bigint generated always as ((document->>'lookAt')::bigint) stored,
     said boolean not null generated always as (jsonb_typeof(document->'said') = 'object') stored)
   with (fillfactor = 80)`,
  `create index cap_chain_due on cap_chain (look_at) where look_at is not null`,
  `create index cap_chain_drill on cap_chain (drill) where drill is not null and said`,

  // Numbers of chains within a day of a park, or within an exercise.
  `create table cap_number (class text not null, park text not null, scope text not null, n int not null,
     primary key (class, park, scope))`,

  // Never changed but for what follows it. One with a refusal breaks rules and never leaves; it has no signed XML.
  `create table cap_message (
     identifier text primary key, incident text not null references cap_chain, class text not null, park text not null,
     revision int not null, run int not null, sent bigint not null, expires bigint not null, msg_type text not null,
     scope text not null, status text not null check (status <> 'Draft'), document jsonb not null, xml text,
     refused text[] not null default '{}', superseded boolean not null default false,
     unique (incident, revision), check ((xml is null) = (refused <> '{}')))`,
  `create index cap_message_head on cap_message (class, expires) where refused = '{}' and not superseded`,
  `create index cap_message_sent on cap_message (class, sent) where refused = '{}'`,
  `create index cap_message_refused on cap_message (sent) where refused <> '{}'`,

  // What the basin's desk would tell the public: never a message itself.
  `create table cap_draft (
     id text primary key, incident text not null, park text not null, document jsonb not null, author text not null,
     at bigint not null, approval text, state text not null default 'DRAFT' check (state in ('DRAFT', 'RELEASED')))`,
  `create index cap_draft_by_incident on cap_draft (incident, at)`,

  `create table cap_certificate (class text not null, pem text not null, since bigint not null,
     primary key (class, pem))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
