import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type Node, type Pair } from 'yaml';
import type { Problem } from '@cofferdam/domain';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed YAML text: its data and where each part of it stands. */
export interface YamlText {
  readonly data: unknown;
  /** What is wrong with it as YAML, in place. */
  readonly errors: readonly (Position & { readonly message: string })[];
  /** Place of a part; of the nearest part around it where it is missing. */
  locate(path: Problem['path']): Position;
  /** Digits after the point with which a number is written: 1 for `8.0`, which the data no longer show. */
  digits(path: Problem['path']): number;
}

/** Aliases could blow a small file up to gigabytes, and nothing in a park file needs them. */
function aliasErrors(document: Document, at: (offset: number) => Position): YamlText['errors'] {
  const found: (Position & { message: string })[] = [];
  visit(document, {
    Alias: (_, node) => {
      found.push({ ...at(node.range?.[0] ?? 0), message: `alias *${node.source} is not allowed here` });
    },
  });
  return found;
}

/** The part of `parent` at one step of a path: for a key of a map the key itself, so that absent values have a place. */
function child(parent: unknown, step: string | number): { mark: Node; value: unknown } | null {
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }: Pair) => isScalar(key) && String(key.value) === String(step));
    return pair ? { mark: pair.key as Node, value: pair.value } : null;
  }
  const items = (parent as { items?: unknown[] } | null)?.items;
  const item = typeof step === 'number' ? items?.[step] : undefined;
  return item ? { mark: item as Node, value: item } : null;
}

function offsetOf(document: Document, path: Problem['path']): number {
  let value: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    const found = child(value, step);
    if (!found) break;
    offset = found.mark.range?.[0] ?? offset;
    value = found.value;
  }
  return offset;
}

function digitsOf(document: Document, path: Problem['path']): number {
  const node = document.getIn(path, true);
  return isScalar(node) ? (/^[-+]?\d*\.(\d+)$/.exec(node.source ?? '')?.[1]?.length ?? 0) : 0;
}

/** Never throws: what is wrong is in `errors`, and `data` is then undefined. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors = [
    ...[...document.errors, ...document.warnings].map(({ pos, message }) => ({ ...at(pos[0]), message })),
    ...aliasErrors(document, at),
  ];
  return {
    data: errors.length === 0 ? (document.toJS({ maxAliasCount: 0 }) as unknown) : undefined,
    errors,
    locate: (path) => at(offsetOf(document, path)),
    digits: (path) => digitsOf(document, path),
  };
}
