import { type Park, ParkSchema, type Problem } from '@cofferdam/domain';
import { valueAt } from './explain';

type Path = Problem['path'];

/** A removed element of a list: the others keep their numbers while it stands there. */
const GONE = Symbol('removed');

function without(part: unknown): unknown {
  if (Array.isArray(part)) return part.filter((item) => item !== GONE).map(without);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, without(value)]));
}

/** A path of the data without removed elements as a path of the file. */
function original(data: unknown, path: Path): Path {
  let part = data;
  return path.map((step) => {
    const list: unknown = part;
    const left = Array.isArray(list) ? [...list.keys()].filter((n) => list[n] !== GONE) : [];
    const place = typeof step === 'number' ? (left[step] ?? step) : step;
    part = valueAt(part, [place]);
    return place;
  });
}

/** The path, or that of the part around it where it is missing. */
function existing(data: unknown, path: Path): Path {
  let found = path;
  while (found.length > 0 && valueAt(data, found) === undefined) found = found.slice(0, -1);
  return found;
}

function remove(data: unknown, path: Path): void {
  const parent = valueAt(data, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof parent !== 'object' || parent === null || last === undefined) return;
  if (Array.isArray(parent)) parent[Number(last)] = GONE;
  else delete (parent as Record<string, unknown>)[last];
}

/** The readable rest of a park file. */
export interface Salvage {
  readonly park: Park;
  /** A path of the rest as a path of the file. */
  readonly original: (path: Path) => Path;
  /** Parts of the file that others refer to and that have lost something. */
  readonly damaged: ReadonlySet<string>;
}

/** Limits and standards of an outlet can go without anybody's missing the outlet. */
const isReferredTo = (path: Path): boolean => !path.includes('limits') && !path.includes('standards');

/**
 * What is left of a file when everything that the schema refuses is taken out, so that its references can be checked
 * in the same pass; null where nothing usable is left.
 */
export function salvage(file: unknown): Salvage | null {
  const data = structuredClone(file);
  const damaged = new Set<string>();
  for (;;) {
    const parsed = ParkSchema.safeParse(without(data));
    if (parsed.success) return { park: parsed.data, original: (path) => original(data, path), damaged };
    const paths = parsed.error.issues.flatMap((issue) => {
      const path = original(data, issue.path as Path);
      return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    });
    const bad = paths.map((path) => existing(data, path));
    if (bad.some((path) => path.length === 0)) return null;
    for (const path of bad) {
      remove(data, path);
      if (isReferredTo(path)) damaged.add(String(path[0]));
    }
  }
}
