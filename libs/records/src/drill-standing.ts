import { Injectable } from '@nestjs/common';
import type { Drill, DrillClock, DrillState, Incident } from '@cofferdam/domain';
import { type Kysely, type Selectable, sql } from 'kysely';
import { readClock } from './drills';
import { Records } from './records';
import type { Schema } from './schema';

/** How far a drill has come, and what it still has to do at the hour at which its clock stands. */
export interface DrillProgress {
  readonly clock: DrillClock;
  readonly state: DrillState;
  /** Something is due by now and has not fired. */
  readonly overdue: boolean;
  /** The soonest deadline after now, epoch ms of the drill's clock; null where nothing is pending. */
  readonly nextDueAt: number | null;
  /** Messages of which nobody has said who is told, commands that have not gone out. */
  readonly unsaid: number;
  /** Messages to somebody of which the first attempt is not over. */
  readonly untried: number;
}
export interface DrillStanding extends DrillProgress {
  readonly drill: Drill;
}

/** A drill whose timeline is open. */
export interface DrillUnderWay {
  readonly id: string;
  readonly park: string;
  readonly state: DrillState;
  /** Epoch ms of the service's clock. */
  readonly startedAt: number;
}
export interface EndedDrill extends Omit<DrillUnderWay, 'state' | 'startedAt'> {
  /** Epoch ms of the service's clock. */
  readonly endedAt: number;
}

type Row = Selectable<Schema['drill_clock']> & Omit<DrillProgress, 'clock'> & { readonly document: Drill };

const PROGRESS = sql`c.*, d.state,
  exists (select from deadline t where t.drill = d.id and t.state = 'PENDING' and t.due_at <= c.at) as overdue,
  (select min(due_at) from deadline t
    where t.drill = d.id and t.state = 'PENDING' and t.due_at > c.at) as "nextDueAt",
  (select count(*) from outbox o where o.drill = d.id and o.state = 'PENDING'
    and (o.kind = 'command' or o.expanded_on is null)) as unsaid,
  (select count(*) from delivery y where y.drill = d.id and y.state = 'PENDING'
    and (y.attempt = 0 or y.claimed_until > clock_timestamp())) as untried`;

/** What whoever drives drills asks for many times a second: one statement each. */
@Injectable()
export class DrillStandings {
  constructor(private readonly records: Records) {}

  /** Null for a drill that has never been started. */
  async of(drill: string): Promise<DrillStanding | null> {
    const { rows } = await sql<Row>`
      select ${PROGRESS}, d.document from drill d join drill_clock c on c.drill = d.id where d.id = ${drill}`.execute(
      this.records.db,
    );
    const [row] = rows;
    return row === undefined ? null : { ...progress(row), drill: row.document };
  }

  /** `of` without the drill's document. */
  async progress(drill: string): Promise<DrillProgress | null> {
    const { rows } = await sql<Row>`
      select ${PROGRESS} from drill d join drill_clock c on c.drill = d.id where d.id = ${drill}`.execute(
      this.records.db,
    );
    const [row] = rows;
    return row === undefined ? null : progress(row);
  }

  async underWay(): Promise<DrillUnderWay[]> {
    const { rows } = await sql<DrillUnderWay>`
      select id, park, state, (document->'started'->>'at')::bigint as "startedAt" from drill
      where state in ('running', 'paused') order by id`.execute(this.records.db);
    return rows;
  }

  /** Drills that were started and have ended after a moment and before another, epoch ms of the service's clock. */
  async endedBetween(from: number, to: number): Promise<EndedDrill[]> {
    const ended = sql`(document->'ended'->>'at')::bigint`;
    const { rows } = await sql<EndedDrill>`
      select id, park, ${ended} as "endedAt" from drill
      where state in ('ended', 'evaluated', 'reported') and jsonb_typeof(document->'started') = 'object'
        and ${ended} > ${from} and ${ended} <= ${to} order by id`.execute(this.records.db);
    return rows;
  }

  /** All incidents of a drill, the earliest first. None opened before its clock was started. */
  async incidents(tx: Kysely<Schema>, { id, park, started }: Drill): Promise<Incident[]> {
    const { rows } = await sql<{ document: Incident }>`
      select document from incident where park = ${park} and opened_at >= ${started?.clock ?? 0}
        and class = 'exercise' and drill = ${id} order by opened_at, id`.execute(tx);
    return rows.map(({ document }) => document);
  }
}

const progress = (row: Row): DrillProgress => ({
  ...{ clock: readClock(row), state: row.state, overdue: row.overdue, nextDueAt: row.nextDueAt },
  ...{ unsaid: row.unsaid, untried: row.untried },
});
