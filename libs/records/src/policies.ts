import { Injectable } from '@nestjs/common';
import { DEFAULT_POLICY, type Policy } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Journal } from './journal';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** A park's policy and its version, which counts up from 1; 0 is the default of a park that never set one. */
export interface ParkPolicy {
  readonly version: number;
  readonly policy: Policy;
}
/** Who set it and when, epoch ms. */
export interface PastPolicy extends ParkPolicy {
  readonly actor: string;
  readonly at: number;
}

interface Row {
  readonly version: number;
  readonly document: Policy;
  readonly file_document: Policy | null;
}

/** Class of PostgreSQL's two-number lock on a park's policy. */
const POLICY_LOCK = 7_310_020;

/** How each park's incidents are driven: every version is kept. */
@Injectable()
export class Policies {
  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
  ) {}

  /**
   * Takes the park file's word in: a new version where that word has changed. What was set here stays until then; a word
   * that is taken away gives the default back.
   */
  async importFile(tx: Tx, park: string, policy: Policy | undefined, actor = 'system'): Promise<void> {
    const newest = await this.newest(tx, park);
    const word = policy ?? null;
    if (await same(tx, newest?.file_document ?? null, word)) return;
    await this.add(tx, park, { document: word ?? DEFAULT_POLICY, file: word, actor });
  }

  async current(tx: Kysely<Schema>, park: string): Promise<ParkPolicy> {
    return (await this.currentOf(tx, [park])).get(park) ?? { version: 0, policy: DEFAULT_POLICY };
  }

  /** The current policy of each of these parks, in one statement. */
  async currentOf(tx: Kysely<Schema>, parks: readonly string[]): Promise<Map<string, ParkPolicy>> {
    const rows = await tx
      .selectFrom('policy')
      .distinctOn('park')
      .select(['park', 'version', 'document'])
      .where('park', '=', sql<string>`any(${[...parks]})`)
      .orderBy('park')
      .orderBy('version', 'desc')
      .execute();
    const known = new Map(rows.map(({ park, version, document }) => [park, { version, policy: document }]));
    return new Map(parks.map((park) => [park, known.get(park) ?? { version: 0, policy: DEFAULT_POLICY }]));
  }

  /** The current policy, which nobody else changes until the transaction ends. */
  async lock(tx: Tx, park: string): Promise<ParkPolicy> {
    await this.hold(tx, park);
    return this.current(tx, park);
  }

  /** A new version; it drives incidents that open from now on. Answers its number. */
  async put(tx: Tx, park: string, policy: Policy, actor: string): Promise<number> {
    const newest = await this.newest(tx, park);
    return this.add(tx, park, { document: policy, file: newest?.file_document ?? null, actor });
  }

  /** Every version, newest first. */
  async history(tx: Kysely<Schema>, park: string): Promise<PastPolicy[]> {
    const rows = await tx
      .selectFrom('policy')
      .select(['version', 'document', 'actor', 'at'])
      .where('park', '=', park)
      .orderBy('version', 'desc')
      .execute();
    return rows.map(({ document, ...rest }) => ({ ...rest, policy: document }));
  }

  private async hold(tx: Tx, park: string): Promise<void> {
    await sql`select pg_advisory_xact_lock(${POLICY_LOCK}, hashtext(${park}))`.execute(tx);
  }

  private async newest(tx: Tx, park: string): Promise<Row | undefined> {
    await this.hold(tx, park);
    const query = tx.selectFrom('policy').select(['version', 'document', 'file_document']).where('park', '=', park);
    return query.orderBy('version', 'desc').limit(1).executeTakeFirst();
  }

  private async add(
    tx: Tx,
    park: string,
    { document, file, actor }: { document: Policy; file: Policy | null; actor: string },
  ): Promise<number> {
    const at = await this.records.now(tx);
    const { rows } = await sql<{ version: number }>`
      insert into policy (park, version, document, file_document, actor, at)
      select ${park}, coalesce(max(version), 0) + 1, ${JSON.stringify(document)}::jsonb,
        ${file === null ? null : JSON.stringify(file)}::jsonb, ${actor}, ${at}
      from policy where park = ${park} returning version`.execute(tx);
    const version = rows[0]?.version ?? 0;
    const about = { class: 'actual', drill: null, park, subject: { kind: 'policy', id: park } } as const;
    const data = { park, version, policy: document };
    await this.journal.write(tx, [{ at, type: 'policy.changed', ...about, actor, data }]);
    return version;
  }
}

/** As PostgreSQL compares documents: the order of their keys does not count. */
async function same(tx: Tx, a: Policy | null, b: Policy | null): Promise<boolean> {
  if (a === null || b === null) return a === b;
  const { rows } = await sql<{ same: boolean }>`
    select ${JSON.stringify(a)}::jsonb = ${JSON.stringify(b)}::jsonb as same`.execute(tx);
  return rows[0]?.same ?? false;
}
