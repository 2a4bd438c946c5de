import { type Class, withoutRealness } from '@cofferdam/domain';

/** What no text of XML may hold, and what would not be shown. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/gu;

/**
 * A name or a sentence that somebody typed, as a message can carry it: one line, nothing that looks like HTML, and in
 * what is no exercise nothing that would mark one, and in an exercise nothing that says that it is real.
 */
export function plain(text: string, kind: Class): string {
  const bare = text
    .replaceAll(UNSHOWN, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll(/&(?=[a-z#])/gi, '＆')
    .trim();
  return kind === 'exercise'
    ? withoutRealness(bare)
    : bare.replaceAll('演练', '演·练').replaceAll('EXERCISE', 'Exercise');
}

/** At most so many characters; what is cut ends with an ellipsis. */
export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** A number in the C locale, without an exponent, in at most six digits. */
export function figure(value: number): string {
  const short = Number(value.toPrecision(6));
  const text = String(short);
  return text.includes('e') ? short.toFixed(10).replace(/\.?0+$/, '') : text;
}
