import type { Episode } from './condition';

/** So many raise and clear pairs within `CHATTER_WITHIN` ms of sample time are chattering (project default after ISA-18.2). */
const CHATTER_PAIRS = 3;
const CHATTER_WITHIN = 60_000;
/** Bounds of the off-delay that holds a chattering condition, ms. */
const LEAST_HOLD = 60_000;
const LONGEST_HOLD = 600_000;

/** The off-delay of a chattering condition, ms: doubled, within the bounds, and never less than the rule's own. */
export const holdOf = (offDelay: number): number =>
  Math.max(offDelay, Math.min(LONGEST_HOLD, Math.max(LEAST_HOLD, 2 * offDelay)));

/** What is about to be cleared: when its values came back, the episode that ends, and those before it. */
interface AboutToClear {
  readonly since: number;
  readonly current: Episode | null;
  readonly previous: readonly Episode[];
}

/** True where the episode that ends makes the third pair within the window. Episodes are the memory: nothing is kept. */
export function chatters({ since, current, previous }: AboutToClear): boolean {
  if (current === null) return false;
  const from = since - CHATTER_WITHIN;
  if (current.onset < from) return false;
  let pairs = 1;
  for (const episode of previous) if (episode.onset >= from) pairs += 1;
  return pairs >= CHATTER_PAIRS;
}
