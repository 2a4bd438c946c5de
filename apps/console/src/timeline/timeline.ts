import type { Timeline } from '@cofferdam/domain';

/** What is real; a page is about this unless it belongs to a drill. */
export const LIVE: Timeline = { class: 'actual', drill: null };

export const exercise = (drill: string): Timeline => ({ class: 'exercise', drill });

export const isExercise = ({ class: of }: Timeline): boolean => of === 'exercise';

/** Stands before every title of a drill, whatever the reader's language. */
export const EXERCISE_MARK = '【演练】';

/** Whether a thing belongs to the timeline: nothing of another one is ever shown on its pages. */
export const isOf = (
  timeline: Timeline,
  thing: Pick<Timeline, 'class'> & { readonly drill?: string | null },
): boolean => thing.class === timeline.class && (thing.drill ?? null) === timeline.drill;

/** What a read of the timeline adds to its query; nothing for what is real, which every list is about by itself. */
export function inQuery({ class: of, drill }: Timeline): string {
  if (of === 'actual') return '';
  return `&class=${of}${drill === null ? '' : `&drill=${encodeURIComponent(drill)}`}`;
}
