import type { EventType, JournalEntry } from '../journal/event';
import type { Message, MessageKind } from '../journal/message';
import type { Approval } from './approval';
import { viewApproval } from './view';

/** A new or changed approval with what has to be written in the same transaction. */
export interface ApprovalChange {
  readonly approval: Approval;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
}

/** The approval with a person's or the clock's doing upon it. */
export const moved = (approval: Approval, more: Partial<Approval>): Approval => ({
  ...approval,
  ...more,
  generation: approval.generation + 1,
  version: approval.version + 1,
});

export function told(type: EventType, approval: Approval, actor: string, at: number): JournalEntry {
  const { class: class_, drill, park, id } = approval;
  const subject = { kind: 'approval', id };
  return { at, type, class: class_, drill, park, subject, actor, data: viewApproval(approval) };
}

/** A page to the desks of the tier that has to answer. */
export function page(kind: MessageKind, approval: Approval, n: number): Message {
  const { class: class_, drill, park, id, needs, severity, toxic, generation } = approval;
  const { act, subject, incident, reason, requestedBy, expiresAt, review } = approval;
  const due = new Date(review === null ? expiresAt : review.dueAt).toISOString();
  return {
    ...{ class: class_, drill, park, owner: { kind: 'approval', id }, kind },
    ...{ tier: needs.tier, enterprise: approval.enterprise, severity, toxic, generation, n },
    data: { act, subject, incident, reason, requestedBy, roles: needs.roles, due },
  };
}
