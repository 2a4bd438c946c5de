import { allElements, hasInstruction, parseXml, type XmlElement } from './dom';
import { CAP } from './elements';
import { decodeXml, hasDoctype, withoutDeclaration } from './prolog';
import { isWellFormed } from './well-formed';

/** Bytes of the largest message that is looked into. */
export const MAX_BYTES = 1024 * 1024;
/** A CAP message with a signature is some eight deep; what is deeper is made to break programs. */
const MAX_DEPTH = 64;
/** Characters of one tag. Attributes beyond are made to keep a parser busy. */
const ENDLESS_TAG = /<[^<>]{16384}/;

/** Why a document is not looked into. */
export type Refusal = 'empty' | 'too-large' | 'encoding' | 'doctype' | 'not-xml' | 'too-deep' | 'not-cap';

export interface OpenedCap {
  readonly ok: true;
  /** Its characters, without an XML declaration. */
  readonly text: string;
  readonly alert: XmlElement;
  /** Every element of the document, the alert among them. */
  readonly elements: readonly XmlElement[];
  /** Whether there are processing instructions in it or around it. */
  readonly instructed: boolean;
}

export interface RefusedCap {
  readonly ok: false;
  readonly text: string;
  readonly reason: Refusal;
}

function refusalOf(text: string): Refusal | null {
  if (text.trim() === '') return 'empty';
  if (hasDoctype(text)) return 'doctype';
  return ENDLESS_TAG.test(text) || !isWellFormed(text) ? 'not-xml' : null;
}

function openText(text: string): OpenedCap | RefusedCap {
  const refusal = refusalOf(text);
  if (refusal) return { ok: false, text, reason: refusal };
  const document = parseXml(text);
  const alert = document?.documentElement;
  if (!alert || document.doctype) return { ok: false, text, reason: 'not-xml' };
  const elements = allElements(alert, MAX_DEPTH);
  if (!elements) return { ok: false, text, reason: 'too-deep' };
  if (alert.localName !== 'alert' || alert.namespaceURI !== CAP) return { ok: false, text, reason: 'not-cap' };
  return { ok: true, text, alert, elements, instructed: [document, ...elements].some(hasInstruction) };
}

/**
 * A message's document: bounded, without a document type, in the namespace of CAP 1.2. What is refused is refused before a
 * parser sees it, where that is possible.
 */
export function openCap(input: string | Uint8Array): OpenedCap | RefusedCap {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (size > MAX_BYTES) return { ok: false, text: '', reason: 'too-large' };
  const text = typeof input === 'string' ? input : decodeXml(input);
  if (text === null) return { ok: false, text: '', reason: 'encoding' };
  return openText(withoutDeclaration(text).replace(/^\uFEFF/, ''));
}
