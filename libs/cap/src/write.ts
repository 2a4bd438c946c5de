import { type AlertText, CAP, ELEMENTS, isParent, type Parent } from './elements';
import { CapError } from './error';
import type { CapMessage } from './message';
import { alertText } from './text';
import { BEIJING_MINUTES } from './time';
import { escapeXml } from './xml';

/** Neither name may hold what separates the parts of a reference (CAP 1.2, 3.2.1). */
const NAME = /^[^\s,<&]+$/;

type Texts = Readonly<Record<string, unknown>>;

const isTexts = (value: unknown): value is Texts => typeof value === 'object' && value !== null;

function children(parent: Parent, texts: Texts): string {
  return ELEMENTS[parent]
    .map((name) => element(name, texts[name]))
    .filter((part) => part !== '')
    .join(parent === 'alert' || parent === 'info' ? '\n' : '');
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one: unknown) => element(name, one)).join('');
  if (typeof value === 'string') return `<${name}>${escapeXml(value)}</${name}>`;
  if (isTexts(value) && isParent(name)) return `<${name}>${children(name, value)}</${name}>`;
  return '';
}

/** The XML of a message's texts, elements in the order of the schema. */
export function writeText(text: AlertText): string {
  const body = children('alert', { ...text });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP}">\n${body}\n</alert>\n`;
}

function checkNames({ identifier, sender, references }: CapMessage): void {
  const names = [identifier, sender, ...references.flatMap((reference) => [reference.identifier, reference.sender])];
  const bad = names.find((name) => !NAME.test(name));
  if (bad !== undefined) throw new CapError('E_IDENTIFIER_CHARS', `not an identifier or sender: ${bad}`);
}

/**
 * The XML of a message: the same message gives the same bytes.
 * @param offsetMinutes minutes east of UTC in which its times are written
 * @throws CapError for what cannot be written: characters, times, numbers, names
 */
export function writeCap(message: CapMessage, offsetMinutes = BEIJING_MINUTES): string {
  checkNames(message);
  return writeText(alertText(message, offsetMinutes));
}
