import type { Channel } from '../channel';
import type { Text } from './facts';

/** The most that title, body and link may take together. */
export type Size = Channel['size'];

const ELLIPSIS = '…';
/** What a title may take of a text that does not fit as a whole. */
const TITLE_SHARE = 0.6;
/** A link that takes more is left out: the words matter more. */
const LINK_SHARE = 0.5;

/** How much of a size a text takes: bytes as UTF-8, or characters as UTF-16 units, which is how SMS counts them. */
export const measure = (text: string, { unit }: Pick<Size, 'unit'>): number =>
  unit === 'bytes' ? Buffer.byteLength(text) : text.length;

/** The link as it is sent with a text of that size: null where it would leave too little for words. */
export const linkWithin = (link: string | null, size: Size): string | null =>
  link !== null && measure(link, size) + 1 <= size.max * LINK_SHARE ? link : null;

/** What is left for title and body beside a link, which has a line of its own. */
export function withoutLink(size: Size, link: string | null): Size {
  const sent = linkWithin(link, size);
  return sent === null ? size : { ...size, max: size.max - measure(sent, size) - 1 };
}

/** The longest beginning that fits, ended by `…` where something is missing; never half a surrogate pair. */
export function clip(text: string, size: Size): string {
  if (measure(text, size) <= size.max) return text;
  const room = size.max - measure(ELLIPSIS, size);
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += measure(character, size);
    if (used > room) break;
    taken += character;
  }
  return room < 0 ? '' : `${taken.trimEnd()}${ELLIPSIS}`;
}

/** Title and lines within a size, line ends counted: the title first, then lines in their order, the last one cut. */
export function fit(title: string, lines: readonly string[], size: Size): Text {
  const whole = lines.join('\n');
  const total = measure(title, size) + (whole === '' ? 0 : 1 + measure(whole, size));
  if (total <= size.max) return { title, body: whole };
  const first = clip(title, { ...size, max: Math.floor(size.max * (whole === '' ? 1 : TITLE_SHARE)) });
  return { title: first, body: bodyWithin(lines, { ...size, max: size.max - measure(first, size) - 1 }) };
}

function bodyWithin(lines: readonly string[], size: Size): string {
  const kept: string[] = [];
  let left = size.max;
  for (const line of lines) {
    const end = kept.length === 0 ? 0 : 1;
    const cut = clip(line, { ...size, max: Math.max(0, left - end) });
    if (cut !== '' && cut !== ELLIPSIS) kept.push(cut);
    if (cut !== line) break;
    left -= end + measure(cut, size);
  }
  return kept.join('\n');
}
