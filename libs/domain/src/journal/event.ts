import type { Class } from '../timeline/timeline';

/** Every kind of event that an operator's screen can be told of. Issue by issue this list grows. */
export const EVENT_TYPES = [
  'alarm.raised',
  'alarm.changed',
  'alarm.acknowledged',
  'alarm.returned',
  'monitor.offline',
  'monitor.online',
  'registry.changed',
  'session.opened',
  'session.closed',
  'session.refused',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** An event as it is written into `journal_in`, before the relay numbers it. */
export interface JournalEntry {
  readonly at: number;
  readonly type: EventType;
  readonly class: Class;
  readonly drill: string | null;
  readonly park: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  /** User name, or `system`. */
  readonly actor: string;
  /** For `alarm.*` the whole alarm in its public form. */
  readonly data: unknown;
}

/** A numbered event: `seq` counts up from 1 without a gap. */
export interface JournalEvent extends JournalEntry {
  readonly seq: number;
}
