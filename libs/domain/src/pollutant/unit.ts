import { pollutant } from './pollutant';
import type { Pollutant, Unit } from './row';

/** How a unit becomes a base unit: base, multiplier, divisor. Divisors keep decimal fractions exact (35 ug/L is 0.035). */
type Conversion = readonly [base: Unit, times: number, over: number];

const conversions: Readonly<Record<string, Conversion>> = {
  'mg/l': ['mg/L', 1, 1],
  'ug/l': ['mg/L', 1, 1000],
  'ng/l': ['mg/L', 1, 1_000_000],
  'g/l': ['mg/L', 1000, 1],
  'g/m3': ['mg/L', 1, 1],
  'mg/m3': ['mg/L', 1, 1000],
  'l/s': ['L/s', 1, 1],
  'l/min': ['L/s', 1, 60],
  'm3/s': ['L/s', 1000, 1],
  'm3/h': ['L/s', 10, 36],
  'm3/d': ['L/s', 10, 864],
  degc: ['degC', 1, 1],
  c: ['degC', 1, 1],
  '': ['', 1, 1],
  ph: ['', 1, 1],
  degree: ['degree', 1, 1],
  times: ['degree', 1, 1],
  倍: ['degree', 1, 1],
  度: ['degree', 1, 1],
  'us/cm': ['uS/cm', 1, 1],
  'ms/cm': ['uS/cm', 1000, 1],
  'ms/m': ['uS/cm', 10, 1],
  's/m': ['uS/cm', 10_000, 1],
  'count/l': ['count/L', 1, 1],
  '个/l': ['count/L', 1, 1],
  'mpn/l': ['count/L', 1, 1],
  'cfu/l': ['count/L', 1, 1],
  'count/ml': ['count/L', 1000, 1],
  'cells/l': ['cells/L', 1, 1],
  'cells/ml': ['cells/L', 1000, 1],
  'bq/l': ['Bq/L', 1, 1],
  ntu: ['NTU', 1, 1],
  cm: ['cm', 1, 1],
  m: ['cm', 100, 1],
};

/** One spelling for the many of field devices: both micro signs, superscripts, degree signs, case, blanks. */
const spell = (unit: string): string =>
  unit
    .trim()
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace('\u00b3', '3')
    .replace('\u2103', 'degC')
    .replace('\u00b0', 'deg')
    .toLowerCase();

function conversion(unit: string, row: Pollutant): Conversion | null {
  const known = conversions[spell(unit)];
  return known && known[0] === row.base ? known : null;
}

/**
 * A device's value in the factor's base unit (mg/L, L/s …).
 * @param unit as the device writes it; undefined: the catalogue's default (HJ 212-2017 Table B.1)
 * @returns null where the unit is unknown or measures something else; the value as it is where the factor is unknown
 */
export function toBase(value: number, unit: string | undefined, factor: string): number | null {
  const row = pollutant(factor);
  if (!row) return value;
  const sent = unit ?? row.unit;
  if (sent === row.base) return value;
  const found = conversion(sent, row);
  return found && (value * found[1]) / found[2];
}

/** Whether a factor can be sent in this unit. Factors outside the catalogue take any. */
export function takesUnit(unit: string, factor: string): boolean {
  const row = pollutant(factor);
  return !row || conversion(unit, row) !== null;
}

/**
 * Whether a value (base unit) looks as if the device's unit were set wrong by a factor of 1,000: greater than anything
 * plausible, or, for factors that HJ 212-2017 sends in ug/L or ng/L, finer than the table's number format can write.
 */
export function suspectsUnit(value: number, factor: string): boolean {
  const row = pollutant(factor);
  if (!row || row.kind !== 'concentration') return false;
  const finest = row.unit === row.base ? 0 : 10 ** -row.decimals / 2;
  return value > row.plausible[1] || (value > 0 && value < finest);
}
