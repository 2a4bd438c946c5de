import { CapError } from './error';

/** What no XML 1.0 document can hold, not even escaped: most control characters, halves of a pair, U+FFFE and U+FFFF. */
const UNHOLDABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Parsers turn these into line feeds where they stand bare, some of them only by the rules of XML 1.1.
  '\r': '&#13;',
  '\u0085': '&#133;',
  '\u2028': '&#8232;',
};

/** Whether XML can hold a text. */
export const isHoldable = (text: string): boolean => !UNHOLDABLE.test(text);

/** Text as it stands between tags or in an attribute; throws for characters that XML cannot hold. */
export function escapeXml(text: string): string {
  const bad = UNHOLDABLE.exec(text);
  if (bad) {
    const code = bad[0].codePointAt(0) ?? 0;
    throw new CapError('E_XML_CHARACTER', `XML cannot hold U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  }
  return text.replaceAll(/[&<>"\r\u0085\u2028]/g, (character) => ESCAPES[character] ?? character);
}
