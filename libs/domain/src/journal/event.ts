import type { Class } from '../timeline/timeline';

/** Every kind of event that an operator's screen can be told of. Issue by issue this list grows. */
export const EVENT_TYPES = [
  'alarm.raised',
  'alarm.changed',
  'alarm.acknowledged',
  'alarm.returned',
  'alarm.shelved',
  'alarm.unshelved',
  'alarm.suppressed',
  'alarm.unsuppressed',
  'alarm.out-of-service',
  'alarm.returned-to-service',
  'alarm.latch-reset',
  'alarm.judged-false',
  'incident.opened',
  'incident.attached',
  'incident.changed',
  'incident.acknowledged',
  'incident.escalated',
  'incident.de-escalation-proposed',
  'incident.de-escalated',
  'incident.measure-started',
  'incident.measure-ended',
  'incident.contained',
  'incident.relapsed',
  'incident.suspended',
  'incident.resumed',
  'incident.hand-over-offered',
  'incident.handed-over',
  'incident.noted',
  'incident.evidence',
  'incident.merged',
  'incident.reopened',
  'incident.closed',
  'incident.judged-false',
  'deadline.set',
  'deadline.cancelled',
  'deadline.missed',
  'approval.requested',
  'approval.confirmed',
  'approval.refused',
  'approval.expired',
  'approval.glass-broken',
  'approval.reviewed',
  'desk.changed',
  'desk.hand-over-offered',
  'desk.handed-over',
  'desk.hand-over-missed',
  'desk.presence-asked',
  'desk.presence-confirmed',
  'desk.presence-missed',
  'wall.reported',
  'policy.changed',
  'user.changed',
  'notification.sent',
  'notification.failed',
  'channel.changed',
  'webhook.changed',
  'cap.issued',
  'drill.planned',
  'drill.approved',
  'drill.armed',
  'drill.started',
  'drill.injected',
  'drill.paused',
  'drill.resumed',
  'drill.noted',
  'drill.corrected',
  'drill.ended',
  'drill.observed',
  'drill.evaluated',
  'drill.reported',
  'drill.action-changed',
  'command.sent',
  'legal.level-set',
  'legal.reported',
  'legal.missed',
  'legal.withdrawal-owed',
  'monitor.offline',
  'monitor.online',
  'clock.jumped',
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
  /** For `alarm.*` and `incident.*` the whole object in its public form, with what is special to the event beside it. */
  readonly data: unknown;
}

/** A numbered event: `seq` counts up from 1 without a gap. */
export interface JournalEvent extends JournalEntry {
  readonly seq: number;
}
