import { type Kysely, sql } from 'kysely';

const COLOURS = `array['blue', 'yellow', 'orange', 'red']`;

/** Messages on their way to people and groups, and what each channel may still send. */
const statements = [
  `alter table outbox add column expanded_on timestamptz`,
  `create index outbox_unexpanded on outbox (id) where state = 'PENDING' and kind <> 'command' and expanded_on is null`,
  `create index outbox_failed on outbox (ended_on) where state = 'FAILED' and kind <> 'command'`,
  // Nobody was told of what is older: reminders of what still matters come anyway.
  `update outbox set state = 'FAILED', why = 'nobody-sent', ended_on = clock_timestamp()
   where state = 'PENDING' and kind <> 'command' and written_on < clock_timestamp() - interval '10 minutes'`,

  // A row a recipient; it stays when it is done. `claimed_until` is a lease: once it has run out, another may send it.
  `create table delivery (
     id bigint generated always as identity primary key,
     key text not null unique,
     outbox bigint not null,
     class text not null, drill text, park text not null,
     owner_kind text not null, owner text not null, kind text not null,
     recipient text not null, substitute text, language text not null,
     severity text not null, toxic boolean not null,
     urgency smallint not null generated always as (case when toxic or severity = 'red' then 4
       else array_position(${COLOURS}, severity) - 1 end) stored,
     written_on timestamptz not null,
     channel text, position int not null default 0, round int not null default 0, tries int not null default 0,
     here_since timestamptz not null default clock_timestamp(),
     state text not null default 'PENDING' check (state in ('PENDING', 'SENT', 'FAILED', 'CANCELLED')),
     attempt int not null default 0,
     due_on timestamptz not null default clock_timestamp(),
     claimed_by uuid, claimed_until timestamptz,
     possible_repeat boolean not null default false,
     answer text, digest text,
     ended_on timestamptz)
   with (fillfactor = 80)`,
  `create index delivery_pending on delivery (channel, urgency desc, written_on, id) where state = 'PENDING'`,
  `create index delivery_of_outbox on delivery (outbox)`,
  `create index delivery_of_owner on delivery (owner_kind, owner)`,
  `create index delivery_ended on delivery (channel, ended_on) where state = 'SENT'`,

  // Each send that an allowance counts, by when it ended; while it goes on, by when it must have ended.
  `create table channel_send (
     id bigint generated always as identity primary key,
     channel text not null, at timestamptz not null, grave boolean not null)`,
  `create index channel_send_of on channel_send (channel, at)`,
  // The lock of a channel's allowances, and how it does: `failing_since` while it takes nothing.
  `create table channel_health (
     channel text primary key, blocked_until timestamptz, faults int not null default 0,
     failing_since timestamptz, probed_on timestamptz, gone_on timestamptz)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
