import { Injectable } from '@nestjs/common';
import { type Park, ParkSchema } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';

/** The newest documents of parks, read again only when they have changed: the same object as long as it is the same. */
@Injectable()
export class ParkDocuments {
  private readonly known = new Map<string, { version: number; document: Park }>();

  /** By park; unknown parks are left out. */
  async of(tx: Kysely<Schema>, parks: readonly string[]): Promise<Map<string, Park>> {
    if (parks.length === 0) return new Map();
    const { rows } = await sql<{ park: string; version: number }>`
      select park, max(version) as version from register_version where park = any(${[...parks]}) group by park`.execute(
      tx,
    );
    const stale = rows.filter(({ park, version }) => this.known.get(park)?.version !== version);
    for (const { park, version } of stale) {
      const row = await tx
        .selectFrom('register_version')
        .select('document')
        .where('park', '=', park)
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      // Written by an earlier version of this service, it may lack parts that have a default by now.
      this.known.set(park, { version, document: ParkSchema.parse(row.document) });
    }
    return new Map(
      rows.flatMap(({ park }) => {
        const one = this.known.get(park);
        return one === undefined ? [] : [[park, one.document] as const];
      }),
    );
  }
}
