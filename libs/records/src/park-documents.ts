import { Injectable } from '@nestjs/common';
import { type Park, ParkSchema } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';

/** How old a document may be: a storm must not ask for it with every batch. */
const FRESH_MS = 1_000;

/** The newest documents of parks, a second old at most: the same object as long as it is the same. */
@Injectable()
export class ParkDocuments {
  private readonly known = new Map<string, { version: number; document: Park; askedAt: number }>();

  /** By park; unknown parks are left out. */
  async of(tx: Kysely<Schema>, parks: readonly string[]): Promise<Map<string, Park>> {
    const old = parks.filter((park) => !this.isFresh(park));
    if (old.length > 0) await this.ask(tx, old);
    return new Map(
      parks.flatMap((park) => {
        const one = this.known.get(park);
        return one === undefined ? [] : [[park, one.document] as const];
      }),
    );
  }

  private isFresh(park: string): boolean {
    return performance.now() - (this.known.get(park)?.askedAt ?? -Infinity) < FRESH_MS;
  }

  private async ask(tx: Kysely<Schema>, parks: readonly string[]): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await sql<{ park: string; version: number }>`
      select park, max(version) as version from register_version where park = any(${[...parks]}) group by park`.execute(
      tx,
    );
    for (const { park, version } of rows) {
      const known = this.known.get(park);
      if (known?.version === version) known.askedAt = askedAt;
      else this.known.set(park, { version, document: await read(tx, park, version), askedAt });
    }
  }
}

/** Written by an earlier version of this service, a document may lack parts that have a default by now. */
async function read(tx: Kysely<Schema>, park: string, version: number): Promise<Park> {
  const row = await tx
    .selectFrom('register_version')
    .select('document')
    .where('park', '=', park)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return ParkSchema.parse(row.document);
}
