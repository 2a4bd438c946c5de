import type { Annunciations, OverlayFact, Slots, StaleFacts } from '@cofferdam/domain';
import { STALE_AFTER, TEN_MINUTES } from '@cofferdam/domain';
import { sql } from 'kysely';
import type { Tx } from './schema';

/** A park and a window, epoch ms; `to` is no part of it. */
export interface FiguresQuery {
  readonly park: string;
  readonly from: number;
  readonly to: number;
}

const MOST_SOURCES = 100;
const MOST_OVERLAYS = 5_000;
/** The journal's relay needs a moment to number what has just happened, ms. */
const RELAY_NEEDS = 60_000;

/**
 * Annunciated alarms by slot, and by what they are about. What was found late was over when it was heard of, and what lies
 * under an overlay is shown to nobody: neither is an annunciation.
 */
export async function annunciations(tx: Tx, { park, from, to }: FiguresQuery, { origin }: Slots) {
  const { rows } = await sql<{ slot: number | null; subject: string; factor: string | null; rule: string; n: number }>`
    select slot, subject, factor, rule, count(*) as n
    from (
      select floor(((event->>'at')::bigint - ${origin}::bigint)::numeric / ${TEN_MINUTES})::int as slot,
        event->'subject'->>'id' as subject, event->'data'->>'factor' as factor, event->'data'->>'rule' as rule
      from journal
      where class = 'actual' and park = ${park} and event->>'type' = 'alarm.raised'
        and (event->>'at')::bigint >= ${from} and (event->>'at')::bigint < ${to}
        and coalesce(event->'data'->>'late', 'false') <> 'true'
        and coalesce(event->'data'->>'state', '') not in ('SHLVD', 'DSUPR', 'OOSRV')) as raised
    group by grouping sets ((slot), (subject, factor, rule))`.execute(tx);
  const slots = new Map<number, number>();
  const sources: Annunciations[] = [];
  let raised = 0;
  for (const { slot, subject, factor, rule, n } of rows) {
    if (slot !== null) {
      slots.set(slot, n);
      raised += n;
    } else sources.push({ subject, factor, rule, count: n });
  }
  sources.sort((a, b) => b.count - a.count);
  return { slots, raised, sources: sources.slice(0, MOST_SOURCES) };
}

/** @param now epoch ms */
export async function staleAlarms(tx: Tx, { park, from, to }: FiguresQuery, now: number): Promise<StaleFacts> {
  const { rows } = await sql<StaleFacts>`
    select
      (select count(*) from occurrence o join alarm a on a.id = o.alarm
       where a.class = 'actual' and a.park = ${park}
         and o.onset >= ${from - STALE_AFTER} and o.onset < ${to - STALE_AFTER}
         and coalesce(o.cleared_at, ${now}::bigint) - o.onset >= ${STALE_AFTER}) as became,
      (select count(*) from alarm
       where class = 'actual' and park = ${park} and active and raised_at <= ${now - STALE_AFTER}) as standing`.execute(
    tx,
  );
  return rows[0] ?? { became: 0, standing: 0 };
}

/** What lies over alarms now, whatever the window. @param now epoch ms */
export async function overlaysNow(tx: Tx, park: string, now: number): Promise<OverlayFact[]> {
  const { rows } = await sql<OverlayFact>`
    select kind, (over->>'at')::bigint as at, (over->>'until')::bigint as until,
      coalesce(over->>'by', '') <> '' and coalesce(over->>'reason', '') <> '' and (
        (over->>'at')::bigint > ${now - RELAY_NEEDS} or exists (
          select from journal j
          where j.class = 'actual' and j.park = a.park
            and j.event->>'type' in ('alarm.shelved', 'alarm.suppressed', 'alarm.out-of-service')
            and (j.event->>'at')::bigint = (over->>'at')::bigint
            and j.event->'data'->>'id' = a.id and j.event->>'type' = 'alarm.' || kind)) as recorded
    from alarm a, lateral (values ('shelved', document->'shelved'), ('suppressed', document->'suppressed'),
      ('out-of-service', document->'outOfService')) as lies(kind, over)
    where a.class = 'actual' and a.park = ${park} and (a.shelved or a.suppressed or a.out_of_service)
      and jsonb_typeof(over) = 'object'
    order by a.id limit ${MOST_OVERLAYS}`.execute(tx);
  return rows.map((row) => ({ ...row, recorded: row.recorded === true }));
}
