import { Injectable } from '@nestjs/common';
import type { Park } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Desks } from './desks';
import { Journal } from './journal';
import { Policies } from './policies';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** A park as it is judged now: the newest version of its document. */
export interface RegisteredPark {
  readonly park: string;
  /** Counts up from 1. */
  readonly version: number;
  readonly document: Park;
}

const REGISTER_LOCK = 7_310_003;

/** The parks, every version of them: who changed what and when. */
@Injectable()
export class Register {
  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
    private readonly desks: Desks,
    private readonly policies: Policies,
  ) {}

  /**
   * Takes park documents in: a new version where one differs from the newest, nothing where it does not. Parks that are
   * not among them stay. Desks and policies follow the documents' word for them. Several processes may import at once.
   * @returns the parks that got a new version
   * @throws Error for a park called `system`
   */
  async importParks(parks: readonly Park[], actor: string): Promise<RegisteredPark[]> {
    if (parks.some((park) => park.id === SYSTEM_PARK)) throw new Error(`no park may be called "${SYSTEM_PARK}"`);
    return this.records.transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(${REGISTER_LOCK})`.execute(tx);
      const imported: RegisteredPark[] = [];
      for (const park of parks) {
        const version = await this.importPark(tx, park, actor);
        if (version !== null) imported.push({ park: park.id, version, document: park });
        await this.desks.importFile(tx, park.id, park.desks, actor);
        await this.policies.importFile(tx, park.id, park.policy, actor);
      }
      return imported;
    });
  }

  private async importPark(tx: Tx, park: Park, actor: string): Promise<number | null> {
    const document = JSON.stringify(park);
    const { rows } = await sql<{ version: number; same: boolean }>`
      select version, document = ${document}::jsonb as same from register_version
      where park = ${park.id} order by version desc limit 1`.execute(tx);
    if (rows[0]?.same) return null;
    const version = (rows[0]?.version ?? 0) + 1;
    const at = await this.records.now(tx);
    await tx.insertInto('register_version').values({ park: park.id, version, document, actor, at }).execute();
    const about = { class: 'actual', drill: null, park: park.id, subject: { kind: 'park', id: park.id } } as const;
    await this.journal.write(tx, [{ at, type: 'registry.changed', ...about, actor, data: { park: park.id, version } }]);
    return version;
  }

  /** The newest version of every park, by id. */
  async all(tx: Kysely<Schema> = this.records.db): Promise<RegisteredPark[]> {
    return tx
      .selectFrom('register_version')
      .distinctOn('park')
      .select(['park', 'version', 'document'])
      .orderBy('park')
      .orderBy('version', 'desc')
      .execute();
  }

  /** Since when a park is known, epoch ms; null for an unknown one. */
  async knownSince(park: string, tx: Kysely<Schema> = this.records.db): Promise<number | null> {
    const first = tx.selectFrom('register_version').select('at').where('park', '=', park).orderBy('version').limit(1);
    return (await first.executeTakeFirst())?.at ?? null;
  }

  /** Parks whose newest version is not the one that the caller has; cheap to ask every second. */
  async since(
    versions: Readonly<Record<string, number>>,
    tx: Kysely<Schema> = this.records.db,
  ): Promise<RegisteredPark[]> {
    const newest = await tx
      .selectFrom('register_version')
      .select((eb) => ['park', eb.fn.max('version').as('version')])
      .groupBy('park')
      .execute();
    const changed = newest.filter(({ park, version }) => versions[park] !== version).map(({ park }) => park);
    return changed.length === 0 ? [] : (await this.all(tx)).filter(({ park }) => changed.includes(park));
  }
}
