import {
  type Deadline,
  deadlineName,
  type EventType,
  type Incident,
  type JournalEntry,
  nextDeadlines,
  type Owner,
  type Timeline,
} from '@cofferdam/domain';
import type { Selectable } from 'kysely';
import type { Schema } from './schema';

/** What a deadline has come to; the last two are for good. */
export type DeadlineState = 'PENDING' | 'FIRED' | 'CANCELLED';

/** A deadline with whose it is and what has become of it. Times are epoch ms. */
export interface DeadlineRow extends Deadline, Timeline {
  readonly owner: Owner;
  readonly park: string;
  readonly state: DeadlineState;
  readonly firedAt: number | null;
  /** CANCELLED: why, in one word. */
  readonly why: string | null;
}

/** All that an owner wants done, soonest or not; what is pending beside it is cancelled. */
export interface OwnerDeadlines {
  readonly owner: Owner;
  readonly timeline: Timeline;
  readonly park: string;
  readonly wanted: readonly Deadline[];
  /** Why that which is no longer wanted is cancelled, one word. */
  readonly why: string;
}

/** Who has something due, and by whose clock it is. */
export interface DueOwner extends Owner, Timeline {}

/** When something becomes due for somebody: what a bell needs to know. Epoch ms. */
export interface DueTime {
  readonly owner: Owner;
  readonly dueAt: number;
}

export const deadlinesOf = (incident: Incident, why: string): OwnerDeadlines => ({
  owner: { kind: 'incident', id: incident.id },
  timeline: { class: incident.class, drill: incident.drill },
  park: incident.park,
  wanted: nextDeadlines(incident),
  why,
});

export type Stored = Selectable<Schema['deadline']>;

export const readDeadline = (row: Stored): DeadlineRow => ({
  ...{ owner: { kind: row.owner_kind, id: row.owner }, class: row.class, drill: row.drill, park: row.park },
  ...{ kind: row.kind, tier: row.tier, name: row.detail, generation: row.generation, n: row.n, dueAt: row.due_at },
  ...{ state: row.state, firedAt: row.fired_at, why: row.why },
});

export const pendingRow = ({ owner, timeline, park }: OwnerDeadlines, deadline: Deadline): Stored => ({
  ...{ owner_kind: owner.kind, owner: owner.id, name: deadlineName(deadline), kind: deadline.kind },
  ...{ tier: deadline.tier, detail: deadline.name, generation: deadline.generation, n: deadline.n },
  ...{ due_at: deadline.dueAt, state: 'PENDING', fired_at: null, why: null },
  ...{ class: timeline.class, drill: timeline.drill, park },
});

/** One string for a row, whoever owns it. */
export const rowKey = (row: Pick<Stored, 'owner_kind' | 'owner' | 'name'>): string =>
  JSON.stringify([row.owner_kind, row.owner, row.name]);

const iso = (ms: number): string => new Date(ms).toISOString();

type DeadlineEvent = Extract<EventType, `deadline.${string}`>;

/** What the journal says of a deadline; `more` is what is special to the event. */
export function deadlineEntry(
  type: DeadlineEvent,
  row: Stored,
  at: number,
  more: Readonly<Record<string, unknown>> = {},
): JournalEntry {
  const owner = { kind: row.owner_kind, id: row.owner };
  const about = row.owner_kind === 'incident' ? { owner, incident: row.owner } : { owner };
  const { kind, tier, detail, generation, n } = row;
  return {
    ...{ at, type, class: row.class, drill: row.drill, park: row.park, subject: owner, actor: 'system' },
    data: { ...about, deadline: row.name, kind, tier, name: detail, generation, n, dueAt: iso(row.due_at), ...more },
  };
}
export const firedData = (row: Stored): Record<string, unknown> => ({
  firedAt: row.fired_at === null ? null : iso(row.fired_at),
});
