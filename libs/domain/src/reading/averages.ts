import { pollutant } from '../pollutant/pollutant';
import type { Period } from './sample';
import { FLOW, type Validity } from './validity';

/** Share of the values due that a mean needs (HJ 75 convention, used for water too; HJ 356 for the day). */
export const ENOUGH = 0.75;
/** A closed hour or day waits this long for the device's own value, ms. */
export const HOUR_GRACE = 10 * 60_000;
export const DAY_GRACE = 20 * 60_000;
/** Closed hours are kept so long for readings that come late, ms. */
export const AMENDABLE = 72 * 3_600_000;
export const HOUR = 3_600_000;
/** Spacing of minute data that is expected until a closer one is seen, ms (HJ 355: six values an hour). */
const MINUTE_SPACING = 600_000;

/** What one factor's values of an hour add up to. Flow-weighted where every value came with its flow. JSON. */
export interface Sum {
  n: number;
  sum: number;
  /** Values whose flow was known, the sum of value times flow, and of the flow itself, L/s. */
  weighed: number;
  mass: number;
  flow: number;
  /** Values that came while nothing was discharged. */
  notDue: number;
}

/** One hour of one monitor; grows in place. JSON. */
export interface HourSums {
  realtime: Record<string, Sum>;
  minute: Record<string, Sum>;
  /** The device's own hour values, which win. */
  own: Record<string, number>;
  /** Spacing of the minute data, ms, and time of the newest of them. */
  spacing: number;
  minuteAt: number | null;
}

export const emptyHour = (): HourSums => ({
  realtime: {},
  minute: {},
  own: {},
  spacing: MINUTE_SPACING,
  minuteAt: null,
});

/** A mean, the news that nothing was due, or that too little came. `flow` is the period's mean flow, L/s. */
export type Mean =
  | { readonly state: 'valid'; readonly value: number; readonly flow: number | null; readonly own: boolean }
  | { readonly state: 'not-due' }
  | { readonly state: 'short'; readonly n: number; readonly due: number };

/** Adds one value; over-range and invalid ones never enter a mean. `flow` in L/s, null where unknown. */
export function addValue(
  hour: HourSums,
  period: Extract<Period, 'realtime' | 'minute'>,
  factor: string,
  validity: Validity,
  flow: number | null,
): void {
  if (validity.state !== 'valid' && validity.state !== 'not-due') return;
  const sum = (hour[period][factor] ??= { n: 0, sum: 0, weighed: 0, mass: 0, flow: 0, notDue: 0 });
  if (validity.state === 'not-due') {
    sum.notDue += 1;
    return;
  }
  sum.n += 1;
  sum.sum += validity.value;
  if (flow === null) return;
  sum.weighed += 1;
  sum.mass += validity.value * flow;
  sum.flow += flow;
}

/** Learns how close minute data come, so that it is known how many are due. */
export function noteMinute(hour: HourSums, at: number): void {
  if (hour.minuteAt !== null && at > hour.minuteAt) hour.spacing = Math.min(hour.spacing, at - hour.minuteAt);
  hour.minuteAt = Math.max(hour.minuteAt ?? at, at);
}

/** The mean of an hour: the device's own, else from realtime, else from minute values. `interval` in seconds. */
export function hourMean(hour: HourSums, factor: string, interval: number): Mean {
  const own = hour.own[factor];
  if (own !== undefined) return { state: 'valid', value: own, flow: hour.own[FLOW] ?? null, own: true };
  const realtime = meanOf(hour.realtime[factor], Math.max(1, HOUR / (interval * 1000)), factor);
  if (realtime.state === 'valid') return realtime;
  const minute = meanOf(hour.minute[factor], HOUR / hour.spacing, factor);
  return minute.state === 'short' && realtime.state === 'not-due' ? realtime : minute;
}

function meanOf(sum: Sum | undefined, expected: number, factor: string): Mean {
  if (sum === undefined) return { state: 'short', n: 0, due: expected };
  const due = expected - sum.notDue;
  if (sum.n === 0 && sum.notDue >= expected * ENOUGH) return { state: 'not-due' };
  if (sum.n === 0 || sum.n < due * ENOUGH) return { state: 'short', n: sum.n, due };
  const weigh = isFlowWeighted(factor) && sum.weighed === sum.n && sum.flow > 0;
  const value = weigh ? sum.mass / sum.flow : sum.sum / sum.n;
  // A time without discharge is a time of no flow: an hour that ran for half of it weighs half.
  return { state: 'valid', value, flow: sum.weighed === sum.n ? sum.flow / (sum.n + sum.notDue) : null, own: false };
}

/** Concentrations only: pH, temperature and the flow itself are averaged plainly (HJ 212-2017 App. D). */
const isFlowWeighted = (factor: string): boolean => pollutant(factor)?.kind === 'concentration';

/** The effective daily mean from the hours of a day, where `hours` lacks those of which nothing is known. */
export function dayMean(hours: readonly HourSums[], factor: string, interval: number, hoursDue: number): Mean {
  const means = hours.map((hour) => hourMean(hour, factor, interval));
  const valid = means.filter((mean) => mean.state === 'valid');
  const due = hoursDue - means.filter((mean) => mean.state === 'not-due').length;
  if (due <= 0) return { state: 'not-due' };
  if (valid.length === 0 || valid.length < due * ENOUGH) return { state: 'short', n: valid.length, due };
  const flow = valid.every((mean) => mean.flow !== null) ? valid.reduce((sum, mean) => sum + (mean.flow ?? 0), 0) : 0;
  if (!isFlowWeighted(factor) || flow === 0) {
    const value = valid.reduce((sum, mean) => sum + mean.value, 0) / valid.length;
    return { state: 'valid', value, flow: null, own: false };
  }
  const value = valid.reduce((sum, mean) => sum + mean.value * (mean.flow ?? 0), 0) / flow;
  return { state: 'valid', value, flow: flow / valid.length, own: false };
}
