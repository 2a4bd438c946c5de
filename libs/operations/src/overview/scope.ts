import { type Class, CLASSES, type Timeline, timelineKey, type User } from '@cofferdam/domain';
import { Problem } from '../http/problem';
import { timelineOf } from '../http/schema';
import { type Parks, parksOf, sees } from '../scope/parks';

/** One roll-up: a timeline, and the parks that somebody sees or the one that they ask for. */
export interface Scope {
  readonly timeline: Timeline;
  /** The park that was asked for; null: all that they see, and what concerns the service itself. */
  readonly park: string | null;
  readonly parks: Parks;
  /** The same for everybody who is shown the same. */
  readonly key: string;
}

/** @throws Problem `not-found` for a park that is not theirs */
export function scopeOf(user: Pick<User, 'parks'>, timeline: Timeline, only?: string): Scope {
  const parks = parksOf(user, only);
  const key = `${timelineKey(timeline)} ${only ?? '*'} ${typeof parks === 'string' ? parks : parks.join(',')}`;
  return { timeline, park: only ?? null, parks, key };
}

export const covers =
  ({ park: only, parks }: Scope) =>
  (park: string): boolean =>
    only === null ? sees(parks, park) : park === only;

/** A row's address: whose roll-up it is a row of, so that it can be asked for by itself. */
export const addressOf = ({ timeline, park }: Scope, row: string): string =>
  `${timelineKey(timeline)}|${park ?? '*'}|${row}`;

/** The roll-up of a row's address, as its reader sees it. @throws Problem `not-found` */
export function readAddress(user: Pick<User, 'parks'>, address: string): { scope: Scope; row: string } {
  const [, timeline = '', park = '', row = ''] = /^([^|]+)\|([^|]+)\|(.+)$/s.exec(address) ?? [];
  const [class_ = '', drill] = timeline.split('@');
  if (!CLASSES.includes(class_ as Class)) throw new Problem('not-found', 'no row of an overview');
  const asked = timelineOf({ class: class_ as Class, drill });
  return { scope: scopeOf(user, asked, park === '*' ? undefined : park), row };
}
