/** What a value is held against, in the factor's base unit. Both ends are compliant. */
export interface Bounds {
  readonly max?: number;
  readonly min?: number;
  /** "Must not be detected": exceeded above this detection limit. */
  readonly notDetectedAbove?: number;
  /** Digits after the point to which a value is rounded before it is judged; those of the numbers where absent. */
  readonly decimals?: number;
}

export interface Verdict {
  readonly exceeded: boolean;
  /** Value / maximum, unrounded; null where that has no meaning: ranges (pH), minima (oxygen), "not detected". */
  readonly ratio: number | null;
  /** How far the value lies outside, base unit; negative or zero inside: how far it is to the nearer end. */
  readonly distance: number;
}

/** Digits after the point that a number needs: 2 for 0.05, 8 for 3e-8. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

const decimalsOfBounds = ({ max = 0, min = 0, decimals }: Bounds): number =>
  decimals ?? Math.max(decimalsOf(max), decimalsOf(min));

/** Half to even at a number of digits after the point (GB/T 8170-2008), on the decimal digits that the number shows. */
export function roundHalfEven(value: number, decimals: number): number {
  if (!Number.isFinite(value) || decimalsOf(value) <= decimals) return value;
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const scaled = Number(`${mantissa}e${Number(exponent) + decimals}`);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return Math.sign(value) * Number(`${whole}e-${decimals}`);
}

/** A value as it is judged: rounded to the digits that the limit is written with. */
export const roundForLimit = (value: number, limit: Bounds): number => roundHalfEven(value, decimalsOfBounds(limit));

/** How far a value lies above a maximum or below a minimum; negative or zero inside. */
const beyond = (value: number, { max = Infinity, min = -Infinity }: Bounds): number =>
  Math.max(value - max, min - value);

function ratioOf(value: number, { max, min }: Bounds): number | null {
  return max !== undefined && max > 0 && min === undefined ? value / max : null;
}

/**
 * A value against a limit. Equal to the limit is compliant; "not detected" is judged without rounding.
 * @param rounded judge the value rounded to the limit's digits, which lets 50.4 pass a limit of 50
 */
export function compare(value: number, limit: Bounds, rounded: boolean): Verdict {
  const detected = value - (limit.notDetectedAbove ?? Infinity);
  return {
    exceeded: beyond(rounded ? roundForLimit(value, limit) : value, limit) > 0 || detected > 0,
    ratio: ratioOf(value, limit),
    distance: Math.max(beyond(value, limit), detected),
  };
}
