import type { AlarmView, EventType, JournalEvent, OverlayName } from '@cofferdam/domain';

const LAID: Partial<Readonly<Record<EventType, OverlayName>>> = {
  'alarm.shelved': 'shelved',
  'alarm.suppressed': 'suppressed',
  'alarm.out-of-service': 'outOfService',
};
const DONE: readonly EventType[] = ['alarm.unshelved', 'alarm.unsuppressed', 'alarm.returned-to-service'];

/** Who laid or lifted an overlay or reset a latch, and why; null for other events. */
export function tellingOfOverlay({ type, actor, data }: JournalEvent): string | null {
  const laid = LAID[type];
  if (laid !== undefined) return [actor, (data as AlarmView)[laid]?.reason].filter(Boolean).join(' · ');
  if (type === 'alarm.latch-reset')
    return [actor, (data as { fieldCheck?: string }).fieldCheck].filter(Boolean).join(' · ');
  return DONE.includes(type) ? actor : null;
}
