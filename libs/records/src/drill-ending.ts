import { Injectable } from '@nestjs/common';
import type { Drill, LiveAlarm } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema, Tx } from './schema';

/** Stand-in for the end of a drill's timeline. */
@Injectable()
export class DrillEnding {
  async end(tx: Tx, drill: Drill, at: number): Promise<void> {
    await sql`
      update incident set document = document || jsonb_build_object('state', 'CLOSED',
        'closing', jsonb_build_object('by', 'system', 'at', ${at}::bigint, 'rootCause', 'exercise-ended'))
      where drill = ${drill.id} and not final`.execute(tx);
  }
}

/** The open alarm of what is real that stops a park's drills, the newest; null where there is none. */
export async function liveAlarmOpen(tx: Kysely<Schema>, park: string): Promise<LiveAlarm | null> {
  const { rows } = await sql<LiveAlarm>`
    select id, severity, raised_at as at from alarm
    where class = 'actual' and park = ${park} and open and severity in ('orange', 'red')
    order by raised_at desc, id limit 1`.execute(tx);
  return rows[0] ?? null;
}
