/** Blanks, marks, hyphens and what is not seen may stand between the letters: that changes nothing of what is read. */
const BETWEEN = '[\\s\\p{P}\\p{S}\\p{Cf}]*';
const spaced = (letters: string): string => [...letters].join(BETWEEN);
const any = (words: readonly string[]): string => `(?:${words.map(spaced).join('|')})`;

/** 非演练, 不是一次演习, 并非演練 ... */
const CHINESE = [
  `${any(['非', '不是', '不属于', '不算', '勿当', '不要当作', '不要当成', '绝不是', '决不是'])}${BETWEEN}`,
  `(?:${any(['一次', '一场', '一个', '普通', '日常', '此次', '本次', '这次', '在', '什么', '例行'])}${BETWEEN})?`,
  any(['演练', '演習', '演习', '演練']),
].join('');

/** "This is not a drill", "isn't an exercise", "no drill" ... */
const ENGLISH = [
  `(?:${any(['thisis', 'thatis', 'itis'])}${BETWEEN})?`,
  `(?:${any(['notonly', 'notjust', 'not', 'isnt', 'isn’t', 'never', 'no'])})${BETWEEN}`,
  `(?:${any(['a', 'an', 'any', 'the'])}${BETWEEN})?`,
  `(?:${any(['drill', 'exercise'])})(?!ing|ed)s?`,
].join('');

/** What the mark stands for that takes its place. */
const CUT = '【…】';
const CLAIM = `${CHINESE}|(?<![a-z])${ENGLISH}`;
const SAYS = new RegExp(CLAIM, 'iu');
const ALL = new RegExp(CLAIM, 'giu');

/** As it is read: full-width letters are letters. */
const read = (text: string): string => text.normalize('NFKC');

/** Whether a text says that it is no drill: forbidden in all that is said in one (isolation rule I8). */
export const saysItIsReal = (text: string): boolean => SAYS.test(read(text));

/** The text without such words, `【…】` in their place. What says nothing of the kind is left as it is. */
export function withoutRealness(text: string): string {
  let left = text;
  // What stood around a cut may say it in its turn.
  while (saysItIsReal(left)) left = (SAYS.test(left) ? left : read(left)).replace(ALL, CUT);
  return left;
}
