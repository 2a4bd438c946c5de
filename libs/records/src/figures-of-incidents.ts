import type { AckFacts, ContainFacts, EscalationCount, Severity, Tier } from '@cofferdam/domain';
import { sql } from 'kysely';
import type { FiguresQuery } from './figures-of-alarms';
import type { Tx } from './schema';

/** A tier comes on duty within this time of the incident's opening, ms: so far back incidents are looked at. */
const LONGEST_INCIDENT = 30 * 86_400_000;

/** Every duty of a tier that began in the window, with when it was to be acknowledged and was; times in epoch ms. */
const duties = ({ park, from, to }: FiguresQuery) => sql`
  select id, i.severity, final, t->>'tier' as tier, document->'policy'->'tiers'->>-1 as top,
    (t->>'since')::bigint as since, (t->'acknowledgeDue'->>'at')::bigint as due,
    (t->'acknowledged'->>'at')::bigint as acknowledged, coalesce((t->>'acknowledgeMissed')::boolean, false) as missed,
    coalesce((document->'closing'->>'at')::bigint, (document->'falseAlarm'->>'at')::bigint) as ended
  from incident i, jsonb_array_elements(document->'tiers') t
  where class = 'actual' and park = ${park} and opened_at < ${to} and opened_at >= ${from - LONGEST_INCIDENT}
    and (t->>'since')::bigint >= ${from} and (t->>'since')::bigint < ${to}`;

interface AckRow {
  readonly severity: Severity;
  readonly tier: Tier;
  readonly took: number | null;
  readonly n: number;
  readonly in_time: number;
  readonly late: number;
}

/** How duties to acknowledge ended. Whole seconds, so that many incidents make few rows. @param now epoch ms */
export async function acknowledgements(tx: Tx, query: FiguresQuery, now: number): Promise<AckFacts[]> {
  const { rows } = await sql<AckRow>`
    select severity, tier, round((acknowledged - since) / 1000.0) * 1000 as took, count(*) as n,
      count(*) filter (where acknowledged <= due) as in_time,
      count(*) filter (where acknowledged > due or (acknowledged is null and (missed or (due < ${now} and not final)))) as late
    from (${duties(query)}) as duty
    group by severity, tier, took`.execute(tx);
  const facts = new Map<
    string,
    { severity: Severity; tier: Tier; took: [number, number][]; inTime: number; late: number }
  >();
  for (const { severity, tier, took, n, in_time, late } of rows) {
    const one = facts.get(`${severity}/${tier}`) ?? { severity, tier, took: [], inTime: 0, late: 0 };
    if (took !== null) one.took.push([Number(took), n]);
    one.inTime += in_time;
    one.late += late;
    facts.set(`${severity}/${tier}`, one);
  }
  return [...facts.values()];
}

/** Of incidents that reached the park's highest tier: by how much that let its deadline pass, ms. @param now epoch ms */
export async function topTier(tx: Tx, query: FiguresQuery, now: number) {
  const { rows } = await sql<{ silent: number; n: number }>`
    select greatest(0, coalesce(acknowledged, ended, case when final then due end, ${now}::bigint) - due) as silent,
      count(*) as n
    from (${duties(query)}) as duty where tier = top group by 1`.execute(tx);
  const reached = rows.reduce((sum, { n }) => sum + n, 0);
  return { reached, silent: rows.filter(({ silent }) => silent > 0).map(({ silent, n }) => [silent, n] as const) };
}

const ms = (text: ReturnType<typeof sql>) => sql`(extract(epoch from (${text})::timestamptz) * 1000)`;

/** How long the first containment of each incident took, whole seconds. */
export async function containments(tx: Tx, { park, from, to }: FiguresQuery): Promise<ContainFacts[]> {
  const { rows } = await sql<{ severity: Severity; onset: string; ack: string | null }>`
    select severity, greatest(0, round(at - onset, -3)) as onset, greatest(0, round(at - acknowledged, -3)) as ack
    from (
      select distinct on (incident) event->'data'->>'severity' as severity, (event->>'at')::bigint::numeric as at,
        ${ms(sql`event->'data'->'cause'->>'onset'`)} as onset,
        (select min(${ms(sql`t->>'acknowledgedAt'`)}) from jsonb_array_elements(event->'data'->'tiers') t) as acknowledged
      from journal
      where class = 'actual' and park = ${park} and event->>'type' = 'incident.contained'
        and (event->>'at')::bigint >= ${from} and (event->>'at')::bigint < ${to}
      order by incident, seq) as contained`.execute(tx);
  const facts = new Map<Severity, { onset: [number, number][]; ack: [number, number][] }>();
  for (const { severity, onset, ack } of rows) {
    const one = facts.get(severity) ?? { onset: [], ack: [] };
    one.onset.push([Number(onset), 1]);
    if (ack !== null) one.ack.push([Number(ack), 1]);
    facts.set(severity, one);
  }
  return [...facts].map(([severity, { onset, ack }]) => ({ severity, fromOnset: onset, fromAck: ack }));
}

export async function escalationCounts(tx: Tx, { park, from, to }: FiguresQuery): Promise<EscalationCount[]> {
  const { rows } = await sql<EscalationCount>`
    select event->'data'->>'to' as "to", event->'data'->>'trigger' as trigger, count(*) as count
    from journal
    where class = 'actual' and park = ${park} and event->>'type' = 'incident.escalated'
      and (event->>'at')::bigint >= ${from} and (event->>'at')::bigint < ${to}
    group by 1, 2`.execute(tx);
  return rows;
}
