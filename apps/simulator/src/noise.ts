/** Repeatable noise: the same seed and place give the same number, so that a restarted simulator goes on as it was. */

/** Uniform in [0, 1) from a text. FNV-1a with a final avalanche. */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth noise in [-1, 1] over time: random heights every `stepMs`, with an eased line between them. */
export function drift(seed: string, at: number, stepMs: number): number {
  const step = Math.floor(at / stepMs);
  const share = at / stepMs - step;
  const eased = share * share * (3 - 2 * share);
  const height = (n: number): number => 2 * chance(`${seed}/${n}`) - 1;
  return height(step) * (1 - eased) + height(step + 1) * eased;
}
