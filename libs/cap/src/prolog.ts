const OPENINGS: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };

/** Text without comments, CDATA sections and processing instructions: where a declaration would be one. */
function bare(text: string): string {
  const opening = /<!--|<!\[CDATA\[|<\?/g;
  let kept = '';
  let from = 0;
  for (;;) {
    opening.lastIndex = from;
    const found = opening.exec(text);
    const closing = found ? (OPENINGS[found[0]] ?? '') : '';
    const end = found ? text.indexOf(closing, opening.lastIndex) : -1;
    if (!found || end < 0) return kept + text.slice(from);
    kept += text.slice(from, found.index);
    from = end + closing.length;
  }
}

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

/** Text without its XML declaration, whose encoding is no longer true of a string. */
export const withoutDeclaration = (text: string): string => text.replace(/^\uFEFF?<\?xml\s[^>]*?\?>/, '');
