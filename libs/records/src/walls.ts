import { Injectable } from '@nestjs/common';
import { LIVE, type Timeline, type WallReport } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Journal } from './journal';
import type { Schema, Tx } from './schema';

/** The last that is known of each wall; a drill's walls are its own. */
@Injectable()
export class Walls {
  constructor(private readonly journal: Journal) {}

  /** Kept unless something later is known, and journalled. Answers whether it is the newest. */
  async report(tx: Tx, report: WallReport, timeline: Timeline = LIVE): Promise<boolean> {
    const { class: class_, drill } = timeline;
    const { park, wall, by: actor, at } = report;
    const { rows } = await sql`
      insert into wall_report as known (class, drill, park, wall, document)
      values (${class_}, ${drill}, ${park}, ${wall}, ${JSON.stringify(report)}::jsonb)
      on conflict (class, drill, park, wall) do update set document = excluded.document
        where (known.document->>'at')::bigint <= (excluded.document->>'at')::bigint
      returning 1`.execute(tx);
    if (rows.length === 0) return false;
    const data = { ...report, at: new Date(at).toISOString() };
    const subject = { kind: 'wall', id: `${park}.${wall}` };
    await this.journal.write(tx, [{ at, type: 'wall.reported', class: class_, drill, park, subject, actor, data }]);
    return true;
  }

  /** By wall; those of which nothing was ever reported are left out. */
  async of(tx: Kysely<Schema>, park: string, timeline: Timeline = LIVE): Promise<WallReport[]> {
    const rows = await tx
      .selectFrom('wall_report')
      .select('document')
      .where('class', '=', timeline.class)
      .where('drill', 'is not distinct from', timeline.drill)
      .where('park', '=', park)
      .orderBy('wall')
      .execute();
    return rows.map(({ document }) => document);
  }
}
