import {
  AMENDABLE,
  DAY_GRACE,
  HOUR,
  HOUR_GRACE,
  type HourSums,
  type Mean,
  addValue,
  dayMean,
  emptyHour,
  hourMean,
  noteMinute,
} from '../../reading/averages';
import { localDay, localHour } from '../../reading/day';
import type { Sample } from '../../reading/sample';
import { type Validity, WATER_TEMPERATURE } from '../../reading/validity';
import type { MonitorPlan } from './plan';
import type { ValueWatch } from '../rule';

/** Late readings are gathered this long on the shard's clock before their hours are judged again, ms. */
const AMENDMENT_GATHERS = 60_000;

/** Hours and days of one monitor that are closed. JSON. */
export interface ClosedState {
  /** By start of the hour. */
  hours: Record<string, HourSums>;
  /** The device's own day values, by start of the day, then by factor. */
  days: Record<string, Record<string, number>>;
  /** Start of the newest day that was judged. */
  judgedDay: number | null;
  /** Closed hours that grew since they were judged, and when they are judged again. */
  amended: number[];
  amendAt: number | null;
}

export const nothingClosed = (): ClosedState => ({ hours: {}, days: {}, judgedDay: null, amended: [], amendAt: null });

/** Takes a mean that is ready to be judged; `amended` where its period was judged before. */
export type MeanReady = (
  watch: ValueWatch,
  at: number,
  mean: Mean,
  temperature: number | null,
  amended: boolean,
) => void;

const starts = (hours: Record<string, unknown>): number[] =>
  Object.keys(hours)
    .map(Number)
    .sort((a, b) => a - b);

/** Hour and day values of one monitor: `open` are the hours that still grow, `closed` the others. */
export class Means {
  private due: number;

  constructor(
    private readonly plan: MonitorPlan,
    private readonly timezone: string,
    private readonly open: Record<string, HourSums>,
    readonly closed: ClosedState,
  ) {
    this.due = this.nextDue();
  }

  /** Adds a value of a moment or a minute. `now` is the shard's clock. True where a closed hour changed. */
  add(sample: Sample, factor: string, validity: Validity, flow: number | null, now: number): boolean {
    if (!this.plan.averaged.has(factor)) return false;
    const start = localHour(sample.at, this.timezone);
    const isClosed = this.isClosed(start, now);
    const hour = this.hour(start, now);
    if (hour === null) return false;
    if (sample.period === 'minute') {
      if (hour.minuteAt !== sample.at) noteMinute(hour, sample.at);
      addValue(hour, 'minute', factor, validity, flow);
    } else addValue(hour, 'realtime', factor, validity, flow);
    if (isClosed) this.amend(start, now);
    return isClosed;
  }

  /** Notes the device's own hour value. True where a closed hour changed. */
  addOwnHour(at: number, factor: string, value: number, now: number): boolean {
    const start = localHour(at, this.timezone);
    const isClosed = this.isClosed(start, now);
    const hour = this.hour(start, now);
    if (hour === null) return false;
    hour.own[factor] = value;
    if (isClosed) this.amend(start, now);
    return isClosed;
  }

  /** Notes the device's own day value. */
  addOwnDay(at: number, factor: string, value: number): void {
    const { start } = localDay(at, this.timezone);
    (this.closed.days[start] ??= {})[factor] = value;
  }

  /** When time alone closes or amends something, on the shard's clock; Infinity: never. */
  dueAt(): number {
    return this.due;
  }

  /** Closes and amends what is due. True where the closed state changed. */
  pass(now: number, ready: MeanReady): boolean {
    if (now < this.due) return false;
    this.closeHours(now, ready);
    this.closeDays(now, ready);
    this.judgeAmended(now, ready);
    this.due = this.nextDue();
    return true;
  }

  private isClosed(start: number, now: number): boolean {
    return this.open[start] === undefined && now >= start + HOUR + HOUR_GRACE;
  }

  private hour(start: number, now: number): HourSums | null {
    if (start < now - AMENDABLE) return null;
    if (this.isClosed(start, now)) return (this.closed.hours[start] ??= emptyHour());
    this.due = Math.min(this.due, start + HOUR + HOUR_GRACE);
    return (this.open[start] ??= emptyHour());
  }

  private amend(start: number, now: number): void {
    if (!this.closed.amended.includes(start)) this.closed.amended.push(start);
    this.closed.amendAt ??= now + AMENDMENT_GATHERS;
    this.due = Math.min(this.due, this.closed.amendAt);
  }

  private closeHours(now: number, ready: MeanReady): void {
    for (const start of starts(this.open)) {
      const hour = this.open[start];
      if (hour === undefined || now < start + HOUR + HOUR_GRACE) continue;
      delete this.open[start];
      this.closed.hours[start] = hour;
      this.judgeHour(start, hour, false, ready);
      this.forget(now);
    }
  }

  /** The device's own hour value was judged when it came. */
  private judgeHour(start: number, hour: HourSums, amended: boolean, ready: MeanReady): void {
    const interval = this.plan.monitor.interval;
    const temperature = valueOf(hourMean(hour, WATER_TEMPERATURE, interval));
    for (const watch of this.plan.hour) {
      const mean = hourMean(hour, watch.factor, interval);
      if (mean.state !== 'valid' || !mean.own) ready(watch, start, mean, temperature, amended);
    }
  }

  private closeDays(now: number, ready: MeanReady): void {
    for (const start of this.daysToJudge()) {
      if (now < localDay(start, this.timezone).end + DAY_GRACE) continue;
      this.judgeDay(start, false, ready);
      this.closed.judgedDay = start;
    }
  }

  private daysToJudge(): number[] {
    const { judgedDay, hours } = this.closed;
    const days = new Set(starts(hours).map((start) => localDay(start, this.timezone).start));
    return [...days].filter((start) => judgedDay === null || start > judgedDay);
  }

  private judgeDay(start: number, amended: boolean, ready: MeanReady): void {
    const { end } = localDay(start, this.timezone);
    const hours = starts(this.closed.hours)
      .filter((hour) => hour >= start && hour < end)
      .map((hour) => this.closed.hours[hour] ?? emptyHour());
    const interval = this.plan.monitor.interval;
    const due = Math.round((end - start) / HOUR);
    const temperature = valueOf(dayMean(hours, WATER_TEMPERATURE, interval, due));
    const own = this.closed.days[start] ?? {};
    for (const watch of this.plan.day) {
      if (own[watch.factor] !== undefined) continue;
      ready(watch, start, dayMean(hours, watch.factor, interval, due), temperature, amended);
    }
  }

  private judgeAmended(now: number, ready: MeanReady): void {
    const { amendAt, amended, judgedDay } = this.closed;
    if (amendAt === null || now < amendAt) return;
    this.closed.amendAt = null;
    this.closed.amended = [];
    const days = new Set<number>();
    for (const start of amended.sort((a, b) => a - b)) {
      const hour = this.closed.hours[start];
      if (hour !== undefined) this.judgeHour(start, hour, true, ready);
      days.add(localDay(start, this.timezone).start);
    }
    for (const day of days) if (judgedDay !== null && day <= judgedDay) this.judgeDay(day, true, ready);
  }

  private forget(now: number): void {
    const isOld = (at: number): boolean => localDay(at, this.timezone).end < now - AMENDABLE;
    for (const hour of starts(this.closed.hours)) if (isOld(hour)) delete this.closed.hours[hour];
    for (const day of starts(this.closed.days)) if (isOld(day)) delete this.closed.days[day];
  }

  private nextDue(): number {
    const [oldest] = starts(this.open);
    const closing = oldest === undefined ? Infinity : oldest + HOUR + HOUR_GRACE;
    const ends = this.daysToJudge().map((start) => localDay(start, this.timezone).end + DAY_GRACE);
    return Math.min(closing, this.closed.amendAt ?? Infinity, ...ends);
  }
}

const valueOf = (mean: Mean): number | null => (mean.state === 'valid' ? mean.value : null);
