import { Injectable } from '@nestjs/common';
import type { SirenIncident } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Records } from './records';

/** What sirens follow from, in one snapshot: every registered park, and the incidents that may sound there. */
export interface SirenPicture {
  readonly asOf: number;
  readonly parks: readonly string[];
  readonly incidents: readonly SirenIncident[];
}

@Injectable()
export class Sirens {
  constructor(private readonly records: Records) {}

  /** Open incidents of the class `actual` that are orange, red or toxic. */
  async read(): Promise<SirenPicture> {
    return this.records.snapshot(async (tx, asOf) => {
      const parks = await sql<{ park: string }>`select distinct park from register_version order by park`.execute(tx);
      const incidents = await sql<SirenIncident>`
        select class, park, severity, state, (document->>'toxic')::boolean as toxic, document->'tiers' as tiers
        from incident where not final and class = 'actual'
          and (severity in ('orange', 'red') or (document->>'toxic')::boolean)`.execute(tx);
      return { asOf, parks: parks.rows.map(({ park }) => park), incidents: incidents.rows };
    });
  }
}
