import { type Kysely, sql } from 'kysely';

/** Key figures: what they are counted from, found by park and time; and what the daily look at history found. */
const statements = [
  `create index journal_for_figures on journal (park, (event->>'type'), ((event->>'at')::bigint))
     where class = 'actual' and event->>'type' in ('alarm.raised', 'alarm.shelved', 'alarm.suppressed',
       'alarm.out-of-service', 'incident.contained', 'incident.escalated', 'incident.judged-false',
       'incident.hand-over-offered', 'incident.handed-over', 'desk.hand-over-offered', 'desk.handed-over',
       'desk.hand-over-missed', 'notification.sent', 'notification.failed')`,
  // How soon people were told of an incident, and told that it was false.
  `create index journal_of_telling on journal (incident, (event->>'type'), ((event->>'at')::bigint))
     where event->>'type' in ('alarm.raised', 'notification.sent', 'cap.issued')`,
  `create index incident_by_opening on incident (park, opened_at)`,
  `create index deadline_fired on deadline (park, fired_at) where state = 'FIRED'`,
  `create index occurrence_by_onset on occurrence (onset)`,

  // A day (of the park's clock) that is to be judged again, and what was found: done once at says when.
  `create table loss_check (
     day text not null, park text not null, class text not null default 'actual',
     checked bigint not null default 0, breaches int not null default 0,
     missed jsonb not null default '[]', at bigint,
     asked_by text not null default 'system', claimed_on timestamptz,
     primary key (park, day, class))`,
  `create index loss_check_waiting on loss_check (park, day) where at is null`,
  // Values of a monitor that came and can be used, and that were due, by day of the park's clock.
  `create table monitor_day (
     day text not null, park text not null, monitor text not null, outlet text not null,
     valid bigint not null, due bigint not null,
     primary key (park, day, monitor))`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
