const OPENING = /<!--|<!\[CDATA\[|<\?/;
const CLOSINGS: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };

export interface Segment {
  /** How it opens; nothing for text and tags. */
  readonly opening: string;
  readonly text: string;
}

/** A text as what it is made of: comments, CDATA sections, processing instructions, and what lies between. */
export function segmentsOf(text: string): Segment[] {
  const opening = new RegExp(OPENING, 'g');
  const segments: Segment[] = [];
  let from = 0;
  for (;;) {
    opening.lastIndex = from;
    const found = opening.exec(text);
    const closing = found ? (CLOSINGS[found[0]] ?? '') : '';
    const end = found ? text.indexOf(closing, opening.lastIndex) : -1;
    if (!found || end < 0) return [...segments, { opening: '', text: text.slice(from) }];
    segments.push({ opening: '', text: text.slice(from, found.index) });
    from = end + closing.length;
    segments.push({ opening: found[0], text: text.slice(found.index, from) });
  }
}

/** What lies between: where a declaration would be one. */
const bare = (text: string): string =>
  segmentsOf(text)
    .filter(({ opening }) => opening === '')
    .map((segment) => segment.text)
    .join('');

/** Whether a text declares a document type or an entity; looked for before any parser sees the text. */
export const hasDoctype = (text: string): boolean => /<!(?:DOCTYPE|ENTITY)/i.test(bare(text));

/** The encoding that a document says it is written in, read from its first bytes. */
function declaredEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8';
}

/** The characters of a document, or null where they are none in the encoding that it names. */
export function decodeXml(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(declaredEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const DECLARATION =
  /^\uFEFF?<\?xml\s+version\s*=\s*(["'])1\.\d\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>/;

/** Text without its XML declaration, whose encoding is no longer true of a string. What only looks like one stays. */
export const withoutDeclaration = (text: string): string => text.replace(DECLARATION, '');

/** XML 1.1 takes these for line ends, and so do parsers that do not ask which XML it is; escaped they stay what they are. */
export function withoutOddLineEnds(text: string): string {
  if (!/[\u0085\u2028]/.test(text)) return text;
  const escaped = (segment: string, before: string, after: string): string =>
    segment.replaceAll(/[\u0085\u2028]/g, (character) => `${before}&#${character.charCodeAt(0)};${after}`);
  return segmentsOf(text)
    .map((segment) => {
      if (segment.opening === '') return escaped(segment.text, '', '');
      return segment.opening === '<![CDATA[' ? escaped(segment.text, ']]>', '<![CDATA[') : segment.text;
    })
    .join('');
}
