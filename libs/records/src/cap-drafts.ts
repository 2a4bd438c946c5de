import { Injectable } from '@nestjs/common';
import type { CapMessage, PublicWarning } from '@cofferdam/cap';
import type { Kysely } from 'kysely';
import type { Schema, Tx } from './schema';

/** What the basin's desk would tell the public. A draft never leaves; what leaves is a message of the incident's chain. */
export interface CapDraft {
  readonly id: string;
  readonly incident: string;
  readonly park: string;
  readonly warning: PublicWarning;
  /** How it would look, with the status Draft. */
  readonly message: CapMessage;
  readonly author: string;
  /** Epoch ms. */
  readonly at: number;
  /** Which approval releases it. */
  readonly approval: string | null;
  readonly released: boolean;
}

/** Drafts of public warnings. */
@Injectable()
export class CapDrafts {
  async put(tx: Tx, { id, incident, park, warning, message, author, at }: CapDraft): Promise<void> {
    const document = JSON.stringify({ warning, message });
    await tx.insertInto('cap_draft').values({ id, incident, park, document, author, at }).execute();
  }

  /** Says which approval releases it. */
  async waitFor(tx: Tx, id: string, approval: string): Promise<void> {
    await tx.updateTable('cap_draft').set({ approval }).where('id', '=', id).execute();
  }

  async release(tx: Tx, id: string): Promise<void> {
    await tx.updateTable('cap_draft').set({ state: 'RELEASED' }).where('id', '=', id).execute();
  }

  async get(tx: Kysely<Schema>, id: string): Promise<CapDraft | null> {
    const row = await tx.selectFrom('cap_draft').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : draftOf(row);
  }

  /** Newest first. */
  async ofIncident(tx: Kysely<Schema>, incident: string): Promise<CapDraft[]> {
    const rows = tx.selectFrom('cap_draft').selectAll().where('incident', '=', incident);
    return (await rows.orderBy('at', 'desc').orderBy('id').limit(20).execute()).map(draftOf);
  }
}

interface Row extends Pick<CapDraft, 'id' | 'incident' | 'park' | 'author' | 'at' | 'approval'> {
  readonly document: Pick<CapDraft, 'warning' | 'message'>;
  readonly state: 'DRAFT' | 'RELEASED';
}

const draftOf = ({ document, state, ...row }: Row): CapDraft => ({
  ...row,
  ...document,
  released: state === 'RELEASED',
});
