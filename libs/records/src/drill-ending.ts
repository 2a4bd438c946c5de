import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type Drill,
  endAlarm,
  endIncident,
  endMatter,
  EXERCISE_ENDED,
  expire,
  gravity,
  type LiveAlarm,
  type MessageKind,
} from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Alarms } from './alarms';
import { Approvals } from './approvals';
import { readDeadline, type Stored } from './deadline-row';
import { Deadlines } from './deadlines';
import { Incidents } from './incidents';
import { Journal } from './journal';
import { LegalMatters } from './legal-matters';
import { Outbox } from './outbox';
import type { Schema, Tx } from './schema';

/** What of a drill is not over yet. */
export interface ActiveOfDrill {
  readonly alarms: number;
  readonly incidents: number;
  readonly deadlines: number;
  /** To people and devices, without those that tell of the end. */
  readonly messages: number;
  readonly approvals: number;
}

/** What tells that something is over goes out after the end. */
const TELL_THE_END: readonly MessageKind[] = ['drill', 'end'];
const REST = sql`kind <> all(${[...TELL_THE_END]}::text[])`;

/**
 * The hard end of a drill (isolation rule I11): everything that is active in its timeline is over, in the transaction that
 * ends the drill. What was known of its walls stays as a record.
 */
@Injectable()
export class DrillEnding {
  constructor(
    private readonly approvals: Approvals,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly deadlines: Deadlines,
    private readonly legal: LegalMatters,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
  ) {}

  /**
   * Ends all of it; harmless when repeated. The drill must be locked, so that nothing new becomes active meanwhile.
   * @param now epoch ms of the drill's clock
   */
  async end(tx: Tx, { id: drill }: Pick<Drill, 'id'>, now: number): Promise<void> {
    await this.endApprovals(tx, drill, now);
    const incidents = await this.incidents.lock(tx, await idsOf(tx, drill, 'incident'));
    const closed = incidents.flatMap((incident) => endIncident(incident, now) ?? []);
    const alarms = await this.alarms.lock(tx, await idsOf(tx, drill, 'alarm'));
    await this.incidents.save(tx, closed, now, { why: EXERCISE_ENDED });
    await this.endAlarms(tx, alarms, now);
    const matters = await this.legal.lock(tx, await idsOf(tx, drill, 'legal_matter'));
    const silenced = matters.flatMap((matter) => endMatter(matter, now) ?? []);
    if (silenced.length > 0) await this.legal.save(tx, silenced, now);
    await this.endDeadlines(tx, drill, now);
    await this.endMessages(tx, drill);
  }

  /** Zero of everything once a drill has ended. */
  async active(tx: Kysely<Schema>, { id }: Pick<Drill, 'id'>): Promise<ActiveOfDrill> {
    const { rows } = await sql<ActiveOfDrill>`
      select (select count(*) from alarm where class = 'exercise' and drill = ${id} and open) as alarms,
        (select count(*) from incident where class = 'exercise' and drill = ${id} and not final) as incidents,
        (select count(*) from deadline where drill = ${id} and state = 'PENDING') as deadlines,
        (select count(*) from approval where drill = ${id} and state = 'PENDING') as approvals,
        (select count(*) from outbox where drill = ${id} and state = 'PENDING' and ${REST})
          + (select count(*) from delivery where drill = ${id} and state = 'PENDING' and ${REST}) as messages`.execute(
      tx,
    );
    return rows[0] ?? { alarms: 0, incidents: 0, deadlines: 0, messages: 0, approvals: 0 };
  }

  private async endApprovals(tx: Tx, drill: string, now: number): Promise<void> {
    const approvals = await this.approvals.lock(tx, await idsOf(tx, drill, 'approval'));
    const changes = approvals.filter(({ state }) => state === 'PENDING').map((approval) => expire(approval, now));
    await this.approvals.save(
      tx,
      changes.map(({ approval }) => approval),
    );
    await this.journal.write(
      tx,
      changes.flatMap(({ entries }) => entries),
    );
    await this.outbox.write(
      tx,
      changes.flatMap(({ messages }) => messages),
    );
  }

  private async endAlarms(tx: Tx, alarms: readonly Alarm[], now: number): Promise<void> {
    const changes = alarms.flatMap((alarm) => endAlarm(alarm, now) ?? []);
    await this.alarms.save(
      tx,
      changes.map(({ alarm }) => alarm),
    );
    await this.journal.write(
      tx,
      changes.flatMap(({ entries }) => entries),
    );
  }

  private async endDeadlines(tx: Tx, drill: string, now: number): Promise<void> {
    const { rows } = await sql<Stored>`
      select * from deadline where drill = ${drill} and state = 'PENDING'
      order by owner_kind, owner, name for update`.execute(tx);
    await this.deadlines.cancel(tx, rows.map(readDeadline), now, EXERCISE_ENDED);
  }

  /** Messages before their deliveries, as everywhere. */
  private async endMessages(tx: Tx, drill: string): Promise<void> {
    const over = sql`state = 'CANCELLED', ended_on = clock_timestamp()`;
    await sql`
      update outbox set ${over}, why = ${EXERCISE_ENDED} where id in (
        select id from outbox where drill = ${drill} and state = 'PENDING' and ${REST} order by id for update)`.execute(
      tx,
    );
    await sql`
      update delivery set ${over}, answer = ${EXERCISE_ENDED}
      where drill = ${drill} and state = 'PENDING' and ${REST}`.execute(tx);
  }
}

const ACTIVE = {
  approval: sql`state = 'PENDING'`,
  incident: sql`class = 'exercise' and not final`,
  alarm: sql`class = 'exercise' and open`,
  legal_matter: sql`running`,
} as const;

/** What may be active of a drill; locked and looked at again by whoever asks. */
async function idsOf(tx: Tx, drill: string, table: keyof typeof ACTIVE): Promise<string[]> {
  const ofDrill = table === 'legal_matter' ? sql`document->>'drill'` : sql`drill`;
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where ${ofDrill} = ${drill} and ${ACTIVE[table]}`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Parks with a live alarm that stops a drill (isolation rule I5): orange or red, active, seen and not yet acknowledged; the
 * gravest and newest of each. One that rises or comes again waits to be acknowledged again, so it counts as well.
 */
export async function liveAlarmsOpen(
  tx: Kysely<Schema>,
  parks: readonly string[],
): Promise<Map<string, LiveAlarm & { readonly toldAt: number }>> {
  if (parks.length === 0) return new Map();
  const { rows } = await sql<{ park: string; document: Alarm }>`
    select distinct on (park) park, document from alarm
    where class = 'actual' and park = any(${[...parks]}) and open and active and gravity >= ${gravity('orange')}
      and not suppressed and not shelved and not out_of_service and document->'acknowledged' = 'null'::jsonb
    order by park, (document->'told'->>'at')::bigint desc, gravity desc, id`.execute(tx);
  return new Map(
    rows.map(({ park, document: { id, severity, raisedAt: at, told } }) => [
      park,
      { id, severity, at, toldAt: told.at },
    ]),
  );
}

/** The live alarm for which a drill in the park may neither start nor go on; null where there is none. */
export async function liveAlarmOpen(tx: Kysely<Schema>, park: string): Promise<LiveAlarm | null> {
  const found = (await liveAlarmsOpen(tx, [park])).get(park);
  if (found === undefined) return null;
  const { id, severity, at } = found;
  return { id, severity, at };
}
