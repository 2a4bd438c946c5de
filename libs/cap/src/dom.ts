import { createRequire } from 'node:module';

/** What we use of a node of the DOM. */
export interface XmlNode {
  readonly nodeType: number;
  readonly firstChild: XmlNode | null;
  readonly nextSibling: XmlNode | null;
  readonly textContent: string | null;
}

export interface XmlElement extends XmlNode {
  readonly localName: string;
  readonly namespaceURI: string | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

export interface XmlDocument extends XmlNode {
  readonly documentElement: XmlElement | null;
  readonly doctype: object | null;
}

interface ParserOptions {
  readonly errorHandler: Readonly<Record<'warning' | 'error' | 'fatalError', () => void>>;
  readonly normalizeLineEndings: (text: string) => string;
}

interface XmlDom {
  readonly DOMParser: new (options: ParserOptions) => { parseFromString(text: string, type: string): XmlDocument };
}

// The package's types bring the globals of a browser into every file of the service, so they are left outside.
const { DOMParser } = createRequire(__filename)('@xmldom/xmldom') as XmlDom;

const ELEMENT_NODE = 1;
const PROCESSING_INSTRUCTION_NODE = 7;

const isElement = (node: XmlNode): node is XmlElement => node.nodeType === ELEMENT_NODE;

/** XML 1.0's line ends. The parser's own rule is that of XML 1.1, which changes characters that CAP texts may hold. */
const normalizeLineEndings = (text: string): string => text.replace(/\r\n?/g, '\n');

function complain(): never {
  // Ends it at once: the parser would go on, and on some rubbish for minutes.
  throw new Error('not well-formed');
}

/** A document, or null where the parser has anything to complain of. */
export function parseXml(text: string): XmlDocument | null {
  const errorHandler = { warning: complain, error: complain, fatalError: complain };
  try {
    return new DOMParser({ errorHandler, normalizeLineEndings }).parseFromString(text, 'text/xml');
  } catch {
    return null;
  }
}

/** Whether a processing instruction stands directly inside. */
export function hasInstruction(parent: XmlNode): boolean {
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === PROCESSING_INSTRUCTION_NODE) return true;
  return false;
}

/** Elements directly inside, of one namespace where it is given. */
export function elementsIn(parent: XmlElement, namespace?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling)
    if (isElement(node) && (namespace === undefined || node.namespaceURI === namespace)) found.push(node);
  return found;
}

/** Every element below and including one, without recursion; null where they are nested deeper than told. */
export function allElements(root: XmlElement, maxDepth: number): XmlElement[] | null {
  const found: XmlElement[] = [];
  const open: [XmlElement, number][] = [[root, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [element, depth] = next;
    if (depth > maxDepth) return null;
    found.push(element);
    for (const child of elementsIn(element)) open.push([child, depth + 1]);
  }
  return found;
}
