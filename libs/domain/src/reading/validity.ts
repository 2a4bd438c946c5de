import type { Value } from './sample';

/** HJ 525 codes that decide about other factors' values. */
export const FLOW = 'w00000';
export const WATER_TEMPERATURE = 'w01010';
export const PH = 'w01001';

/** Why a value that came cannot be used (HJ 212-2017 Table 8; HJ 356 as practised). */
export const INVALID_REASONS = [
  'stopped',
  'maintenance',
  'set-by-hand',
  'fault',
  'calibration',
  'link-broken',
  'unknown-flag',
  'no-value',
  'not-finite',
  'out-of-range',
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

/**
 * `valid`: may be judged and averaged. `over-range`: above the measuring range, true value unknown but high: a suspicion,
 * never averaged. `not-due`: no discharge, so no concentration is expected. `invalid`: kept with its reason, unusable.
 */
export type Validity =
  | { readonly state: 'valid'; readonly value: number }
  | { readonly state: 'over-range'; readonly value: number | null }
  | { readonly state: 'not-due' }
  | { readonly state: 'invalid'; readonly reason: InvalidReason };

const REASON_OF_FLAG: Readonly<Record<string, InvalidReason>> = {
  F: 'stopped',
  M: 'maintenance',
  S: 'set-by-hand',
  D: 'fault',
  C: 'calibration',
  B: 'link-broken',
};

/** What the quantity itself allows, closed on both ends; the others cannot be negative. */
const PHYSICAL: Readonly<Record<string, readonly [number, number]>> = {
  [PH]: [0, 14],
  [WATER_TEMPERATURE]: [-10, 100],
};
const NOT_NEGATIVE = [0, Number.MAX_VALUE] as const;

/** Factors that are measured whether or not water is discharged. */
const ALWAYS_DUE: ReadonlySet<string> = new Set([FLOW, WATER_TEMPERATURE]);

/**
 * Judges one value by its flag, its size and the discharge. `flow` is the valid flow of that time in L/s, null where
 * unknown.
 */
export function validity(factor: string, value: Value | undefined, flow: number | null): Validity {
  if (value === undefined) return { state: 'invalid', reason: 'no-value' };
  if (value.flag !== 'N') return flagged(factor, value, flow);
  if (value.value === undefined) return { state: 'invalid', reason: 'no-value' };
  if (!Number.isFinite(value.value)) return { state: 'invalid', reason: 'not-finite' };
  const [low, high] = PHYSICAL[factor] ?? NOT_NEGATIVE;
  if (value.value < low || value.value > high) return { state: 'invalid', reason: 'out-of-range' };
  if (isNotDue(factor, flow)) return { state: 'not-due' };
  return { state: 'valid', value: value.value };
}

function flagged(factor: string, value: Value, flow: number | null): Validity {
  if (value.flag !== 'T') return { state: 'invalid', reason: REASON_OF_FLAG[value.flag] ?? 'unknown-flag' };
  if (isNotDue(factor, flow)) return { state: 'not-due' };
  const known = value.value !== undefined && Number.isFinite(value.value) && value.value >= 0;
  return { state: 'over-range', value: known ? (value.value ?? null) : null };
}

const isNotDue = (factor: string, flow: number | null): boolean => flow === 0 && !ALWAYS_DUE.has(factor);
