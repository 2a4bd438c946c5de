import type { Deviations } from './deviations';

/**
 * Data area (`CP`, HJ 212-2017 6.3.3): groups joined by `;`, pairs in a group by `,`, each `name=value`. Since every
 * name carries its factor (`w01018-Rtd`), the groups need not be kept, and a comma for a semicolon does no harm.
 */

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const BLANK = 0x20;

/** A name that stands right behind a value because its separator is missing. */
const GLUED =
  /^(.*?)((?:[a-z]\d{5}|SB\d{1,3}|[A-Z]\d{2}|\d{3})-[A-Za-z]+|(?:Data|Begin|End|System|Restart)Time|PolId|Flag)=(.*)$/s;

/** Index of the separator that ends the pair at `from`; text between `//` and `//` may hold separators. */
function pairEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === SEMICOLON || code === COMMA) return i;
    if (code === EQUALS && text.charCodeAt(i + 1) === SLASH && text.charCodeAt(i + 2) === SLASH) {
      const close = text.indexOf('//', i + 3);
      i = close === -1 ? text.length : close + 1;
    }
    i += 1;
  }
  return text.length;
}

class DataArea {
  readonly pairs = new Map<string, string>();
  /** Factor of the last name that had one: a bare `Flag` belongs to it. */
  private factor = '';

  constructor(
    private readonly text: string,
    private readonly deviations: Deviations,
  ) {}

  read(): ReadonlyMap<string, string> {
    const { text } = this;
    let from = 0;
    while (from < text.length) {
      const end = pairEnd(text, from);
      if (end > from) this.readPair(from, end);
      else this.deviations.note('empty-group');
      if (end === text.length - 1) this.deviations.note('trailing-separator');
      from = end + 1;
    }
    return this.pairs;
  }

  private readPair(from: number, end: number): void {
    const equals = this.text.indexOf('=', from);
    if (equals === -1 || equals >= end) {
      const rest = this.text.slice(from, end);
      this.deviations.note(rest.trim() === '' ? 'blanks' : 'not-a-pair', rest.trim() || undefined);
      return;
    }
    const value = this.text.slice(equals + 1, end);
    const glued = value.includes('=') && !value.startsWith('//');
    if (glued) this.splitGlued(this.text.slice(from, equals), value);
    else this.add(this.text.slice(from, equals), value);
  }

  private splitGlued(firstName: string, firstValue: string): void {
    let name = firstName;
    let value = firstValue;
    let match = GLUED.exec(value);
    while (match) {
      this.deviations.note('missing-separator', match[2]);
      this.add(name, match[1] as string);
      name = match[2] as string;
      value = match[3] as string;
      match = GLUED.exec(value);
    }
    this.add(name, value);
  }

  private add(sentName: string, sentValue: string): void {
    const name = this.trim(sentName);
    const value = this.trim(sentValue);
    const dash = name.lastIndexOf('-');
    if (dash > 0) this.factor = name.slice(0, dash);
    if (name === 'Flag' && this.factor !== '') {
      this.deviations.note('bare-flag', this.factor);
      this.set(`${this.factor}-Flag`, value);
    } else {
      this.set(name, value);
    }
  }

  private set(name: string, value: string): void {
    if (this.pairs.has(name)) this.deviations.note('duplicate-key', name);
    else this.pairs.set(name, value);
  }

  private trim(text: string): string {
    if (text.charCodeAt(0) > BLANK && text.charCodeAt(text.length - 1) > BLANK) return text;
    const trimmed = text.trim();
    if (trimmed.length !== text.length) this.deviations.note('blanks');
    return trimmed;
  }
}

/** Name to value, in order, as sent; of duplicate names the first holds. What is odd is noted, never refused. */
export function parseDataArea(text: string, deviations: Deviations): ReadonlyMap<string, string> {
  return new DataArea(text, deviations).read();
}
