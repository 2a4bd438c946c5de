/** Words that take a drill for reality, without the spaces, case and punctuation that may stand between their letters. */
const REAL = [
  '非演练',
  '非演練',
  '不是演练',
  '不是演練',
  '真实事件',
  '真實事件',
  'notadrill',
  'thisisnodrill',
  'isntadrill',
  'notanexercise',
  'isntanexercise',
] as const;

/** Everything that is no letter and no digit: spaces, dashes, quotes and what cannot be seen. */
const BETWEEN = /[^\p{L}\p{N}]+/gu;

/**
 * Whether a text says that it is no drill (isolation rule I8): `非演练`, "This is NOT a drill", `n o t  an  exercise`. Full
 * width and other compatible forms of letters are the same letters (Unicode NFKC).
 */
export function saysItIsReal(text: string): boolean {
  const letters = text.normalize('NFKC').toLowerCase().replace(BETWEEN, '');
  return REAL.some((words) => letters.includes(words));
}
