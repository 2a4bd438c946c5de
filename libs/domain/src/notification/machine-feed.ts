import { EVENT_TYPES, type EventType, type JournalEvent } from '../journal/event';
import type { EventView } from '../journal/view';

/** Families of events that machines are told of; who signs in and who may is never among them. */
const FAMILIES = ['alarm.', 'incident.', 'legal.', 'monitor.'] as const;
const SINGLE: readonly EventType[] = ['deadline.missed', 'cap.issued'];

export const isForMachines = (type: EventType): boolean =>
  SINGLE.includes(type) || FAMILIES.some((family) => type.startsWith(family));

/** Every type of event that machines are told of. */
export const MACHINE_EVENT_TYPES: readonly EventType[] = EVENT_TYPES.filter(isForMachines);

/** The topic that tells of an event; null for what no topic tells: other types, events of no park, the class `test`. */
export function alertTopicOf(event: Pick<JournalEvent, 'type' | 'class' | 'drill' | 'park'>): string | null {
  const { type, drill, park } = event;
  if (park === null || !isForMachines(type)) return null;
  if (event.class === 'actual') return `parks/${park}/alerts`;
  return event.class === 'exercise' && drill !== null ? `drills/${drill}/parks/${park}/alerts` : null;
}

export const sirenTopicOf = (park: string): string => `parks/${park}/siren`;

/** An event whose data were too large for where it goes: the rest is read at `link`. */
export interface CutEvent extends Omit<EventView, 'data'> {
  readonly data: {
    readonly id: string;
    readonly park: string | null;
    readonly truncated: true;
    /** Path of the API that answers the whole event. */
    readonly link: string;
  };
}

/** The event, or where its JSON is larger than `most` bytes the event without its data. */
export function cutEvent(view: EventView, bytes: number, most: number): EventView | CutEvent {
  if (bytes <= most) return view;
  const timeline =
    view.class === 'actual' ? '' : `&class=${view.class}${view.drill === null ? '' : `&drill=${view.drill}`}`;
  const link = `/api/v1/journal?after=${view.seq - 1}&limit=1${timeline}`;
  return { ...view, data: { id: view.subject.id, park: view.park, truncated: true, link } };
}
