/** Values and how often each was seen, in any order: what a table of a million rows comes down to. */
export type Distribution = readonly (readonly [value: number, count: number])[];

export const totalOf = (seen: Distribution): number => seen.reduce((sum, [, count]) => sum + count, 0);

/**
 * The smallest value that is not below a share (0 to 1) of all: nearest rank, so that the answer is a value that was
 * measured. Null of nothing.
 */
export function quantile(seen: Distribution, share: number): number | null {
  const total = totalOf(seen);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let passed = 0;
  for (const [value, count] of seen.toSorted(([a], [b]) => a - b)) {
    passed += count;
    if (passed >= rank) return value;
  }
  return null;
}

export function largest(seen: Distribution): number | null {
  return seen.reduce<number | null>((most, [value]) => (most === null || value > most ? value : most), null);
}

/** A part of a whole, %; null of nothing, which is neither good nor bad. */
export const percent = (part: number, whole: number): number | null => (whole > 0 ? (100 * part) / whole : null);

/** Milliseconds as seconds. */
export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
