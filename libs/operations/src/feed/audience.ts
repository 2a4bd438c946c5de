import { type Timeline, timelineKey } from '@cofferdam/domain';
import { type Parks, sees } from '../scope/parks';

/** Everybody who gets the same bytes: one timeline, one set of parks. */
export interface Audience extends Timeline {
  readonly key: string;
  readonly parks: Parks;
}

export function audienceOf(timeline: Timeline, parks: Parks): Audience {
  const key = `${timelineKey(timeline)} ${typeof parks === 'string' ? parks : parks.join(',')}`;
  return { ...timeline, parks, key };
}

/** Whether an event is for them. */
export function admits(audience: Audience, event: Timeline & { readonly park: string | null }): boolean {
  return event.class === audience.class && event.drill === audience.drill && sees(audience.parks, event.park);
}
