import { Injectable } from '@nestjs/common';
import type { Class, RefusalReason } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** Input that could not be taken. Null where it is not even known whose it was. */
export interface Refused {
  /** Epoch ms. */
  readonly at: number;
  readonly reason: RefusalReason;
  readonly class: Class;
  readonly park: string | null;
  readonly outlet: string | null;
  readonly monitor: string | null;
  readonly topic: string;
  readonly detail: string | null;
  /** As it came; only the first 4 KiB are kept. */
  readonly payload: Buffer;
}
export interface Quarantined extends Refused {
  readonly id: number;
}
export interface QuarantineQuery {
  readonly parks: readonly string[] | '*';
  readonly reason?: RefusalReason;
  readonly class?: Class;
  /** Id of the last row of the page before. */
  readonly after?: number;
  readonly limit: number;
}

/** Rows kept for each reason and class, so that a drill drives out nothing real; the count goes on. */
export const KEPT_PER_REASON = 1_000;
const KEPT_BYTES = 4_096;
const KEPT_CHARACTERS = 500;

/** PostgreSQL's text knows no NUL, and a topic or a message from outside may be of any length. */
const plain = (text: string): string => text.replaceAll('\u0000', '\uFFFD').slice(0, KEPT_CHARACTERS);
const plainOrNull = (text: string | null): string | null => (text === null ? null : plain(text));

/** Rows that are kept, and driven out, together. */
const kindOf = ({ reason, class: class_ }: Pick<Refused, 'reason' | 'class'>): string => `${reason} ${class_}`;

/** What was refused and why: the newest of each reason, and how much of what is real there ever was. */
@Injectable()
export class QuarantineStore {
  constructor(
    private readonly records: Records,
    private readonly kept = KEPT_PER_REASON,
  ) {}

  async add(rows: readonly Refused[], tx?: Tx): Promise<void> {
    if (rows.length === 0) return;
    if (tx === undefined) return this.records.transaction((own) => this.add(rows, own));
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(row.reason, (counts.get(row.reason) ?? 0) + (row.class === 'actual' ? 1 : 0));
    const kinds = [...new Map(rows.map((row) => [kindOf(row), { reason: row.reason, class: row.class }])).values()];
    const totals = [...counts]
      .map(([reason, total]) => ({ reason, total }))
      .sort((a, b) => (a.reason < b.reason ? -1 : 1));
    // The counts first: their rows, in order, are the locks that keep two writers from pruning the same reason at once.
    await sql`
      insert into quarantine_count (reason, total)
      select * from jsonb_to_recordset(${JSON.stringify(totals)}::jsonb) as r(reason text, total bigint) order by reason
      on conflict (reason) do update set total = quarantine_count.total + excluded.total`.execute(tx);
    for (const part of chunks(this.newest(rows), 500)) {
      await tx.insertInto('quarantine').values(part.map(bounded)).execute();
    }
    await sql`
      delete from quarantine q using jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as r(reason text, class text)
      where q.reason = r.reason and q.class = r.class and q.id <= (
        select o.id from quarantine o where o.reason = r.reason and o.class = r.class
        order by o.id desc offset ${this.kept} limit 1)`.execute(tx);
  }

  /** Newest first. Rows of no park are for those who see all; those of the park `system` are for everybody. */
  async list({ after, limit, ...scope }: QuarantineQuery): Promise<Quarantined[]> {
    const rows = await this.matching(scope)
      .selectAll()
      .$if(after !== undefined, (query) => query.where('id', '<', after ?? 0))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, reason: row.reason as RefusalReason, class: row.class as Class }));
  }

  /** How many rows are kept, of all pages. */
  async count(scope: Omit<QuarantineQuery, 'limit' | 'after'>): Promise<number> {
    const count = this.matching(scope).select((eb) => eb.fn.countAll<number>().as('count'));
    return (await count.executeTakeFirstOrThrow()).count;
  }

  private matching({ parks, reason, class: class_ = 'actual' }: Omit<QuarantineQuery, 'limit' | 'after'>) {
    return this.records.db
      .selectFrom('quarantine')
      .where('class', '=', class_)
      .$if(parks !== '*', (query) => query.where('park', 'in', [...parks, SYSTEM_PARK]))
      .$if(reason !== undefined, (query) => query.where('reason', '=', reason ?? ''));
  }

  /** How much of what is real was ever refused, by reason. */
  async counts(tx: Kysely<Schema> = this.records.db): Promise<Partial<Record<RefusalReason, number>>> {
    const rows = await tx.selectFrom('quarantine_count').selectAll().where('total', '>', 0).orderBy('reason').execute();
    return Object.fromEntries(rows.map(({ reason, total }) => [reason, total]));
  }

  /** Of a flood only what will be kept is written at all. */
  private newest(rows: readonly Refused[]): Refused[] {
    const left = new Map<string, number>();
    const wanted = [...rows].reverse().filter((row) => {
      const before = left.get(kindOf(row)) ?? 0;
      left.set(kindOf(row), before + 1);
      return before < this.kept;
    });
    return wanted.reverse();
  }
}

const bounded = (row: Refused): Refused => ({
  ...{ at: row.at, reason: row.reason, class: row.class, topic: plain(row.topic), detail: plainOrNull(row.detail) },
  ...{ park: plainOrNull(row.park), outlet: plainOrNull(row.outlet), monitor: plainOrNull(row.monitor) },
  payload: row.payload.subarray(0, KEPT_BYTES),
});

function chunks<T>(rows: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < rows.length; i += size) parts.push(rows.slice(i, i + size));
  return parts;
}
