import { type Kysely, sql } from 'kysely';

/** Register, alarms, journal, quarantine, users: what the stream from packet to feed needs. */
const statements = [
  `create table register_version (
     park text not null, version int not null, document jsonb not null, actor text not null, at bigint not null,
     primary key (park, version))`,

  // The document is the alarm; the columns beside it are what is searched for. Those that follow from the document alone
  // are generated, so that they cannot differ from it.
  `create table alarm (
     id text primary key,
     born bigint generated always as identity,
     key text not null,
     open boolean not null, active boolean not null, gravity smallint not null,
     document jsonb not null,
     class text not null generated always as (document->>'class') stored,
     drill text generated always as (document->>'drill') stored,
     park text not null generated always as (document->>'park') stored,
     subject_kind text not null generated always as (document->'subject'->>'kind') stored,
     subject_id text not null generated always as (document->'subject'->>'id') stored,
     outlet text generated always as (document->>'outlet') stored,
     factor text generated always as (document->>'factor') stored,
     rule text not null generated always as (document->>'rule') stored,
     severity text not null generated always as (document->>'severity') stored,
     raised_at bigint not null generated always as ((document->>'raisedAt')::bigint) stored)
   with (fillfactor = 80)`,
  `create unique index one_open_alarm on alarm (class, drill, park, subject_kind, subject_id, factor, rule)
     nulls not distinct where open`,
  `create index alarm_by_key on alarm (key, born desc)`,
  `create index alarm_open on alarm (class, drill, park) where open`,
  `create index alarm_by_outlet on alarm (park, outlet) where active`,
  `create index alarm_listed on alarm (gravity desc, raised_at desc, id desc)`,

  `create table occurrence (
     key text not null, episode int not null,
     alarm text not null references alarm (id),
     order_entry text not null, order_n int not null,
     onset bigint not null, cleared_at bigint, peak float8, severity_max text not null, late boolean not null,
     primary key (key, episode))`,
  `create index occurrence_by_alarm on occurrence (alarm)`,

  `create table condition_position (shard int primary key, entry text not null)`,
  `create sequence system_order`,

  // A queue: rows live for milliseconds, so dead ones are cleared away early.
  `create table journal_in (
     id bigint generated always as identity primary key,
     event jsonb not null,
     written_on timestamptz not null default clock_timestamp())
   with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 2000)`,
  `create table journal (
     seq bigint primary key,
     event jsonb not null, hash bytea not null,
     class text not null generated always as (event->>'class') stored,
     drill text generated always as (event->>'drill') stored,
     park text generated always as (event->>'park') stored)`,
  `create index journal_by_park on journal (park, seq)`,
  `create table journal_head (
     one boolean primary key default true check (one), seq bigint not null, hash bytea not null)`,
  `insert into journal_head (seq, hash) values (0, sha256('cofferdam'))`,

  `create table quarantine (
     id bigint generated always as identity primary key,
     at bigint not null, reason text not null, class text not null, park text, outlet text, monitor text,
     topic text not null, detail text, payload bytea not null)`,
  `create index quarantine_by_reason on quarantine (reason, id)`,
  `create table quarantine_count (reason text primary key, total bigint not null)`,

  `create table user_account (
     username text primary key, role text not null, parks text[] not null, password text not null,
     created_on timestamptz not null default clock_timestamp())`,
  `create table session (
     token_hash bytea primary key,
     username text not null references user_account (username) on delete cascade,
     expires_on timestamptz not null)`,
  `create table idempotency (
     username text not null, key text not null, body_hash text not null, answer jsonb, at bigint not null,
     primary key (username, key))`,
  `create index idempotency_by_age on idempotency (at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
