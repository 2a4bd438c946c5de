import type { JournalEvent } from '@cofferdam/domain';
import type { NotificationState } from '@cofferdam/records';

interface Told {
  readonly key?: unknown;
  readonly incident?: unknown;
  readonly channel?: unknown;
  readonly to?: unknown;
  readonly attempt?: unknown;
  readonly possibleRepeat?: unknown;
  readonly fault?: unknown;
}

const word = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One `notification.*` event as what was told to whom. */
export function viewNotification({ seq, at, type, class: class_, drill, park, subject, data }: JournalEvent) {
  const { key, incident, channel, to, attempt, possibleRepeat, fault } = (data ?? {}) as Told;
  const state: NotificationState = type === 'notification.sent' ? 'sent' : 'failed';
  return {
    ...{ seq, at: new Date(at).toISOString(), class: class_, drill, park, state },
    incident: word(incident) ?? (subject.kind === 'incident' ? subject.id : null),
    channel: word(channel) ?? (subject.kind === 'channel' ? subject.id : ''),
    ...{ to: word(to), attempt: Number.isInteger(attempt) ? Number(attempt) : null },
    ...{ possibleRepeat: possibleRepeat === true, fault: word(fault), key: word(key) },
  };
}
