import type { Policy } from '@cofferdam/domain';
import { call } from './client';

/** The longest shelving that a park's policy allows, in minutes by tier. */
export const shelvingOf = async (park: string): Promise<Policy['shelve']> =>
  (await call<{ policy: Policy }>(`/parks/${encodeURIComponent(park)}/policy`)).policy.shelve;
