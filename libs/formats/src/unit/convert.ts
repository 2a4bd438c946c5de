import { accept, type Outcome, pollutant, refuse, suspectsUnit, toBase, type Value } from '@cofferdam/domain';
import type { Reading, SentValue } from '../format';

/** A reading's values in the units that everything behind the decoder judges in. */
export interface Converted {
  /** Concentrations in mg/L, flow in L/s, others in the catalogue's unit; totals in m3 (flow) and kg. */
  readonly values: Readonly<Record<string, Value>>;
  /** `unit-suspect:<factor>`: the value looks wrong by a factor of 1,000. */
  readonly suspicions: readonly string[];
}

type Scale = (value: number) => number | null;

/** Unit set for (device, factor); else the one sent; else HJ 212's default, or the base unit in JSON. */
function scaleOf(
  factor: string,
  sent: SentValue,
  reading: Reading,
  unitOf: (factor: string) => string | undefined,
): Scale {
  const fallback = reading.format === 'hj212' ? undefined : pollutant(factor)?.base;
  const unit = unitOf(factor) ?? sent.unit ?? fallback;
  return (value) => toBase(value, unit, factor);
}

/**
 * Totals come in m3 for flow. HJ 212 pairs mg/L with kg, ug/L with g and ng/L with mg (HJ 212-2017 Table B.1), so a
 * pollutant's total takes the step of its concentration; JSON says kg.
 */
function totalOf(total: number, factor: string, reading: Reading, scale: Scale): number | null {
  const paired = reading.format === 'hj212' && pollutant(factor)?.kind === 'concentration';
  return paired ? scale(total) : total;
}

type Quantity = 'value' | 'min' | 'max' | 'total';

function convertValue(factor: string, sent: SentValue, reading: Reading, scale: Scale): Value | null {
  const value: { -readonly [K in keyof Value]: Value[K] } = { flag: sent.flag };
  const set = (quantity: Quantity, converted: number | null): boolean => {
    if (converted === null || !Number.isFinite(converted)) return false;
    value[quantity] = converted;
    return true;
  };
  for (const quantity of ['value', 'min', 'max'] as const) {
    const number = sent[quantity];
    if (number !== undefined && !set(quantity, scale(number))) return null;
  }
  if (sent.total !== undefined && !set('total', totalOf(sent.total, factor, reading, scale))) return null;
  if (sent.sampledAt !== undefined) value.sampledAt = sent.sampledAt;
  return value;
}

/**
 * Values in base units.
 * @param unitOf the unit that the register sets for this device and a factor; undefined where it sets none
 * @returns `bad-value` for a unit that is unknown or measures something else
 */
export function convert(reading: Reading, unitOf: (factor: string) => string | undefined): Outcome<Converted> {
  const suspicions: string[] = [];
  const entries: [string, Value][] = [];
  for (const [factor, sent] of Object.entries(reading.values)) {
    const value = convertValue(factor, sent, reading, scaleOf(factor, sent, reading, unitOf));
    if (value === null)
      return refuse('bad-value', `${factor}: unit ${unitOf(factor) ?? sent.unit ?? '(none)'}`.slice(0, 100));
    if (value.value !== undefined && suspectsUnit(value.value, factor)) suspicions.push(`unit-suspect:${factor}`);
    entries.push([factor, value]);
  }
  return accept({ values: Object.fromEntries(entries), suspicions });
}
