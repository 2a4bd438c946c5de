import { segmentsOf } from './prolog';
import { isHoldable } from './xml';

const NAME = '[A-Za-z_\\u0080-\\uffff][\\w.:\\u0080-\\uffff-]*';
const SPACE = '[ \\t\\r\\n]';
const ATTRIBUTE = `${SPACE}+${NAME}${SPACE}*=${SPACE}*(?:"[^"<]*"|'[^'<]*')`;
/** A tag, or text up to the next. */
const TOKEN = new RegExp(`<(/?)(${NAME})((?:${ATTRIBUTE})*)${SPACE}*(/?)>|[^<]+`, 'y');
/** An ampersand that begins no reference, since without a document type there are five names and the numbers. */
const STRAY_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/;
/** Names that begin like a declaration of a namespace and are none. The canonical form leaves them out, signed or not. */
const FALSE_NAMESPACE = /\sxmlns[^\s:=]/;

/** Follows tags and text; false at the first that cannot stand where it stands. */
class Reader {
  private readonly open: string[] = [];
  private roots = 0;

  /** Between comments, CDATA sections and instructions. */
  takes(text: string): boolean {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const token = TOKEN.exec(text);
      if (!token) return false;
      const [all, end, name, attributes, empty] = token;
      const fits = name === undefined ? this.text(all) : this.tag(name, attributes ?? '', end === '/', empty === '/');
      if (!fits) return false;
    }
    return true;
  }

  cdata(): boolean {
    return this.open.length > 0;
  }

  get isComplete(): boolean {
    return this.roots === 1 && this.open.length === 0;
  }

  private text(text: string): boolean {
    if (this.open.length === 0) return !/[^ \t\r\n]/.test(text);
    return !STRAY_AMPERSAND.test(text) && !text.includes(']]>');
  }

  private tag(name: string, attributes: string, isEnd: boolean, isEmpty: boolean): boolean {
    if (isEnd) return attributes === '' && !isEmpty && this.open.pop() === name;
    if (this.open.length === 0) this.roots += 1;
    if (!isEmpty) this.open.push(name);
    return this.roots === 1 && !STRAY_AMPERSAND.test(attributes) && !FALSE_NAMESPACE.test(attributes);
  }
}

/**
 * Whether a text without a document type is XML. The parser forgives much, and forgives silently; what is signed and what is
 * read must be the same to every reader.
 */
export function isWellFormed(text: string): boolean {
  const reader = new Reader();
  const fits = segmentsOf(text).every((segment) => {
    if (segment.opening === '') return reader.takes(segment.text);
    if (segment.opening === '<![CDATA[') return reader.cdata();
    return segment.opening === '<?' || !segment.text.slice(4, -2).includes('--');
  });
  return fits && reader.isComplete && isHoldable(text);
}
