import type { JournalEvent } from '@cofferdam/domain';

/** An event that may have changed the messages or the public warning of an incident. */
export function concernsCap({ type, data }: JournalEvent, incident: string): boolean {
  const { incident: about } = (data ?? {}) as { incident?: unknown };
  return about === incident && (type === 'cap.issued' || type.startsWith('approval.'));
}
