import { Injectable } from '@nestjs/common';
import {
  type WebhookResult,
  WEBHOOK_GIVE_UP_MS,
  type JournalEntry,
  type JournalEvent,
  type Webhook,
  type WebhookAttempt,
  type WebhookSecret,
} from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** An event that a hook is to get; without `seq` it is a trial. */
export interface NewWebhookDelivery {
  readonly hook: string;
  readonly seq: number | null;
  readonly type: string;
}

/** A delivery as those who set hooks up see it. Times are epoch ms. */
export interface WebhookDelivery {
  readonly id: number;
  readonly seq: number | null;
  readonly type: string;
  readonly state: 'PENDING' | 'SENT' | 'FAILED';
  readonly attempts: number;
  readonly nextAt: number;
  readonly writtenAt: number;
  readonly giveUpAt: number;
  readonly endedAt: number | null;
  readonly last: WebhookAttempt | null;
}

/** A delivery whose turn it is, with all that sending it takes. */
export interface DueDelivery extends Pick<
  WebhookDelivery,
  'id' | 'seq' | 'type' | 'attempts' | 'writtenAt' | 'giveUpAt'
> {
  readonly hook: Webhook;
  readonly secrets: readonly WebhookSecret[];
  readonly failures: number;
  /** null for a trial, and for an event that is not kept any more. */
  readonly event: JournalEvent | null;
}

/** How long a sender may be silent before another takes its hook, ms: longer than an attempt's timeout. */
const CLAIM_MS = 20_000;
const TIDY_AT_ONCE = 10_000;
const SENT_KEPT_MS = 7 * 86_400_000;
const FAILED_KEPT_MS = 30 * 86_400_000;

/** Its turn: what was refused waits for itself, everything else with its hook, in order. */
const due = (now: number) => sql`d.state = 'PENDING' and (not d.refused or d.next_at <= ${now})`;

const COLUMNS = sql`d.id, d.seq, d.type, d.state, d.attempts, d.next_at as "nextAt", d.written_at as "writtenAt",
  d.give_up_at as "giveUpAt", d.ended_at as "endedAt", d.last`;

/** What is sent to hooks: a row an event a hook, kept when done. A hook belongs to one sender at a time. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly records: Records) {}

  /** In this order; an event that a hook has already stays one. Answers the ids of the new ones. */
  async add(tx: Tx, deliveries: readonly NewWebhookDelivery[], now: number): Promise<number[]> {
    if (deliveries.length === 0) return [];
    const { rows } = await sql<{ id: number }>`
      insert into webhook_delivery (hook, seq, type, next_at, written_at, give_up_at)
      select value->>'hook', (value->>'seq')::bigint, value->>'type', ${now}, ${now}, ${now + WEBHOOK_GIVE_UP_MS}
      from jsonb_array_elements(${JSON.stringify(deliveries)}::jsonb) with ordinality order by ordinality
      on conflict do nothing returning id`.execute(tx);
    return rows.map(({ id }) => id);
  }

  /** Takes hooks for whom something is due and who are nobody's now; answers their ids. @param owner a uuid */
  async claim(owner: string, limit: number): Promise<string[]> {
    return this.records.transaction(async (tx) => {
      const now = await this.records.now(tx);
      const { rows } = await sql<{ id: string }>`
        with due as (
          select id from webhook w where enabled and coalesce(retry_at, 0) <= ${now}
            and coalesce(claimed_until, 0) <= ${now} and exists (
              select from webhook_delivery d where d.hook = w.id and ${due(now)})
          order by retry_at nulls first, id limit ${limit} for update skip locked)
        update webhook w set claimed_by = ${owner}, claimed_until = ${now + CLAIM_MS} from due where w.id = due.id
        returning w.id`.execute(tx);
      return rows.map(({ id }) => id);
    });
  }

  /** The hook's next delivery, and the claim goes on from now; null where none is due or the hook is not ours any more. */
  async next(owner: string, hook: string): Promise<DueDelivery | null> {
    return this.records.transaction(async (tx) => {
      const now = await this.records.now(tx);
      const held = await sql`
        update webhook set claimed_until = ${now + CLAIM_MS} where id = ${hook} and claimed_by = ${owner}
          and claimed_until > ${now} and enabled and coalesce(retry_at, 0) <= ${now}`.execute(tx);
      if (held.numAffectedRows !== 1n) return null;
      const { rows } = await sql<Omit<DueDelivery, 'event'> & { event: JournalEntry | null }>`
        select ${COLUMNS}, w.document as hook, w.secrets, w.failures, j.event
        from webhook_delivery d join webhook w on w.id = d.hook left join journal j on j.seq = d.seq
        where d.hook = ${hook} and ${due(now)}
        order by d.refused, d.id limit 1`.execute(tx);
      const [row] = rows;
      if (row === undefined) return null;
      return { ...row, event: row.event === null || row.seq === null ? null : { ...row.event, seq: row.seq } };
    });
  }

  /** Keeps what came of an attempt. What is not pending any more stays as it is. */
  async settle(
    tx: Tx,
    due: Pick<DueDelivery, 'id' | 'hook'>,
    attempt: WebhookResult,
    last: WebhookAttempt,
  ): Promise<void> {
    await sql`
      update webhook set failures = ${attempt.hookFailures}, retry_at = ${attempt.hookRetryAt}
      where id = ${due.hook.id}`.execute(tx);
    const ended = attempt.state === 'PENDING' ? null : last.at;
    await sql`
      update webhook_delivery set state = ${attempt.state}, attempts = attempts + 1, next_at = ${attempt.nextAt},
        refused = refused or ${attempt.outcome === 'refused'}, last = ${JSON.stringify(last)}::jsonb, ended_at = ${ended}
      where id = ${due.id} and state = 'PENDING'`.execute(tx);
  }

  async release(owner: string, hook: string): Promise<void> {
    await sql`
      update webhook set claimed_by = null, claimed_until = null
      where id = ${hook} and claimed_by = ${owner}`.execute(this.records.db);
  }

  /** Newest first, of one state where it is named. */
  async list(
    tx: Kysely<Schema>,
    hook: string,
    {
      state,
      before,
      limit,
    }: { readonly state?: WebhookDelivery['state']; readonly before?: number; readonly limit: number },
  ): Promise<{ items: WebhookDelivery[]; total: number }> {
    const of = sql`d.hook = ${hook} ${state === undefined ? sql`` : sql`and d.state = ${state}`}`;
    const page = before === undefined ? sql`` : sql`and d.id < ${before}`;
    const { rows: items } = await sql<WebhookDelivery>`
      select ${COLUMNS} from webhook_delivery d where ${of} ${page} order by d.id desc limit ${limit}`.execute(tx);
    const { rows } = await sql<{ total: number }>`
      select count(*) as total from webhook_delivery d where ${of}`.execute(tx);
    return { items, total: rows[0]?.total ?? 0 };
  }

  /** Sends it again under the same id, at once and for the whole time; null where the hook has no such delivery. */
  async resend(tx: Tx, hook: string, id: number, now: number): Promise<WebhookDelivery | null> {
    const { rows } = await sql<WebhookDelivery>`
      update webhook_delivery d set state = 'PENDING', next_at = ${now}, give_up_at = ${now + WEBHOOK_GIVE_UP_MS},
        refused = false, attempts = 0, ended_at = null
      where hook = ${hook} and id = ${id} returning ${COLUMNS}`.execute(tx);
    return rows[0] ?? null;
  }

  async get(tx: Kysely<Schema>, hook: string, id: number): Promise<WebhookDelivery | null> {
    const { rows } = await sql<WebhookDelivery>`
      select ${COLUMNS} from webhook_delivery d where d.hook = ${hook} and d.id = ${id}`.execute(tx);
    return rows[0] ?? null;
  }

  /** By how long the longest-due delivery of a hook that is on is beyond its next try, ms; 0 where none is. */
  async overdue(): Promise<number> {
    const now = await this.records.now();
    const { rows } = await sql<{ due: number | null }>`
      select min(greatest(first.next_at, coalesce(w.retry_at, 0))) as due from webhook w, lateral (
        select next_at from webhook_delivery d where d.hook = w.id and d.state = 'PENDING'
        order by d.refused, d.id limit 1) first
      where w.enabled`.execute(this.records.db);
    return Math.max(0, now - (rows[0]?.due ?? now));
  }

  /** What has been offered for long enough is given up; answers how many. It stays visible, and can be sent again. */
  async giveUp(): Promise<number> {
    const now = await this.records.now();
    const { numAffectedRows } = await sql`
      update webhook_delivery set state = 'FAILED', ended_at = ${now} where id in (
        select id from webhook_delivery where state = 'PENDING' and give_up_at <= ${now}
        limit ${TIDY_AT_ONCE})`.execute(this.records.db);
    return Number(numAffectedRows ?? 0);
  }

  /** Forgets what has been kept long enough. */
  async purge(): Promise<void> {
    const now = await this.records.now();
    await sql`
      delete from webhook_delivery where id in (
        select id from webhook_delivery where (state = 'SENT' and ended_at < ${now - SENT_KEPT_MS})
          or (state = 'FAILED' and ended_at < ${now - FAILED_KEPT_MS}) limit ${TIDY_AT_ONCE})`.execute(this.records.db);
  }
}
