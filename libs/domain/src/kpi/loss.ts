import type { Breach } from './rejudge';

/** An episode that the records know of a key, epoch ms. */
export interface KnownEpisode {
  readonly onset: number;
  readonly clearedAt: number | null;
}

/**
 * The breaches that no known episode covers. One is covered by an episode of its key that began when it did, or that was
 * running then. Where neither is, an episode that began within the tolerance will do, unless it is another breach's own:
 * a neighbour stands for nobody.
 *
 * @param tolerance ms: how far the onset may lie apart, since late and corrected readings may have been judged otherwise
 */
export function missedOf(
  breaches: readonly Breach[],
  known: ReadonlyMap<string, readonly KnownEpisode[]>,
  tolerance: number,
): Breach[] {
  const own = new Set(breaches.map(({ key, onset }) => `${key}@${onset}`));
  return breaches.filter(({ key, onset }) => {
    const episodes = known.get(key) ?? [];
    if (episodes.some((one) => runsAt(one, onset))) return false;
    return !episodes.some((one) => Math.abs(one.onset - onset) <= tolerance && !own.has(`${key}@${one.onset}`));
  });
}

const runsAt = ({ onset, clearedAt }: KnownEpisode, at: number): boolean =>
  onset === at || (onset < at && (clearedAt === null || at < clearedAt));
