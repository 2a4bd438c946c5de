import type { Timeline } from '../timeline/timeline';

/** What separates topics, or stands for many of them, would take a command somewhere else. */
const isPart = (text: string): boolean => /^[^/+#\p{C}]+$/u.test(text);

/**
 * Where a command to an outlet's device is published: of an exercise under its drill's own topics, where nothing but the
 * drill's virtual devices listens (isolation rule I9). Null for what is of no timeline that has devices: it is not published.
 */
export function commandTopicOf(
  { class: class_, drill, park }: Timeline & { readonly park: string },
  outlet: string,
): string | null {
  if (![park, outlet].every(isPart)) return null;
  const topic = `parks/${park}/outlets/${outlet}/commands`;
  if (class_ === 'actual') return drill === null ? topic : null;
  return class_ === 'exercise' && drill !== null && isPart(drill) ? `drills/${drill}/${topic}` : null;
}
