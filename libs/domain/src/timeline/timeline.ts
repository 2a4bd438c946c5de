/**
 * What a thing is about, set at birth and never changed (ISA-18.2 training class, CAP 1.2 `status`):
 * `actual` is real, `exercise` belongs to a drill, `test` to a test of the equipment.
 */
export const CLASSES = ['actual', 'exercise', 'test'] as const;
export type Class = (typeof CLASSES)[number];

/** The class and, for an exercise, its drill: part of every identity. Nothing joins two timelines. */
export interface Timeline {
  readonly class: Class;
  readonly drill: string | null;
}

export const LIVE: Timeline = { class: 'actual', drill: null };

/** One string for a timeline, for use inside keys: `actual` or `exercise@<drill>`. */
export function timelineKey(timeline: Timeline): string {
  return timeline.drill === null ? timeline.class : `${timeline.class}@${timeline.drill}`;
}
