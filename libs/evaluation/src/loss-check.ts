import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import {
  type Breach,
  dayOf,
  type DatedRegister,
  LEAD,
  LIVE,
  missedOf,
  type MonitorValues,
  nextDay,
  type Outlet,
  type Park,
  previousDay,
  rejudge,
  type Sample,
  startOfDay,
  valuesOf,
} from '@cofferdam/domain';
import { History } from '@cofferdam/history';
import { type CheckedDay, type DayToCheck, LossChecks, Records, Register, SystemAlarms } from '@cofferdam/records';

const LOOK_MS = 5_000;
/** Between two looks for days that nobody has looked at, ms. */
const PAST_EVERY = 600_000;
const HOUR = 3_600_000;
/** A day is looked at when its last hour and its daily means have been judged, ms after midnight of the park's clock. */
const AFTER_MIDNIGHT = 2 * HOUR;
/** Days that are made good after the service was away. */
const DAYS_BACK = 7;
/** How far apart two onsets may lie that are one breach, ms: readings that came late were judged late. */
const TOLERANCE = 5_000;

/** Later than anything, epoch ms. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

const MISSED = { subject: { kind: 'system', id: 'loss-check' }, rule: 'breach-without-alarm' } as const;

/** What an outlet's history of a day comes to. */
interface JudgedOutlet {
  readonly checked: number;
  readonly breaches: readonly Breach[];
  readonly monitors: readonly MonitorValues[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * K19: judges each day's history again by the same rules and the registers of that day, and compares with what the
 * records know. A breach that no episode covers is a miss: it is listed, and an alarm about the service rises.
 */
@Injectable()
export class LossCheck implements OnApplicationShutdown {
  private readonly logger = new Logger(LossCheck.name);
  private busy: Promise<void> | undefined;
  private ending = false;
  private pastAt = -Infinity;

  constructor(
    private readonly records: Records,
    private readonly register: Register,
    private readonly history: History,
    private readonly checks: LossChecks,
    private readonly alarms: SystemAlarms,
  ) {}

  /** Once a day, and whatever somebody asks for. Several engines share the days. */
  @Interval(LOOK_MS)
  async look(): Promise<void> {
    if (this.busy !== undefined || this.ending) return;
    this.busy = this.work()
      .catch((error: unknown) => this.logger.warn(`not checked: ${(error as Error).message}`))
      .finally(() => (this.busy = undefined));
    await this.busy;
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending = true;
    await this.busy;
  }

  /** Judges a day of a park again, keeps what was found and says so. @param day of the park's clock, `2026-01-31` */
  async run({ park, day }: DayToCheck): Promise<CheckedDay> {
    const { found, monitors } = await this.judge(park, day);
    await this.records.transaction(async (tx) => {
      await this.checks.done(tx, found, monitors, await this.records.now(tx));
      if (found.missed.length === 0) await this.alarms.clear({ ...MISSED, park }, tx);
      else await this.alarms.raise({ ...MISSED, park, severity: 'red', explain: explain(found) }, tx);
    });
    return found;
  }

  private async work(): Promise<void> {
    await this.askForThePast(await this.records.now());
    for (let next = await this.checks.claim(); next !== null && !this.ending; next = await this.checks.claim()) {
      await this.run(next);
    }
  }

  /** @param now epoch ms */
  private async askForThePast(now: number): Promise<void> {
    if (Math.abs(now - this.pastAt) < PAST_EVERY) return;
    const days = (await this.register.all()).flatMap(({ park, document: { timezone } }) =>
      pastDays(now - AFTER_MIDNIGHT, timezone).map((day) => ({ park, day })),
    );
    await this.checks.ask(this.records.db, days, 'system');
    this.pastAt = now;
  }

  private async judge(park: string, day: string): Promise<{ found: CheckedDay; monitors: MonitorValues[] }> {
    const [newest] = (await this.checks.registers(this.records.db, park, END_OF_TIME, END_OF_TIME)).slice(-1);
    if (newest === undefined) throw new Error(`no park ${park}`);
    const { timezone } = newest.document;
    const span = { from: startOfDay(day, timezone), to: startOfDay(nextDay(day), timezone) };
    const registers = await this.checks.registers(this.records.db, park, span.from - LEAD, span.to + AFTER_MIDNIGHT);
    const outlets = new Map(registers.flatMap(({ document }) => document.outlets.map((outlet) => [outlet.id, outlet])));
    const now = await this.records.now();
    let checked = 0;
    const breaches: Breach[] = [];
    const monitors: MonitorValues[] = [];
    for (const outlet of outlets.values()) {
      const judged = await this.judgeOutlet(park, outlet, registers, { ...span, now });
      checked += judged.checked;
      breaches.push(...judged.breaches);
      monitors.push(...judged.monitors);
    }
    const missed = await this.compare(breaches, span);
    return { found: { park, day, checked, breaches: breaches.length, missed }, monitors };
  }

  private async judgeOutlet(
    park: string,
    outlet: Outlet,
    versions: readonly DatedRegister[],
    { now, ...span }: Span & { readonly now: number },
  ): Promise<JudgedOutlet> {
    const factors = factorsOf(outlet.id, versions);
    if (factors.length === 0) return { checked: 0, breaches: [], monitors: [] };
    const past = { from: span.from, to: Math.min(span.to, now) };
    const samples: Sample[] = [];
    const range = { from: span.from - LEAD, to: span.to + AFTER_MIDNIGHT };
    for await (const page of this.history.samples({ ...LIVE, park, outlet: outlet.id, factors, ...range })) {
      samples.push(...page);
    }
    return {
      checked: countOf(samples, span),
      breaches: rejudge({ outlet: outlet.id, versions, samples }, span, now),
      monitors: outlet.monitors.map((monitor) => {
        const from = Math.max(past.from, knownSince(monitor.id, versions));
        return valuesOf(monitor, outlet.id, samples, { ...past, from });
      }),
    };
  }

  private async compare(breaches: readonly Breach[], { from, to }: Span): Promise<Breach[]> {
    const around = { from: from - TOLERANCE, to: to + TOLERANCE };
    const keys = breaches.map(({ key }) => key);
    const known = await this.checks.episodes(this.records.db, keys, around);
    return missedOf(breaches, known, TOLERANCE);
  }
}

function pastDays(now: number, timezone: string): string[] {
  const days: string[] = [];
  let day = dayOf(now, timezone);
  for (let n = 0; n < DAYS_BACK; n += 1) days.push((day = previousDay(day)));
  return days;
}

/** Nothing was due of a monitor before the register named it. */
const knownSince = (monitor: string, versions: readonly DatedRegister[]): number =>
  Math.min(...versions.filter(({ document }) => names(document, monitor)).map(({ at }) => at));
const names = ({ outlets }: Park, monitor: string): boolean =>
  outlets.some(({ monitors }) => monitors.some(({ id }) => id === monitor));

/** Every factor that a monitor of the outlet measures, or measured then. */
function factorsOf(outlet: string, versions: readonly DatedRegister[]): string[] {
  const monitors = versions
    .flatMap(({ document }) => document.outlets.filter(({ id }) => id === outlet))
    .flatMap((one) => one.monitors);
  return [...new Set(monitors.flatMap(({ factors }) => Object.keys(factors)))].sort();
}

function countOf(samples: readonly Sample[], { from, to }: Span): number {
  let count = 0;
  for (const { at, values } of samples) if (at >= from && at < to) count += Object.keys(values).length;
  return count;
}

function explain({ day, missed, breaches }: CheckedDay): string {
  const [first] = missed;
  const where = first === undefined ? '' : ` First: outlet ${first.outlet}, ${first.factor ?? first.rule}.`;
  return `${missed.length} of ${breaches} breaches that history shows for ${day} have no alarm.${where}`;
}
