/** Units in which the catalogue measures; devices' spellings of them are in `unit.ts`. */
export type Unit =
  '' | 'mg/L' | 'ug/L' | 'ng/L' | 'L/s' | 'degC' | 'degree' | 'uS/cm' | 'count/L' | 'cells/L' | 'Bq/L' | 'NTU' | 'cm';

/**
 * One pollutant: HJ 525 code, code of HJ/T 212-2005, Chinese, English, unit in which a device sends it unless its
 * monitor says otherwise (HJ 212-2017 Table B.1), digits after the point in that unit, greatest plausible value (or
 * least and greatest) in the base unit, and marks: `I` class I, `T` toxic, `R` judged by a range, `-` never limited.
 */
export type Row = readonly [
  code: string,
  old: string | null,
  zh: string,
  en: string,
  unit: Unit,
  digits: number,
  plausible: number | readonly [number, number],
  marks?: string,
];

export type PollutantKind = 'concentration' | 'flow' | 'range' | 'other';

/** What the service knows of a pollutant or another measured quantity. */
export interface Pollutant {
  /** HJ 525-2009 code, `w01018`. */
  readonly code: string;
  /** Code of HJ/T 212-2005 (`011`), still sent by old loggers. */
  readonly old: string | null;
  readonly zh: string;
  readonly en: string;
  /** Unit in which devices send it unless told otherwise (HJ 212-2017 Table B.1). */
  readonly unit: Unit;
  /** Unit of every stored and judged value: mg/L for concentrations, L/s for flow, else the same as `unit`. */
  readonly base: Unit;
  /** Digits after the point to show, in the base unit. */
  readonly decimals: number;
  /** Least and greatest value, base unit, that needs no second look. Outside: suspicion, no reason to drop a reading. */
  readonly plausible: readonly [low: number, high: number];
  /** `concentration`: value / limit has a meaning. `range`: only the distance to a range has (pH). */
  readonly kind: PollutantKind;
  /** First class of GB 8978-1996 Table 1: judged where it leaves the workshop. */
  readonly classI: boolean;
  /**
   * Graver by a step and acknowledged one by one. The project's choice, no legal list: class I of GB 8978-1996,
   * thallium, antimony, cyanide, volatile phenols and the single organic substances of GB 3838-2002 Table 3.
   */
  readonly toxic: boolean;
  /** False for quantities that no standard or permit limits (flow, conductivity …). */
  readonly limited: boolean;
}

/** Powers of ten between a unit of mass concentration and mg/L. */
const BELOW_MG: Partial<Record<Unit, number>> = { 'mg/L': 0, 'ug/L': 3, 'ng/L': 6 };

export function expand([code, old, zh, en, unit, digits, plausible, marks = '']: Row): Pollutant {
  const below = BELOW_MG[unit];
  const classI = marks.includes('I');
  return {
    code,
    old,
    zh,
    en,
    unit,
    base: below === undefined ? unit : 'mg/L',
    decimals: digits + (below ?? 0),
    plausible: typeof plausible === 'number' ? [0, plausible] : plausible,
    kind: kindOf(unit, marks),
    classI,
    toxic: classI || marks.includes('T'),
    limited: !marks.includes('-'),
  };
}

function kindOf(unit: Unit, marks: string): PollutantKind {
  if (marks.includes('R')) return 'range';
  if (unit === 'L/s') return 'flow';
  return unit in BELOW_MG ? 'concentration' : 'other';
}
