import type { Basis, Limit, Outlet, StandardUse } from '../park/park';
import { pollutant } from '../pollutant/pollutant';
import { nextDay, startOfDay } from './day';
import { type Bounds, decimalsOf } from './judge';
import { standards } from './registry';
import { ALL_BASES, type StandardLimit } from './standard';

/** The limit that holds for an outlet, a factor and a basis at a moment. */
export interface LimitInForce extends Bounds {
  readonly decimals: number;
  /** Where it is written: `GB 31571-2015 T2-direct`, or the permit's words. */
  readonly source: string;
  /** The stricter of a warm and a cold value was taken, because no valid water temperature was known. */
  readonly temperatureUnknown?: true;
}

/** One source's limit and its span: from (inclusive) to (exclusive), epoch ms. */
interface Dated extends Bounds {
  readonly decimals: number;
  readonly maxCold?: number;
  readonly source: string;
  readonly from: number;
  readonly to: number;
}

/** An outlet's limits by factor and basis, with days turned into instants: made once, asked for every value. */
export interface OutletLimits {
  readonly overrides: ReadonlyMap<string, readonly Dated[]>;
  readonly standards: ReadonlyMap<string, readonly Dated[]>;
}

/** At and below this water temperature, degC, the values in brackets hold (GB 18918-2002 Table 1 note 2). */
const COLD = 12;

const keyOf = (factor: string, basis: Basis): string => `${factor} ${basis}`;

function addTo(map: Map<string, Dated[]>, key: string, limit: Dated): void {
  const list = map.get(key);
  if (list) list.push(limit);
  else map.set(key, [limit]);
}

const span = (dates: { from?: string; to?: string }, timezone: string): Pick<Dated, 'from' | 'to'> => ({
  from: dates.from === undefined ? -Infinity : startOfDay(dates.from, timezone),
  to: dates.to === undefined ? Infinity : startOfDay(nextDay(dates.to), timezone),
});

/** Digits that a park file's limit is written with; pH instruments report to 0.1 whatever the file writes. */
function decimalsOfLimit({ factor, max = 0, min = 0, maxCold = 0, decimals }: Limit): number {
  const least = pollutant(factor)?.kind === 'range' ? 1 : 0;
  return decimals ?? Math.max(least, decimalsOf(max), decimalsOf(min), decimalsOf(maxCold));
}

/** Class-I metals bind where they leave the workshop, other items everywhere else (GB 8978-1996 4.2.1). */
const bindsAt = (limit: StandardLimit, outlet: Pick<Outlet, 'kind'>): boolean =>
  (limit.where === 'workshop') === (outlet.kind === 'workshop');

function ownLimits(outlet: Outlet, timezone: string): Map<string, Dated[]> {
  const own = new Map<string, Dated[]>();
  for (const limit of outlet.limits) {
    const { factor, basis } = limit;
    addTo(own, keyOf(factor, basis), { ...limit, decimals: decimalsOfLimit(limit), ...span(limit, timezone) });
  }
  return own;
}

function addStandard(map: Map<string, Dated[]>, outlet: Outlet, use: StandardUse, timezone: string): void {
  const standard = standards.get(use.id);
  const dates = span(use, timezone);
  const bases = use.basis ?? standard?.basis ?? ALL_BASES;
  for (const [factor, limit] of Object.entries(standard?.columns[use.column] ?? {})) {
    if (!bindsAt(limit, outlet)) continue;
    const dated = { ...limit, source: `${use.id} ${use.column}`, ...dates };
    for (const basis of bases) addTo(map, keyOf(factor, basis), dated);
  }
}

/**
 * Everything that can bind an outlet. Standards or columns outside the catalogue are passed over (`checkPark` reports
 * them).
 */
export function resolveLimits(outlet: Outlet, timezone: string): OutletLimits {
  const bound = new Map<string, Dated[]>();
  for (const use of outlet.standards) addStandard(bound, outlet, use, timezone);
  return { overrides: ownLimits(outlet, timezone), standards: bound };
}

const holds = (at: number) => (limit: Dated) => limit.from <= at && at < limit.to;

/** The maximum at a water temperature; the stricter one where it is unknown. */
function maxAt({ max, maxCold }: Dated, temperature: number | null): number | undefined {
  if (max === undefined || maxCold === undefined) return max;
  if (temperature === null) return Math.min(max, maxCold);
  return temperature > COLD ? max : maxCold;
}

/** The number that counts among several limits, and whose it is. */
interface Strictest {
  readonly value: number;
  readonly limit: Dated;
}

function lowest(limits: readonly Dated[], numberOf: (limit: Dated) => number | undefined): Strictest | null {
  let found: Strictest | null = null;
  for (const limit of limits) {
    const value = numberOf(limit);
    if (value !== undefined && (!found || value < found.value)) found = { value, limit };
  }
  return found;
}

/** The strictest of several limits: lowest maximum, highest minimum; sources are those whose number counts. */
function strictest(limits: readonly Dated[], temperature: number | null): LimitInForce {
  const max = lowest(limits, (limit) => maxAt(limit, temperature));
  const min = lowest(limits, (limit) => (limit.min === undefined ? undefined : -limit.min));
  const detection = lowest(limits, (limit) => limit.notDetectedAbove);
  const winners = [max, min, detection].flatMap((found) => found?.limit ?? []);
  const unknown = temperature === null && max?.limit.maxCold !== undefined;
  return {
    ...(max && { max: max.value }),
    ...(min && { min: -min.value }),
    ...(detection && { notDetectedAbove: detection.value }),
    decimals: Math.max(...winners.map(({ decimals }) => decimals)),
    source: [...new Set(winners.map(({ source }) => source))].join('; '),
    ...(unknown && { temperatureUnknown: true as const }),
  };
}

/**
 * The limit in force for resolved limits: the outlet's own (permit, agreement) over the standards', and of several the
 * strictest.
 * @param at epoch ms of the sample
 * @param temperature of the water in degC in the same period; null where no valid one is known
 */
export function limitIn(
  limits: OutletLimits,
  factor: string,
  basis: Basis,
  at: number,
  temperature: number | null = null,
): LimitInForce | null {
  const key = keyOf(factor, basis);
  for (const source of [limits.overrides, limits.standards]) {
    const held = source.get(key)?.filter(holds(at)) ?? [];
    if (held.length > 0) return strictest(held, temperature);
  }
  return null;
}

/** Outlets are never changed in place, so what they resolve to is kept as long as they are. */
const resolved = new WeakMap<Outlet, { timezone: string; limits: OutletLimits }>();

function limitsOf(outlet: Outlet, timezone: string): OutletLimits {
  const known = resolved.get(outlet);
  if (known?.timezone === timezone) return known.limits;
  const limits = resolveLimits(outlet, timezone);
  resolved.set(outlet, { timezone, limits });
  return limits;
}

/** `limitIn` for an outlet of a park in `timezone`; cheap from the second call for the same outlet object on. */
export function limitAt(
  outlet: Outlet,
  factor: string,
  basis: Basis,
  at: number,
  timezone: string,
  temperature: number | null = null,
): LimitInForce | null {
  return limitIn(limitsOf(outlet, timezone), factor, basis, at, temperature);
}

/** A stretch with one limit: from (inclusive) to (exclusive), epoch ms. */
export interface LimitSpan {
  readonly from: number;
  readonly to: number;
  readonly limit: LimitInForce;
}

/**
 * The limits over a range for a chart, in time order; stretches without a limit are left out. Limits that depend on
 * temperature are given as for an unknown one.
 */
export function limitsOver(
  outlet: Outlet,
  factor: string,
  basis: Basis,
  from: number,
  to: number,
  timezone: string,
): LimitSpan[] {
  const limits = limitsOf(outlet, timezone);
  const key = keyOf(factor, basis);
  const dated = [limits.overrides, limits.standards].flatMap((source) => source.get(key) ?? []);
  const changes = dated.flatMap((limit) => [limit.from, limit.to]).filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...changes])].sort((a, b) => a - b);
  const spans: LimitSpan[] = [];
  for (const [n, start] of cuts.entries()) {
    const limit = from < to ? limitIn(limits, factor, basis, start) : null;
    const last = spans.at(-1);
    const end = cuts[n + 1] ?? to;
    if (!limit) continue;
    if (last?.to === start && same(last.limit, limit)) spans[spans.length - 1] = { ...last, to: end };
    else spans.push({ from: start, to: end, limit });
  }
  return spans;
}

const same = (a: LimitInForce, b: LimitInForce): boolean =>
  a.max === b.max && a.min === b.min && a.notDetectedAbove === b.notDetectedAbove && a.source === b.source;
