import type { Basis } from '../park/park';

/** Where a standard's item is judged: class-I metals where they leave the workshop, the rest at any other outlet. */
export type Where = 'main' | 'workshop';

/** One cell of a standard's table, in the factor's base unit. Both ends are compliant. */
export interface StandardLimit {
  readonly where: Where;
  readonly max?: number;
  readonly min?: number;
  readonly notDetectedAbove?: number;
  /** Instead of `max` at or below 12 degC (GB 18918-2002 Table 1, values in brackets). */
  readonly maxCold?: number;
  /** Digits after the point that the standard writes: a value is rounded to them before it is judged. */
  readonly decimals: number;
}

/** By column id (`T2-direct`, `1A`, `III`), then by factor. */
export type Columns = Readonly<Record<string, Readonly<Record<string, StandardLimit>>>>;

export interface Standard {
  /** As park files and alarms write it: `GB 31571-2015`. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** What its limits bind unless the park file says otherwise. */
  readonly basis: readonly Basis[];
  readonly columns: Columns;
}

export const ALL_BASES: readonly Basis[] = ['instant', 'hour', 'day'];

/**
 * An item and its cells as the standard prints them: `8.0`, `6-9` (range), `>=5` (minimum), `5(8)` (warm, cold), `nd`
 * (must not be detected), `-` (no limit). One cell alone stands for all columns. Several codes are one item.
 */
export type Item = readonly [factor: string | readonly string[], ...cells: string[]];

/**
 * Methyl mercury's detection limit by GB/T 14204-1993, 10 ng/L, for alkyl mercury's "not detected"; a park file can
 * state its laboratory's own.
 */
const DETECTION_LIMIT = 0.000_01;

const fraction = (text: string): number => text.split('.')[1]?.length ?? 0;

function number(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`not a number in a standard's table: "${text}"`);
  return value;
}

/** A range is pH's: instruments report it to 0.1 (HJ 1147-2020), so 9.04 is inside 6-9 and 9.1 is not. */
const rangeDecimals = (low: string, high: string): number => Math.max(1, fraction(low), fraction(high));

function cell(text: string, where: Where): StandardLimit | null {
  if (text === '-') return null;
  if (text === 'nd') return { where, notDetectedAbove: DETECTION_LIMIT, decimals: fraction(String(DETECTION_LIMIT)) };
  if (text.startsWith('>=')) return { where, min: number(text.slice(2)), decimals: fraction(text) };
  const [, low, high] = /^(\S+)-(\S+)$/.exec(text) ?? [];
  if (low !== undefined && high !== undefined)
    return { where, min: number(low), max: number(high), decimals: rangeDecimals(low, high) };
  const [, warm, cold] = /^(\S+)\((\S+)\)$/.exec(text) ?? [];
  if (warm !== undefined && cold !== undefined)
    return { where, max: number(warm), maxCold: number(cold), decimals: fraction(warm) };
  return { where, max: number(text), decimals: fraction(text) };
}

/** A standard's table as it is printed: columns across, items down. */
export function table(columns: readonly string[], where: Where, items: readonly Item[]): Columns {
  return Object.fromEntries(columns.map((column, at) => [column, columnOf(items, at, columns.length, where)]));
}

function columnOf(items: readonly Item[], at: number, width: number, where: Where): Record<string, StandardLimit> {
  const limits: Record<string, StandardLimit> = {};
  for (const [factors, ...cells] of items) {
    if (cells.length !== 1 && cells.length !== width) throw new Error(`${String(factors)}: ${cells.length} cells`);
    const limit = cell(cells[cells.length === 1 ? 0 : at] ?? '-', where);
    for (const factor of [factors].flat()) if (limit) limits[factor] = limit;
  }
  return limits;
}

/** Tables side by side and one under the other; a later table's cell replaces an earlier one's. */
export function combine(...tables: readonly Columns[]): Columns {
  const all: Record<string, Record<string, StandardLimit>> = {};
  for (const columns of tables)
    for (const [column, limits] of Object.entries(columns)) all[column] = { ...all[column], ...limits };
  return all;
}

/** Copies of columns under other names, for the trades that a standard treats apart; the items replace the copy's. */
export function variant(from: Columns, suffix: string, of: readonly string[], items: readonly Item[]): Columns {
  const named = of.map((column) => `${column}-${suffix}`);
  const copies = Object.fromEntries(of.map((column) => [`${column}-${suffix}`, from[column] ?? {}]));
  return combine(copies, table(named, 'main', items));
}
