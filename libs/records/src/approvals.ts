import { Injectable } from '@nestjs/common';
import type { Approval, ApprovalState, Class } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema, Tx } from './schema';

/** Of the parks that somebody sees; the live timeline where no class is named. */
export interface ApprovalFilter {
  readonly class?: Class;
  readonly drill?: string | null;
  readonly parks: readonly string[] | '*';
  readonly park?: string;
  readonly state?: ApprovalState;
  readonly subject?: Approval['subject'];
  /** A broken glass at which no supervisor has looked yet. */
  readonly unreviewed?: boolean;
}

/** What one person asked for and a second has to confirm. */
@Injectable()
export class Approvals {
  async get(tx: Kysely<Schema>, id: string): Promise<Approval | null> {
    const row = await tx.selectFrom('approval').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** By id, locked until the transaction ends; unknown ids are left out. An approval is locked before its subject. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Approval[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ document: Approval }>`
      select document from approval where id = any(${[...ids]}) order by id for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Like `lock`, without those that somebody else has locked. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<Approval[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<{ document: Approval }>`
      select document from approval where id = any(${[...ids]}) order by id for update skip locked`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Writes these, new or known. */
  async save(tx: Tx, approvals: readonly Approval[]): Promise<void> {
    if (approvals.length === 0) return;
    await sql`
      insert into approval (id, document)
      select value->>'id', value from jsonb_array_elements(${JSON.stringify(approvals)}::jsonb) order by value->>'id'
      on conflict (id) do update set document = excluded.document`.execute(tx);
  }

  /** All that was ever asked for about an alarm or an incident, newest first. */
  async of(tx: Kysely<Schema>, { kind, id }: Approval['subject']): Promise<Approval[]> {
    const query = tx.selectFrom('approval').select('document');
    const found = query.where('subject_kind', '=', kind).where('subject_id', '=', id);
    return (await found.orderBy('requested_at', 'desc').orderBy('id').execute()).map(({ document }) => document);
  }

  /** Newest first. */
  async list(tx: Kysely<Schema>, filter: ApprovalFilter): Promise<Approval[]> {
    const { parks, park, state, subject, unreviewed, class: class_ = 'actual', drill = null } = filter;
    let query = tx.selectFrom('approval').select('document').where('class', '=', class_);
    query = query.where('drill', 'is not distinct from', drill);
    if (parks !== '*') query = query.where('park', '=', sql<string>`any(${[...parks]})`);
    if (park !== undefined) query = query.where('park', '=', park);
    if (state !== undefined) query = query.where('state', '=', state);
    if (subject !== undefined) {
      query = query.where('subject_kind', '=', subject.kind).where('subject_id', '=', subject.id);
    }
    if (unreviewed !== undefined) query = query.where('unreviewed', '=', unreviewed);
    const rows = await query.orderBy('requested_at', 'desc').orderBy('id').execute();
    return rows.map(({ document }) => document);
  }
}
