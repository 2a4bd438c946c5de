import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  type ActiveCounts,
  type Drill,
  type DrillDelivery,
  type DrillFacts,
  type DrillLegalReport,
  type DrillScore,
  DrillScoreSchema,
  type JournalEvent,
  type LegalReport,
  type LivePerformance,
  type OwnerKind,
} from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Drills } from './drills';
import { ParkDocuments } from './park-documents';
import { Records } from './records';
import type { Schema } from './schema';

const PAGE = 2_000;
/** How long the relay may take to number what a drill has written, ms. */
const RELAY_PATIENCE = 5_000;
const LOOK_EVERY = 20;

/** Reads what a drill's score and report are made from. */
@Injectable()
export class DrillFactsReader {
  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly parks: ParkDocuments,
  ) {}

  async read(tx: Kysely<Schema>, drill: Drill): Promise<DrillFacts> {
    const clock = await this.drills.clock(tx, drill.id);
    const park = (await this.parks.of(tx, [drill.park])).get(drill.park);
    return {
      clock: drill.ended?.clock ?? clock?.at ?? null,
      events: await eventsOf(tx, drill),
      deliveries: await deliveriesOf(tx, drill),
      reports: await reportsOf(tx, drill),
      live: await liveOf(tx, drill),
      cap: await capOf(tx, drill),
      active: await activeOf(tx, drill),
      outlets: Object.fromEntries((park?.outlets ?? []).map(({ id, enterprise = null }) => [id, enterprise])),
    };
  }

  /** The score of the newest report of the same scenario in the same park, of a drill that started before; null: none. */
  async scoreBefore(tx: Kysely<Schema>, { id, park, scenario, started }: Drill): Promise<DrillScore | null> {
    const { rows } = await sql<{ score: unknown }>`
      select r.document->'score' as score from drill_report r join drill d on d.id = r.drill
      where d.park = ${park} and d.id <> ${id} and d.document->'scenario'->>'id' = ${scenario.id}
        and (d.document->'started'->>'at')::bigint < ${started?.at ?? 0}
      order by (d.document->'started'->>'at')::bigint desc, d.id limit 1`.execute(tx);
    const { data = null } = DrillScoreSchema.safeParse(rows[0]?.score);
    return data;
  }

  /** Whether all that was committed of a drill has its number, after some patience; what the caller writes has none yet. */
  async isNumbered({ id }: Pick<Drill, 'id'>): Promise<boolean> {
    const until = performance.now() + RELAY_PATIENCE;
    for (;;) {
      const { rows } = await sql<{ waits: boolean }>`
        select exists(select from journal_in where event->>'drill' = ${id}) as waits`.execute(this.records.db);
      if (rows[0]?.waits !== true) return true;
      if (performance.now() > until) return false;
      await pause(LOOK_EVERY);
    }
  }
}

async function eventsOf(tx: Kysely<Schema>, { id }: Drill): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (;;) {
    const rows = await tx
      .selectFrom('journal')
      .select(['seq', 'event'])
      .where('drill', '=', id)
      .where('class', '=', 'exercise')
      .where('seq', '>', events.at(-1)?.seq ?? 0)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const { seq, event } of rows) events.push({ ...event, seq });
    if (rows.length < PAGE) return events;
  }
}

async function deliveriesOf(tx: Kysely<Schema>, { id }: Drill): Promise<DrillDelivery[]> {
  type Row = Omit<DrillDelivery, 'owner'> & { readonly ownerKind: OwnerKind; readonly ownerId: string };
  const { rows } = await sql<Row>`
    select d.key, d.recipient, d.kind, d.channel, d.state, d.answer as why, d.owner_kind as "ownerKind",
      d.owner as "ownerId", o.tier
    from delivery d left join outbox o on o.id = d.outbox
    where d.drill = ${id} and d.class = 'exercise' order by d.id`.execute(tx);
  return rows.map(({ ownerKind: kind, ownerId, ...rest }) => ({ ...rest, owner: { kind, id: ownerId } }));
}

async function reportsOf(tx: Kysely<Schema>, { id }: Drill): Promise<DrillLegalReport[]> {
  const { rows } = await sql<{ document: LegalReport }>`
    select document from legal_report where class = 'exercise' and drill = ${id} order by at, id`.execute(tx);
  return rows.map(({ document: { number, incident, fields } }) => {
    return { number, incident, text: Object.values(fields).join('\n') };
  });
}

/** Live alarms whose cause came in while the drill ran by the wall's clock, pauses and all; what was found late is none. */
async function liveOf(tx: Kysely<Schema>, { park, started, ended }: Drill): Promise<LivePerformance> {
  if (started === null) return { alarms: 0, slowest: null, median: null, slowestAlarm: null };
  const { rows } = await sql<{ id: string; ms: number }>`
    select id, greatest(0, at - arrived) as ms from (
      select event->'data'->>'id' as id, (event->>'at')::bigint as at,
        (extract(epoch from (event->'data'->>'arrivedAt')::timestamptz) * 1000)::bigint as arrived
      from journal
      where class = 'actual' and park = ${park} and event->>'type' = 'alarm.raised'
        and (event->>'at')::bigint >= ${started.at} and event->'data'->>'late' = 'false'
        and event->'data'->>'arrivedAt' is not null) as raised
    where arrived >= ${started.at} and arrived <= ${ended?.at ?? Number.MAX_SAFE_INTEGER}
    order by ms desc, id`.execute(tx);
  const [slowest] = rows;
  const median = rows[Math.floor(rows.length / 2)]?.ms ?? null;
  return { alarms: rows.length, slowest: slowest?.ms ?? null, median, slowestAlarm: slowest?.id ?? null };
}

async function capOf(tx: Kysely<Schema>, { id }: Drill): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from cap_message m join cap_chain c using (incident)
    where c.drill = ${id} and m.class = 'exercise' and m.refused = '{}'`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Messages that tell of the end itself go out after it, and are no sign that anything goes on. */
async function activeOf(tx: Kysely<Schema>, { id }: Drill): Promise<ActiveCounts> {
  const rest = sql`state = 'PENDING' and kind not in ('drill', 'end')`;
  const { rows } = await sql<ActiveCounts>`
    select (select count(*) from alarm where class = 'exercise' and drill = ${id} and open) as alarms,
      (select count(*) from incident where class = 'exercise' and drill = ${id} and not final) as incidents,
      (select count(*) from deadline where drill = ${id} and state = 'PENDING') as deadlines,
      (select count(*) from approval where drill = ${id} and state = 'PENDING') as approvals,
      (select count(*) from outbox where drill = ${id} and ${rest})
        + (select count(*) from delivery where drill = ${id} and ${rest}) as messages`.execute(tx);
  return rows[0] ?? { alarms: 0, incidents: 0, deadlines: 0, messages: 0, approvals: 0 };
}
