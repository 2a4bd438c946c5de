/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) state = Math.imul(state ^ text.charCodeAt(n), 0x01000193);
  return state >>> 0;
}

/** A number from 0 to below 1 that looks random and is the same for the same words on every machine (mulberry32). */
export function steadyNoise(...words: readonly (string | number)[]): number {
  let state = (hash(words.join('/')) + 0x6d2b79f5) >>> 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
}
