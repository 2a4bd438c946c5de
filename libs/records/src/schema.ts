import type {
  Alarm,
  Approval,
  ChannelSetup,
  Breach,
  Class,
  ContactPoint,
  DeadlineKind,
  Desk,
  DeskState,
  Drill,
  DrillState,
  Incident,
  JournalEntry,
  Language,
  LegalMatter,
  LegalReport,
  Message,
  OwnerKind,
  Park,
  Policy,
  Severity,
  Tier,
  WallReport,
} from '@cofferdam/domain';
import type { ColumnType, Generated, GeneratedAlways, Transaction } from 'kysely';
import type { Json } from './json-column';
import type { TellingTables } from './schema-of-telling';

/** Tables as the migrations leave them. Times are epoch ms unless they end in `_on` (timestamptz, PostgreSQL's clock). */
export interface Schema extends TellingTables {
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
    incident: GeneratedAlways<string | null>;
    shelved: GeneratedAlways<boolean>;
    suppressed: GeneratedAlways<boolean>;
    out_of_service: GeneratedAlways<boolean>;
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
    incident: GeneratedAlways<string | null>;
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
  user_account: {
    username: string;
    role: string;
    parks: string[];
    password: string;
    created_on: Generated<Date>;
    name: string | null;
    phone: string | null;
    disabled: Generated<boolean>;
    channels: ColumnType<ContactPoint[], string | undefined, string>;
    language: Generated<Language>;
  };
  session: { token_hash: Buffer; username: string; expires_on: Date };
  idempotency: { username: string; key: string; body_hash: string; answer: Json<unknown> | null; at: number };
  incident: {
    id: string;
    document: Json<Incident>;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string>;
    enterprise: GeneratedAlways<string | null>;
    family: GeneratedAlways<string>;
    state: GeneratedAlways<string>;
    severity: GeneratedAlways<Severity>;
    gravity: GeneratedAlways<number>;
    final: GeneratedAlways<boolean>;
    number: GeneratedAlways<string>;
    opened_at: GeneratedAlways<number>;
    reopen_until: GeneratedAlways<number | null>;
  };
  incident_day: { class: string; drill: string | null; park: string; day: string; n: number };
  deadline: {
    owner_kind: OwnerKind;
    owner: string;
    /** `deadlineName`. */
    name: string;
    kind: DeadlineKind;
    tier: Tier | null;
    detail: string | null;
    generation: number;
    n: number;
    due_at: number;
    state: 'PENDING' | 'FIRED' | 'CANCELLED';
    fired_at: number | null;
    why: string | null;
    class: Class;
    drill: string | null;
    park: string;
  };
  outbox: {
    id: GeneratedAlways<number>;
    message: Json<Message>;
    owner_kind: GeneratedAlways<string>;
    owner: GeneratedAlways<string>;
    kind: GeneratedAlways<string>;
    tier: GeneratedAlways<string | null>;
    generation: GeneratedAlways<number>;
    state: Generated<'PENDING' | 'SENT' | 'CANCELLED' | 'FAILED'>;
    why: string | null;
    written_on: Generated<Date>;
    claimed_on: Date | null;
    ended_on: Date | null;
    expanded_on: Date | null;
  };
  approval: {
    id: string;
    document: Json<Approval>;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string>;
    state: GeneratedAlways<string>;
    subject_kind: GeneratedAlways<string>;
    subject_id: GeneratedAlways<string>;
    requested_at: GeneratedAlways<number>;
    unreviewed: GeneratedAlways<boolean>;
  };
  evidence_photo: { id: string; incident: string; media_type: string; bytes: Buffer; at: number; by_user: string };
  desk: {
    park: string;
    id: string;
    document: Json<Desk>;
    file_document: Json<Desk> | null;
    version: number;
    removed: Generated<boolean>;
  };
  desk_state: { id: string; document: Json<DeskState> };
  policy: {
    park: string;
    version: number;
    document: Json<Policy>;
    file_document: Json<Policy> | null;
    actor: string;
    at: number;
  };
  wall_report: { class: string; drill: string | null; park: string; wall: string; document: Json<WallReport> };
  /** The version stands beside the document. */
  channel: { id: string; document: Json<Omit<ChannelSetup, 'version'>>; version: number };
  legal_matter: { id: string; document: Json<LegalMatter>; running: GeneratedAlways<boolean> };
  legal_report: {
    id: string;
    document: Json<LegalReport>;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string>;
    incident: GeneratedAlways<string>;
    kind: GeneratedAlways<string>;
    at: GeneratedAlways<number>;
  };
  drill: {
    id: string;
    document: Json<Drill>;
    park: GeneratedAlways<string>;
    state: GeneratedAlways<DrillState>;
    planned_at: GeneratedAlways<number>;
  };
  /** Epoch ms of the drill's timeline. */
  drill_clock: {
    drill: string;
    park: string;
    at: number;
    samples_at: number;
    conditions_at: number;
    settled_at: number;
    people_at: number;
    running: boolean;
  };
  drill_deed: {
    drill: string;
    key: string;
    user_name: string;
    incident: string;
    act: string;
    refused: string | null;
    at: number;
  };
  drill_report: { drill: string; document: Json<unknown>; at: number };
  heartbeat: { name: string; beat_on: Date };
  loss_check: {
    /** Of the park's clock, `2026-01-31`. */
    day: string;
    park: string;
    class: Generated<Class>;
    checked: Generated<number>;
    breaches: Generated<number>;
    missed: Json<readonly Breach[]>;
    /** null: asked for, not done. */
    at: number | null;
    asked_by: string;
    claimed_on: Date | null;
  };
  monitor_day: { day: string; park: string; monitor: string; outlet: string; valid: number; due: number };
}

/** A transaction: what is written in it is there as a whole or not at all. */
export type Tx = Transaction<Schema>;
