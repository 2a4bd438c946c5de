import type { User } from '@cofferdam/domain';
import { SYSTEM_PARK } from '@cofferdam/records';
import { Problem } from '../http/problem';

/** Which parks somebody may see or asks for: all, or these. The park `system` is everybody's and never among them. */
export type Parks = '*' | readonly string[];

/** The caller's parks, narrowed to the one asked for. @throws Problem `not-found` for a park out of their scope */
export function parksOf(user: Pick<User, 'parks'>, only?: string): Parks {
  const all = user.parks.includes('*');
  if (only === undefined) return all ? '*' : [...user.parks].sort();
  if (!all && only !== SYSTEM_PARK && !user.parks.includes(only)) {
    throw new Problem('not-found', `no park ${only} in your scope`);
  }
  return [only];
}

/** Whether something of a park is theirs to see. What belongs to no park is for those who see all. */
export function sees(parks: Parks, park: string | null): boolean {
  if (parks === '*' || park === SYSTEM_PARK) return true;
  return park !== null && parks.includes(park);
}
