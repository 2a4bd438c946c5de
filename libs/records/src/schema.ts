import type { Alarm, JournalEntry, Park, Severity } from '@cofferdam/domain';
import type { ColumnType, Generated, GeneratedAlways, Transaction } from 'kysely';

/** JSON that is written as text and read as the object. */
type Json<T> = ColumnType<T, string, string>;

/** Tables as the migrations leave them. Times are epoch ms unless they end in `_on` (timestamptz, PostgreSQL's clock). */
export interface Schema {
  register_version: { park: string; version: number; document: Json<Park>; actor: string; at: number };
  alarm: {
    id: string;
    /** Counts alarms in the order of their birth. */
    born: GeneratedAlways<number>;
    key: string;
    open: boolean;
    active: boolean;
    gravity: number;
    document: Json<Alarm>;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string>;
    outlet: GeneratedAlways<string | null>;
    severity: GeneratedAlways<Severity>;
    raised_at: GeneratedAlways<number>;
  };
  occurrence: {
    key: string;
    episode: number;
    alarm: string;
    order_entry: string;
    order_n: number;
    onset: number;
    cleared_at: number | null;
    peak: number | null;
    severity_max: Severity;
    late: boolean;
  };
  condition_position: { shard: number; entry: string };
  journal_in: { id: GeneratedAlways<number>; event: Json<JournalEntry>; written_on: Generated<Date> };
  journal: {
    seq: number;
    event: Json<JournalEntry>;
    hash: Buffer;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string | null>;
  };
  journal_head: { one: boolean; seq: number; hash: Buffer };
  quarantine: {
    id: GeneratedAlways<number>;
    at: number;
    reason: string;
    class: string;
    park: string | null;
    outlet: string | null;
    monitor: string | null;
    topic: string;
    detail: string | null;
    payload: Buffer;
  };
  quarantine_count: { reason: string; total: number };
  user_account: { username: string; role: string; parks: string[]; password: string; created_on: Generated<Date> };
  session: { token_hash: Buffer; username: string; expires_on: Date };
  idempotency: { username: string; key: string; body_hash: string; answer: Json<unknown> | null; at: number };
}

/** A transaction: what is written in it is there as a whole or not at all. */
export type Tx = Transaction<Schema>;
