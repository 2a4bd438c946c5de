import type { CorrectionFacts, Distribution, HandOverEvent, TimerFacts, ToldFacts } from '@cofferdam/domain';
import { sql } from 'kysely';
import type { FiguresQuery } from './figures-of-alarms';
import type { Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

const MOST_HAND_OVERS = 50_000;
const MOST_CHANNELS = 50;

const inWindow = ({ park, from, to }: FiguresQuery) => sql`
  class = 'actual' and park = ${park} and (event->>'at')::bigint >= ${from} and (event->>'at')::bigint < ${to}`;

/** By how much deadlines fired late; and how many gaps the auditor of the whole service found. */
export async function timers(tx: Tx, { park, from, to }: FiguresQuery): Promise<TimerFacts> {
  const { rows } = await sql<{ late: number; n: number }>`
    select greatest(0, fired_at - due_at) as late, count(*) as n from deadline
    where state = 'FIRED' and class = 'actual' and park = ${park} and fired_at >= ${from} and fired_at < ${to}
    group by 1`.execute(tx);
  const found = await sql<{ n: number }>`
    select count(*) as n from journal
    where ${inWindow({ park: SYSTEM_PARK, from, to })} and event->>'type' = 'alarm.raised'
      and event->'data'->>'rule' in ('incident-without-deadline', 'deadline-overdue')`.execute(tx);
  return { lateness: rows.map(({ late, n }) => [late, n] as const), gaps: found.rows[0]?.n ?? 0 };
}

/** From the sample that raised an incident's first alarm to the first notification that was sent of it, tenths of seconds. */
export async function toldAfter(tx: Tx, query: FiguresQuery): Promise<ToldFacts> {
  const took = await sql<{ took: number; n: number }>`
    select round(greatest(0, sent - sampled) / 100.0) * 100 as took, count(*) as n
    from (
      select sent, coalesce(
        (select min(extract(epoch from (r.event->'data'->>'sampleAt')::timestamptz) * 1000) from journal r
         where r.incident = first.id and r.event->>'type' = 'alarm.raised'
           and coalesce(r.event->'data'->>'late', 'false') <> 'true'),
        (select (document->'cause'->>'onset')::bigint from incident i where i.id = first.id)) as sampled
      from (
        select incident as id, min((event->>'at')::bigint) as sent from journal
        where ${inWindow(query)} and event->>'type' = 'notification.sent' and incident is not null group by 1) as first
      where not exists (
        select from journal e where e.incident = first.id and e.event->>'type' = 'notification.sent'
          and (e.event->>'at')::bigint < ${query.from})) as told
    where sampled is not null group by 1`.execute(tx);
  const sent = await sql<{ channel: string; sent: number; failed: number }>`
    select coalesce(event->'data'->>'channel', '-') as channel,
      count(*) filter (where event->>'type' = 'notification.sent') as sent,
      count(*) filter (where event->>'type' = 'notification.failed') as failed
    from journal where ${inWindow(query)} and event->>'type' in ('notification.sent', 'notification.failed')
    group by 1 order by failed desc, 1 limit ${MOST_CHANNELS}`.execute(tx);
  return { took: took.rows.map((row) => [Number(row.took), row.n] as const), sent: sent.rows };
}

/**
 * Of incidents judged false of which somebody had been told: when the last message that says so went out, or the CAP
 * Cancel, whichever was later.
 */
export async function corrections(tx: Tx, query: FiguresQuery): Promise<CorrectionFacts> {
  const { rows } = await sql<{ took: number | null }>`
    select (
      select max((e.event->>'at')::bigint) from journal e
      where e.incident = judged.id and (e.event->>'at')::bigint >= judged.at and ((
        e.event->>'type' = 'notification.sent' and e.event->'data'->>'kind' = 'end')
        or (e.event->>'type' = 'cap.issued' and e.event->'data'->>'msgType' = 'Cancel'))) - judged.at as took
    from (
      select event->'subject'->>'id' as id, (event->>'at')::bigint as at from journal
      where ${inWindow(query)} and event->>'type' = 'incident.judged-false') as judged
    where exists (
      select from journal t where t.incident = judged.id and (t.event->>'at')::bigint <= judged.at
        and t.event->>'type' in ('notification.sent', 'cap.issued'))`.execute(tx);
  const took = rows.flatMap((row): Distribution => (row.took === null ? [] : [[row.took, 1]]));
  return { took, open: rows.length - took.length };
}

const KIND: Readonly<Record<string, HandOverEvent['kind']>> = {
  'desk.hand-over-offered': 'offered',
  'incident.hand-over-offered': 'offered',
  'desk.handed-over': 'accepted',
  'incident.handed-over': 'accepted',
};

/** Words about hand-overs of desks and of tiers' parts in incidents, in order; those overdue from their deadlines. */
export async function handOverEvents(tx: Tx, query: FiguresQuery): Promise<HandOverEvent[]> {
  const { park, from, to } = query;
  const said = await sql<{ at: number; type: string; subject: string }>`
    select (event->>'at')::bigint as at, event->>'type' as type,
      (event->'subject'->>'kind') || '/' || (event->'subject'->>'id') as subject
    from journal where ${inWindow(query)} and event->>'type' in ('desk.hand-over-offered', 'desk.handed-over',
      'incident.hand-over-offered', 'incident.handed-over')
    order by seq limit ${MOST_HAND_OVERS}`.execute(tx);
  const missed = await sql<{ at: number; subject: string }>`
    select fired_at as at, owner_kind || '/' || owner as subject from deadline
    where state = 'FIRED' and class = 'actual' and park = ${park} and kind = 'hand-over'
      and fired_at >= ${from} and fired_at < ${to} limit ${MOST_HAND_OVERS}`.execute(tx);
  const events = said.rows.flatMap(({ at, type, subject }) => {
    const kind = KIND[type];
    return kind === undefined ? [] : [{ at, subject, kind }];
  });
  return [...events, ...missed.rows.map((row) => ({ ...row, kind: 'missed' as const }))].sort((a, b) => a.at - b.at);
}
