import { nearest } from './nearest';
import type { Park } from './park';

export type Path = readonly (string | number)[];

/** Lists of a park file that others refer to. */
type Part = 'enterprises' | 'outlets' | 'walls' | 'rules' | 'desks';

/** Something in a park file that cannot be meant, and where. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** The parts of the file that it refers to: where one of them could not be read, this may be no problem. */
  readonly refersTo?: readonly Part[];
}

export const problem = (path: Path, message: string, ...refersTo: Part[]): Problem =>
  refersTo.length > 0 ? { path, message, refersTo } : { path, message };

export const quoted = (word: string): string => JSON.stringify(word);

/** Known names, the likeliest first; long lists are cut. */
export function known(word: string, names: Iterable<string>): string {
  const sorted = nearest(word, names);
  const shown = sorted.slice(0, 8).join(', ');
  return sorted.length > 8 ? `known are ${shown} … (${sorted.length} in all)` : `known are ${shown || 'none'}`;
}

/** `outlets[2].limits[0].max` */
export const writePath = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

export interface Used {
  readonly id: string;
  readonly path: Path;
}

/** One problem for every id that an earlier part has. */
export function repeated(
  what: string,
  parts: readonly Used[],
  owner: (path: Path) => string = () => 'in this park',
): Problem[] {
  const first = new Map<string, Path>();
  return parts.flatMap(({ id, path }) => {
    const earlier = first.get(id);
    if (earlier) return [problem([...path, 'id'], `${what} ${quoted(id)} is already used ${owner(earlier)}`)];
    first.set(id, path);
    return [];
  });
}

export const listed = (list: readonly { id: string }[], ...path: Path): Used[] =>
  list.map(({ id }, n) => ({ id, path: [...path, n] }));

/** A reference to one of `ids`; nothing where it is absent. */
export const checkReference = (
  what: string,
  id: string | undefined,
  ids: readonly string[],
  path: Path,
  ...refersTo: Part[]
): Problem[] =>
  id === undefined || ids.includes(id)
    ? []
    : [problem(path, `unknown ${what} ${quoted(id)}; ${known(id, ids)}`, ...refersTo)];

export const checkEnterprise = (park: Park, id: string | undefined, path: Path): Problem[] =>
  checkReference(
    'enterprise',
    id,
    park.enterprises.map((enterprise) => enterprise.id),
    path,
    'enterprises',
  );

/** The production unit of an outlet or desk, whose path is given. */
export function checkUnit(
  park: Park,
  { enterprise, unit }: { readonly enterprise?: string; readonly unit?: string },
  path: Path,
): Problem[] {
  if (unit === undefined) return [];
  if (enterprise === undefined) return [problem([...path, 'unit'], 'a unit needs its enterprise beside it')];
  const owner = park.enterprises.find(({ id }) => id === enterprise);
  if (owner === undefined) return [];
  const ids = owner.units.map(({ id }) => id);
  const what = `unit ${quoted(unit)} of enterprise ${quoted(enterprise)}`;
  return ids.includes(unit) ? [] : [problem([...path, 'unit'], `unknown ${what}; ${known(unit, ids)}`, 'enterprises')];
}
