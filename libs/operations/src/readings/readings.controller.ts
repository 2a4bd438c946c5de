import { Controller, Logger } from '@nestjs/common';
import { baseUnit, limitsOver, type Monitor } from '@cofferdam/domain';
import { History, type SeriesQuery, type SeriesRow } from '@cofferdam/history';
import { Records } from '@cofferdam/records';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { timelineOf } from '../http/schema';
import { type FoundOutlet, RegisterReader } from '../register/register-reader';
import { listReadings } from './readings.routes';
import { basisOf, gapsOf, longestStep, pageOf } from './series';

const DAY_MS = 86_400_000;
const LOOK_BACK_ROWS = 1_000;

type Query = GivenOf<typeof listReadings>['query'];
interface Range {
  readonly from: number;
  readonly to: number;
}

@Controller()
export class ReadingsController {
  private readonly logger = new Logger(ReadingsController.name);

  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly history: History,
  ) {}

  @Answers(listReadings)
  async list(@Given() { params, query }: GivenOf<typeof listReadings>, @SignedIn() { user }: Caller): Promise<unknown> {
    const timeline = timelineOf(query);
    const { found, asOf, now } = await this.records.snapshot(async (tx, seq) => {
      const outlet = await this.register.outlet(tx, user, params.id);
      return { found: outlet, asOf: seq, now: await this.records.now(tx, timeline) };
    });
    const monitors = monitorsOf(found, query);
    const range = rangeOf(query, now);
    const { rows, before } = await this.read(found, query, range, monitors);
    const { items, next } = pageOf(rows, query.limit);
    const seen = { from: range.from, to: next ?? Math.min(range.to, now) };
    const whole = next === null && query.after === undefined;
    const { factor, period } = query;
    const limits = limitsOver(found.outlet, factor, basisOf(period), range.from, range.to, found.park.timezone);
    return {
      ...{ park: found.park.id, outlet: found.outlet.id, factor, period, unit: baseUnit(factor) },
      items: items.map(viewRow),
      ...{ next: next === null ? null : String(next), total: whole ? items.length : null, asOf },
      gaps: monitors.flatMap((monitor) => gapsOf(monitor, period, items, { ...seen, before }).map(viewSpan)),
      limits: limits.map(viewSpan),
    };
  }

  /** The rows of the range (one more than asked for), and those shortly before it. */
  private async read({ park, outlet }: FoundOutlet, query: Query, range: Range, monitors: readonly Monitor[]) {
    const { factor, period } = query;
    const monitor = query.monitor === undefined ? {} : { monitor: query.monitor };
    const series = { ...timelineOf(query), park: park.id, outlet: outlet.id, factor, period, ...monitor };
    const shortlyBefore = (one: Monitor): SeriesQuery => ({
      ...{ ...series, monitor: one.id, from: range.from - longestStep(one, period), to: range.from },
      limit: LOOK_BACK_ROWS,
    });
    const [rows, ...before] = await Promise.all([
      this.rows({ ...series, ...range, limit: query.limit + 1 }),
      ...monitors.map((one) => this.rows(shortlyBefore(one))),
    ]);
    return { rows, before: before.flat() };
  }

  private rows(query: SeriesQuery): Promise<SeriesRow[]> {
    return this.history.range(query).catch((error: unknown) => {
      this.logger.warn(`history does not answer: ${(error as Error).message}`);
      throw new Problem('unavailable', 'history does not answer', {}, { 'Retry-After': '5' });
    });
  }
}

/** The outlet's monitors of the factor, or the one asked for. */
function monitorsOf({ outlet }: FoundOutlet, { factor, monitor }: Query): readonly Monitor[] {
  const known = outlet.monitors.map(({ id }) => id);
  if (monitor !== undefined && !known.includes(monitor)) {
    throw new Problem('bad-request', `outlet ${outlet.id} has no monitor ${monitor}`, { known });
  }
  return outlet.monitors.filter(({ id, factors }) => factor in factors && (monitor === undefined || id === monitor));
}

function rangeOf(query: Query, now: number): Range {
  const to = query.to ?? now;
  const from = query.after === undefined ? (query.from ?? to - DAY_MS) : Number(query.after);
  if (from >= to) throw new Problem('bad-request', '`from` must be before `to`');
  return { from, to };
}

const iso = (ms: number): string => new Date(ms).toISOString();

const viewRow = ({ at, value, sampledAt, ...rest }: SeriesRow) => ({
  at: iso(at),
  ...rest,
  value: value ?? null,
  ...(sampledAt === undefined ? {} : { sampledAt: iso(sampledAt) }),
});

const viewSpan = <T extends Range>({ from, to, ...rest }: T) => ({ from: iso(from), to: iso(to), ...rest });
