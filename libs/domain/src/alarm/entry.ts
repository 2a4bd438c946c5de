import type { EventType, JournalEntry } from '../journal/event';
import type { Alarm } from './alarm';
import { viewAlarm } from './view';

/** A journal entry about an alarm, as yet without a number. `at` is epoch ms. */
export function alarmEntry(
  type: EventType,
  alarm: Alarm,
  actor: string,
  at: number,
  data: unknown = viewAlarm(alarm),
): JournalEntry {
  const { class: class_, drill, park, subject } = alarm;
  return { at, type, class: class_, drill, park, subject, actor, data };
}
