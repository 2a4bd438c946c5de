import { z } from 'zod';
import { type Class, CLASSES, type Timeline } from '@cofferdam/domain';
import { Problem } from './problem';

/** A moment, ISO 8601 in UTC. */
export const Iso = z.iso.datetime().meta({ id: 'Moment' });
export const Seq = z.int().min(0);

/** A moment in a query. A `+` that was not escaped arrives as a blank, which can only have meant the plus. */
export const MomentQuery = z
  .string()
  .transform((text, context) => {
    const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text.replace(' ', '+')) : Number.NaN;
    if (Number.isFinite(ms)) return ms;
    context.addIssue({ code: 'custom', message: 'a moment such as 2026-11-24T08:00:00+08:00' });
    return z.NEVER;
  })
  .meta({ format: 'date-time' });

export const FlagQuery = z.enum(['true', 'false']).transform((text) => text === 'true');
export const ParkQuery = z.string().min(1).max(48).optional().describe('Only this park');
export const LimitQuery = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** Every list is about what is real unless another class is asked for; an exercise also by its drill. */
export const timelineQuery = {
  class: z.enum(CLASSES).default('actual').describe('`actual` unless another is asked for'),
  drill: z.string().min(1).max(64).optional().describe('The drill of `class=exercise`'),
};

/**
 * The timeline that a query asks for.
 * @throws Problem where an exercise comes without its drill, or a drill with what is no exercise
 */
export function timelineOf(query: { class: Class; drill?: string | undefined }): Timeline {
  if ((query.class === 'exercise') !== (query.drill !== undefined)) {
    throw new Problem('bad-request', 'class=exercise and drill= belong together');
  }
  return { class: query.class, drill: query.drill ?? null };
}

/** A list as every call answers it. */
export const ListOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('`after` of the next page; null on the last one'),
    total: z.int().min(0).describe('How many there are on all pages'),
    asOf: Seq.describe('Follow the feed from here'),
  });
