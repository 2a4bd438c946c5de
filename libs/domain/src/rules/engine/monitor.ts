import type { Condition, Order } from '../../condition/condition';
import type { Reach } from '../../condition/late';
import type { ConditionState } from '../../condition/observe';
import { HOUR, type HourSums, type Mean } from '../../reading/averages';
import type { MonitorStatus, Refusal } from '../../reading/log';
import { NOTHING_RECENT, type Recent, type Recognised, recognise } from '../../reading/recognise';
import type { Period, Sample } from '../../reading/sample';
import { FLOW, type Validity, WATER_TEMPERATURE, validity } from '../../reading/validity';
import { Conditions, type Standing } from './conditions';
import { type ClosedState, Means } from './means';
import type { Origin, Output } from './message';
import type { MonitorPlan } from './plan';
import type { Contact, ContactWatch, ValueWatch, Watch } from '../rule';
import { heardAgain } from '../silence';

/** A measured water temperature stands for so long, ms. */
const TEMPERATURE_HOLDS = HOUR;
/** Realtime gaps that are remembered, so that minute values can stand in for what was missed. */
const REMEMBERED_GAPS = 8;
/** How many intervals may be missed before it is a gap. */
const GAP = 3;

interface Measured {
  readonly at: number;
  readonly value: number;
}

/** What is kept of a monitor between two log entries. JSON; changes in place. */
export interface MonitorState {
  recent: Partial<Record<Period, Recent>>;
  heard: number | null;
  refused: Contact['refused'];
  online: boolean | null;
  flow: Measured | null;
  temperature: Measured | null;
  gaps: (readonly [from: number, to: number])[];
  /** Sums of the hours that are not closed yet. */
  open: Record<string, HourSums>;
  conditions: Record<string, ConditionState>;
}

export const neverHeard = (): MonitorState => ({
  recent: {},
  heard: null,
  refused: null,
  online: null,
  flow: null,
  temperature: null,
  gaps: [],
  open: {},
  conditions: {},
});

/** The clock of a timeline as its ticks tell it; `at` is null before the first. */
export interface Clock {
  at: number | null;
  hearingSince: number;
  heard: boolean;
}

/** Judges one monitor. Times on the shard's clock come from `clock` only. */
export class MonitorJudge {
  private readonly conditions: Conditions;
  private readonly means: Means;
  /** Earliest entry of this monitor in the list of what is due. */
  scheduledAt = Infinity;
  /** Whether the closed hours changed since they were last saved. */
  closedChanged = false;

  constructor(
    readonly plan: MonitorPlan,
    readonly origin: Origin,
    timezone: string,
    readonly state: MonitorState,
    readonly closed: ClosedState,
    private readonly clock: Clock,
  ) {
    this.conditions = new Conditions(state.conditions, (watch) => this.reachOf(watch));
    this.means = new Means(plan, timezone, state.open, closed);
  }

  /** Judges a packet. False where it only repeats what is known. */
  take(sample: Sample, output: Output): boolean {
    const known = this.state.recent[sample.period] ?? NOTHING_RECENT;
    const recognised = recognise(known, sample);
    if (recognised.kind === 'duplicate') return false;
    if (sample.period === 'realtime') this.noteGap(known.newest, recognised.recent.newest);
    this.state.recent[sample.period] = recognised.recent;
    const now = this.clock.at ?? sample.receivedAt;
    this.hear(now, output);
    if (sample.period === 'realtime' || sample.period === 'minute') this.takeMoment(sample, recognised, now, output);
    else this.takeMean(sample, recognised, now, output);
    return true;
  }

  /** A refused packet proves that the device lives. False for a monitor that was never heard. */
  refuse(refusal: Refusal): boolean {
    if (this.state.heard === null) return false;
    this.state.refused = { at: this.clock.at ?? refusal.receivedAt, reason: refusal.reason };
    return true;
  }

  note(status: MonitorStatus): boolean {
    if (this.state.online === status.online) return false;
    this.state.online = status.online;
    return true;
  }

  /** Time has passed: delays, silence, the ends of hours and days. */
  pass(now: number, output: Output): void {
    for (const watch of this.plan.watches.values()) this.conditions.pass(watch, now, this.origin, output);
    for (const watch of this.plan.contact) this.listen(watch, now, output);
    const changed = this.means.pass(now, (watch, at, mean, temperature, amended) => {
      this.judgeMean(watch, at, mean, temperature, amended ? 'correction' : 'live', now, output);
    });
    if (changed) this.closedChanged = true;
  }

  /** When time alone moves something here, on the shard's clock. */
  dueAt(): number {
    let due = Math.min(this.conditions.dueAt(this.plan.watches.values()), this.means.dueAt());
    for (const watch of this.plan.contact) {
      if (this.conditions.of(watch).phase === 'normal') due = Math.min(due, watch.dueAt(this.contact()) ?? Infinity);
    }
    return due;
  }

  /** Ends the conditions of watches that the new plan lacks or gives another subject; all where there is no new plan. */
  retire(next: { plan: MonitorPlan; origin: Origin } | null, output: Output): void {
    const at = this.clock.at ?? this.newestAt();
    for (const watch of this.plan.watches.values()) {
      const heir = next?.plan.watches.get(watch.id);
      const kept =
        heir !== undefined && next !== null && sameKey(watch, heir) && next.origin.outlet === this.origin.outlet;
      if (!kept) this.conditions.withdraw(watch, at, heir !== undefined, this.origin, output);
    }
  }

  standing(order: Order): Condition[] {
    return this.conditions.standing(this.plan.watches.values(), this.origin, order);
  }

  private newestAt(): number {
    return Math.max(0, ...Object.values(this.state.recent).map((recent) => recent.newest ?? 0));
  }

  private contact(): Contact {
    const { heard, refused, online } = this.state;
    return { heard, refused, online, hearingSince: this.clock.hearingSince };
  }

  private hear(now: number, output: Output): void {
    this.state.heard = now;
    for (const watch of this.plan.contact) {
      if (this.conditions.of(watch).phase === 'normal') continue;
      this.conditions.see(watch, heardAgain(now), 'live', now, this.origin, output);
    }
  }

  private listen(watch: ContactWatch, now: number, output: Output): void {
    if (!this.clock.heard || this.conditions.of(watch).phase !== 'normal') return;
    const due = watch.dueAt(this.contact());
    if (due === null || now < due) return;
    const finding = watch.judge(this.contact());
    this.conditions.see(watch, finding, 'live', now, this.origin, output);
    for (const other of this.plan.watches.values()) {
      if (other.on === 'value') this.conditions.miss(other, 'stale', finding.at, now, this.origin, output);
    }
  }

  private takeMoment(sample: Sample, recognised: Recognised, now: number, output: Output): void {
    const { late, fresh, corrected } = recognised;
    const flow = this.flowFor(sample, late);
    const temperature = this.temperatureFor(sample, late);
    for (const factor of fresh) {
      const found = validity(factor, sample.values[factor], flow);
      if (this.means.add(sample, factor, found, flow, now)) this.closedChanged = true;
      this.judgeMoment(sample, factor, found, temperature, late ? 'late' : 'live', now, output);
    }
    for (const factor of corrected) {
      const found = validity(factor, sample.values[factor], flow);
      this.judgeMoment(sample, factor, found, temperature, 'correction', now, output);
    }
  }

  private judgeMoment(
    sample: Sample,
    factor: string,
    found: Validity,
    temperature: number | null,
    standing: Standing,
    now: number,
    output: Output,
  ): void {
    const watches = this.plan.instant.get(factor);
    if (watches === undefined || (sample.period === 'minute' && !this.standsIn(sample.at))) return;
    for (const watch of watches) {
      if (found.state === 'valid' || found.state === 'over-range') {
        const finding = watch.judge({ at: sample.at, validity: found, temperature });
        this.conditions.see(watch, finding, this.place(watch, sample, standing), now, this.origin, output);
      } else if (standing === 'live') this.conditions.miss(watch, 'bad', sample.at, now, this.origin, output);
    }
  }

  /** A minute's value that comes after newer values of its factor is late, though newest of its own kind. */
  private place(watch: ValueWatch, { period, at }: Sample, standing: Standing): Standing {
    if (standing !== 'live' || period === 'realtime') return standing;
    return at < (this.conditions.of(watch).finding?.at ?? -Infinity) ? 'late' : 'live';
  }

  /** Minute values are means of what realtime values showed: they are judged where those were missing. */
  private standsIn(at: number): boolean {
    const newest = this.state.recent.realtime?.newest ?? null;
    return newest === null || at > newest || this.state.gaps.some(([from, to]) => at >= from && at < to);
  }

  private noteGap(from: number | null, to: number | null): void {
    if (from === null || to === null || to - from <= GAP * this.interval()) return;
    this.state.gaps = [...this.state.gaps, [from, to] as const].slice(-REMEMBERED_GAPS);
  }

  private takeMean(sample: Sample, recognised: Recognised, now: number, output: Output): void {
    const { late, fresh, corrected } = recognised;
    const flow = knownFlow(sample);
    const own = sample.values[WATER_TEMPERATURE];
    const warmth = validity(WATER_TEMPERATURE, own, null);
    const temperature = warmth.state === 'valid' ? warmth.value : this.temperatureFor(sample, late);
    for (const factor of fresh) this.takeOwn(sample, factor, flow, temperature, late ? 'late' : 'live', now, output);
    for (const factor of corrected) this.takeOwn(sample, factor, flow, temperature, 'correction', now, output);
  }

  private takeOwn(
    sample: Sample,
    factor: string,
    flow: number | null,
    temperature: number | null,
    standing: Standing,
    now: number,
    output: Output,
  ): void {
    const found = validity(factor, sample.values[factor], flow);
    if (found.state === 'valid') this.keepOwn(sample, factor, found.value, now);
    const watches = sample.period === 'hour' ? this.plan.hour : this.plan.day;
    for (const watch of watches) {
      if (watch.factor !== factor || (found.state !== 'valid' && found.state !== 'over-range')) continue;
      const finding = watch.judge({ at: sample.at, validity: found, temperature });
      this.conditions.see(watch, finding, this.place(watch, sample, standing), now, this.origin, output);
    }
  }

  private keepOwn(sample: Sample, factor: string, value: number, now: number): void {
    if (!this.plan.averaged.has(factor) && factor !== FLOW) return;
    if (this.plan.averaged.size === 0) return;
    if (sample.period === 'hour') {
      if (this.means.addOwnHour(sample.at, factor, value, now)) this.closedChanged = true;
    } else {
      this.means.addOwnDay(sample.at, factor, value);
      this.closedChanged = true;
    }
  }

  private judgeMean(
    watch: ValueWatch,
    at: number,
    mean: Mean,
    temperature: number | null,
    standing: Standing,
    now: number,
    output: Output,
  ): void {
    if (mean.state === 'valid') {
      const finding = watch.judge({ at, validity: { state: 'valid', value: mean.value }, temperature });
      const behind = at < (this.conditions.of(watch).finding?.at ?? -Infinity);
      this.conditions.see(watch, finding, behind ? 'late' : standing, now, this.origin, output);
    } else if (standing === 'live') this.conditions.miss(watch, 'bad', at, now, this.origin, output);
  }

  private flowFor(sample: Sample, late: boolean): number | null {
    const value = knownFlow(sample);
    if (late) return value;
    if (value !== null) this.state.flow = { at: sample.at, value };
    else if (sample.values[FLOW] !== undefined) return null;
    return this.holds(this.state.flow, sample.at, 2 * this.interval());
  }

  private temperatureFor(sample: Sample, late: boolean): number | null {
    const found = validity(WATER_TEMPERATURE, sample.values[WATER_TEMPERATURE], null);
    if (late) return found.state === 'valid' ? found.value : null;
    if (found.state === 'valid') this.state.temperature = { at: sample.at, value: found.value };
    return this.holds(this.state.temperature, sample.at, TEMPERATURE_HOLDS);
  }

  private holds(measured: Measured | null, at: number, span: number): number | null {
    return measured !== null && Math.abs(at - measured.at) <= span ? measured.value : null;
  }

  private interval(): number {
    return this.plan.monitor.interval * 1000;
  }

  private reachOf(watch: Watch): Reach {
    if (watch.on !== 'value' || watch.basis === 'instant') return { gap: GAP * this.interval(), span: 0 };
    const span = watch.basis === 'hour' ? HOUR : 24 * HOUR;
    return { gap: span, span };
  }
}

const sameKey = (a: Watch, b: Watch): boolean =>
  a.factor === b.factor && a.subject.kind === b.subject.kind && a.subject.id === b.subject.id;

function knownFlow(sample: Sample): number | null {
  const found = validity(FLOW, sample.values[FLOW], null);
  return found.state === 'valid' ? found.value : null;
}
