import { type Kysely, sql } from 'kysely';

const FINAL = `document->>'state' in ('CLOSED', 'FALSE_ALARM', 'MERGED')`;
const TIMELINE = (column: string): string => `
     class text not null generated always as (${column}->>'class') stored,
     drill text generated always as (${column}->>'drill') stored,
     park text not null generated always as (${column}->>'park') stored`;
const GRAVITY = `array_position(array['blue', 'yellow', 'orange', 'red'], document->>'severity') - 1`;

/** Incidents and what hangs on them: deadlines, messages to people, second persons, desks, policies, walls. */
const statements = [
  `create table incident (
     id text primary key,
     document jsonb not null,${TIMELINE('document')},
     enterprise text generated always as (document->>'enterprise') stored,
     family text not null generated always as (document->>'family') stored,
     state text not null generated always as (document->>'state') stored,
     severity text not null generated always as (document->>'severity') stored,
     gravity smallint not null generated always as (${GRAVITY}) stored,
     final boolean not null generated always as (${FINAL}) stored,
     number text not null generated always as (document->>'number') stored,
     opened_at bigint not null generated always as ((document->>'openedAt')::bigint) stored,
     -- CLOSED: until when something may open it again, epoch ms (the frozen policy's windows are minutes).
     reopen_until bigint generated always as (case when document->>'state' = 'CLOSED' then
       (document->'closing'->>'at')::bigint + (greatest((document->'policy'->>'reopen')::numeric,
         (document->'policy'->>'window')::numeric) * 60000)::bigint end) stored)
   with (fillfactor = 80)`,
  `create index incident_open on incident (park, class, (coalesce(enterprise, ''))) where not final`,
  `create index incident_reopened on incident (park, class, reopen_until) where reopen_until is not null`,
  `create index incident_listed on incident (gravity desc, opened_at desc, id desc)`,
  `create table incident_day (class text not null, drill text, park text not null, day text not null, n int not null)`,
  `create unique index incident_day_once on incident_day (class, drill, park, day) nulls not distinct`,

  // A row stays when it is done: it is the proof that a deadline fired once, or why it never did.
  `create table deadline (
     owner_kind text not null, owner text not null, name text not null,
     kind text not null, tier text, detail text, generation int not null, n int not null, due_at bigint not null,
     state text not null check (state in ('PENDING', 'FIRED', 'CANCELLED')),
     fired_at bigint, why text,
     class text not null, drill text, park text not null,
     primary key (owner_kind, owner, name))
   with (fillfactor = 80)`,
  `create index deadline_due on deadline (due_at) where state = 'PENDING'`,
  `create index deadline_pending on deadline (owner_kind, owner) where state = 'PENDING'`,

  `create table outbox (
     id bigint generated always as identity primary key,
     message jsonb not null,${TIMELINE('message')},
     owner_kind text not null generated always as (message->'owner'->>'kind') stored,
     owner text not null generated always as (message->'owner'->>'id') stored,
     kind text not null generated always as (message->>'kind') stored,
     tier text generated always as (message->>'tier') stored,
     enterprise text generated always as (message->>'enterprise') stored,
     severity text not null generated always as (message->>'severity') stored,
     generation int not null generated always as ((message->>'generation')::int) stored,
     n int not null generated always as ((message->>'n')::int) stored,
     -- Of a command: one measure may command several devices.
     outlet text generated always as (case when message->>'kind' = 'command' then message->'data'->>'outlet' end) stored,
     state text not null default 'PENDING' check (state in ('PENDING', 'SENT', 'CANCELLED', 'FAILED')),
     why text,
     written_on timestamptz not null default clock_timestamp(),
     claimed_on timestamptz, ended_on timestamptz)`,
  `create unique index outbox_once on outbox (owner_kind, owner, generation, tier, enterprise, kind, n, outlet)
     nulls not distinct`,
  `create index outbox_pending on outbox (kind, id) where state = 'PENDING'`,

  `create table approval (
     id text primary key,
     document jsonb not null,${TIMELINE('document')},
     state text not null generated always as (document->>'state') stored,
     subject_kind text not null generated always as (document->'subject'->>'kind') stored,
     subject_id text not null generated always as (document->'subject'->>'id') stored,
     requested_at bigint not null generated always as ((document->>'requestedAt')::bigint) stored,
     unreviewed boolean not null generated always as
       (coalesce(jsonb_typeof(document->'review') = 'object' and document->'review'->>'by' is null, false)) stored)`,
  `create index approval_of_subject on approval (subject_kind, subject_id)`,
  `create index approval_listed on approval (park, requested_at desc)`,
  `create table evidence_photo (
     id text primary key, incident text not null, media_type text not null, bytes bytea not null,
     at bigint not null, by_user text not null)`,
  `create index evidence_photo_of_incident on evidence_photo (incident)`,

  // `file_document` is the park file's word when it was last heard: what was changed here stays until that word changes.
  `create table desk (
     park text not null, id text not null, document jsonb not null, file_document jsonb,
     version int not null, removed boolean not null default false,
     primary key (park, id))`,
  `create table desk_state (id text primary key, document jsonb not null)`,
  `create table policy (
     park text not null, version int not null, document jsonb not null, file_document jsonb,
     actor text not null, at bigint not null,
     primary key (park, version))`,
  `create table wall_report (class text not null, drill text, park text not null, wall text not null,
     document jsonb not null)`,
  `create unique index wall_report_once on wall_report (class, drill, park, wall) nulls not distinct`,
  `create table heartbeat (name text primary key, beat_on timestamptz not null)`,

  // Alarms that were there before get what nobody has done to them yet; then the columns that are searched for.
  `update alarm set document = '{"latched": false, "shelved": null, "suppressed": null, "outOfService": null,
     "chattering": false, "falseEpisode": null, "incident": null}'::jsonb || document`,
  `alter table alarm
     add column incident text generated always as (document->>'incident') stored,
     add column shelved boolean not null generated always as
       (coalesce(jsonb_typeof(document->'shelved') = 'object', false)) stored,
     add column suppressed boolean not null generated always as
       (coalesce(jsonb_typeof(document->'suppressed') = 'object', false)) stored,
     add column out_of_service boolean not null generated always as
       (coalesce(jsonb_typeof(document->'outOfService') = 'object', false)) stored`,
  `create index alarm_by_incident on alarm (incident) where incident is not null`,
  `create index alarm_overlaid on alarm (park) where shelved or suppressed or out_of_service`,

  // An incident's timeline: its own events, its alarms' and deadlines', and whatever names it.
  `alter table journal add column incident text generated always as (coalesce(
     event->'data'->>'incident',
     case when event->'subject'->>'kind' = 'incident' then event->'subject'->>'id'
          when event->>'type' like 'incident.%' then event->'data'->>'id' end)) stored`,
  `create index journal_by_incident on journal (incident, seq) where incident is not null`,

  `alter table user_account
     add column name text, add column phone text, add column disabled boolean not null default false`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
