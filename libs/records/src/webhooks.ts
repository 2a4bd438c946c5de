import { Injectable } from '@nestjs/common';
import type { Webhook, WebhookSecret } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema, Tx } from './schema';
import type { SystemTrouble } from './system-alarms';

/** A hook and how it stands; never its secrets. */
export interface WebhookStand {
  readonly hook: Webhook;
  /** Failures in a row, and until when nothing is sent after them, epoch ms. */
  readonly failures: number;
  readonly retryAt: number | null;
  readonly pending: number;
  readonly failed: number;
}

/** A hook that was switched off since its receiver is gone: true until somebody switches it on or takes it away. */
export const webhookGone = ({ id, park }: Pick<Webhook, 'id' | 'park'>): SystemTrouble => ({
  ...{ subject: { kind: 'channel', id }, rule: 'webhook-gone', park },
});

/** Receivers of events over HTTP, as they are set up. */
@Injectable()
export class Webhooks {
  /** Oldest first, of these parks; hooks of every park only for those who see all. */
  async list(tx: Kysely<Schema>, parks: readonly string[] | '*'): Promise<WebhookStand[]> {
    const within = parks === '*' ? sql`true` : sql`park = any(${[...parks]})`;
    return this.standing(tx, within);
  }

  async get(tx: Kysely<Schema>, id: string): Promise<WebhookStand | null> {
    return (await this.standing(tx, sql`w.id = ${id}`))[0] ?? null;
  }

  /** Nobody else changes it, or sends to it, until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<Webhook | null> {
    const { rows } = await sql<{ document: Webhook }>`
      select document from webhook where id = ${id} for update`.execute(tx);
    return rows[0]?.document ?? null;
  }

  /** Those that are told of what happens now. */
  async enabled(tx: Kysely<Schema>): Promise<Webhook[]> {
    const rows = await tx.selectFrom('webhook').select('document').where('enabled', '=', true).orderBy('id').execute();
    return rows.map(({ document }) => document);
  }

  async count(tx: Kysely<Schema>): Promise<number> {
    const { count } = await tx
      .selectFrom('webhook')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  async create(tx: Tx, hook: Webhook, secrets: readonly WebhookSecret[]): Promise<void> {
    const values = { id: hook.id, document: JSON.stringify(hook), secrets: JSON.stringify(secrets) };
    await tx.insertInto('webhook').values(values).execute();
  }

  /** What was waited for after failures is tried at once. */
  async save(tx: Tx, hook: Webhook): Promise<void> {
    const set = { document: JSON.stringify(hook), failures: 0, retry_at: null };
    await tx.updateTable('webhook').set(set).where('id', '=', hook.id).execute();
  }

  /** With all that was or is to be sent to it. */
  async delete(tx: Tx, id: string): Promise<void> {
    await tx.deleteFrom('webhook').where('id', '=', id).execute();
  }

  async secrets(tx: Tx, id: string): Promise<readonly WebhookSecret[]> {
    const row = await tx.selectFrom('webhook').select('secrets').where('id', '=', id).executeTakeFirst();
    return row?.secrets ?? [];
  }

  async setSecrets(tx: Tx, id: string, secrets: readonly WebhookSecret[]): Promise<void> {
    await tx
      .updateTable('webhook')
      .set({ secrets: JSON.stringify(secrets) })
      .where('id', '=', id)
      .execute();
  }

  private async standing(tx: Kysely<Schema>, within: ReturnType<typeof sql>): Promise<WebhookStand[]> {
    const { rows } = await sql<WebhookStand>`
      select document as hook, failures, retry_at as "retryAt",
        (select count(*) from webhook_delivery d where d.hook = w.id and state = 'PENDING') as pending,
        (select count(*) from webhook_delivery d where d.hook = w.id and state = 'FAILED') as failed
      from webhook w where ${within} order by created_at, id`.execute(tx);
    return rows;
  }
}
