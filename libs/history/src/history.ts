import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import type { Sample, Value } from '@cofferdam/domain';
import { escape, InfluxDB, type IPoint } from 'influx';
import { columnsOf, pointOf, type SeriesKey, tagsOf, valueFrom } from './point';

const READING = 'reading';
/** What a correction overwrote, as it was before. */
const REVISION = 'revision';
/** Stretches of the log that history gave up, so that live judging could go on. */
const GAP = 'gap';

export interface SeriesQuery extends Omit<SeriesKey, 'monitor'> {
  /** All of the outlet's monitors where absent. */
  readonly monitor?: string;
  readonly factor: string;
  /** Epoch ms, inclusive. */
  readonly from: number;
  /** Epoch ms, exclusive. */
  readonly to: number;
  readonly limit: number;
}

/** One value of a series; `value` is absent where the monitor sent only a flag. */
export interface SeriesRow extends Value {
  readonly at: number;
  readonly monitor: string;
}

/** Whole packets of an outlet; `factors` are the codes that are read. */
export interface SamplesQuery extends Omit<SeriesKey, 'monitor' | 'period'> {
  readonly factors: readonly string[];
  /** Epoch ms, inclusive. */
  readonly from: number;
  /** Epoch ms, exclusive. */
  readonly to: number;
}

/** A sample that InfluxDB will not take, and its words. */
export interface Refused {
  readonly sample: Sample;
  readonly detail: string;
}

/** Packets that are read at once. */
const PACKETS_A_PAGE = 20_000;

interface RawSeries {
  readonly tags?: Readonly<Record<string, string>>;
  readonly values: unknown[][];
}
interface RawResult {
  results: { series?: RawSeries[] }[];
}

/** Readings over time, in InfluxDB 1.x. It may be away for hours: callers keep their place in the log and come back. */
@Injectable()
export class History {
  private readonly influx: InfluxDB;
  private readonly database: string;
  private created = false;

  constructor(@Inject(SETTINGS) settings: Settings) {
    const url = new URL(settings.influxUrl);
    this.database = url.pathname.slice(1) || settings.namespace;
    this.influx = new InfluxDB({
      protocol: url.protocol === 'https:' ? 'https' : 'http',
      host: url.hostname,
      port: Number(url.port || 8086),
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: this.database,
      pool: { requestTimeout: 20_000, maxRetries: 0 },
    });
  }

  /**
   * Stores samples; the same sample again changes nothing. A batch that InfluxDB refuses is halved until the bad ones
   * stand alone.
   * @throws when InfluxDB is away: nothing is known of the batch then, write it again
   */
  async write(samples: readonly Sample[]): Promise<Refused[]> {
    const told = samples.filter((sample) => Object.keys(sample.values).length > 0);
    return this.writePoints(told, (sample) => pointOf(sample, READING));
  }

  /** Keeps what a correction is about to overwrite. `entry` (the correction's place in the log) makes it repeatable. */
  async keepRevision(correction: Sample, entry: string): Promise<void> {
    const values = await this.stored(correction);
    if (Object.keys(values).length === 0 || same(values, correction.values)) return;
    await this.writePoints([{ ...correction, values }], (sample) => pointOf(sample, REVISION, { entry }));
  }

  /** Records that the readings between two places of a shard's log (epoch ms) never reached history. */
  async recordGap(shard: number, from: number, to: number): Promise<void> {
    await this.ensureDatabase();
    const point: IPoint = {
      measurement: GAP,
      tags: { shard: String(shard) },
      fields: { to },
      timestamp: from,
    };
    await this.influx.writePoints([point], { precision: 'ms' });
  }

  /** The stretches that were given up, oldest first. Epoch ms. */
  async gaps(): Promise<{ shard: number; from: number; to: number }[]> {
    const rows = await this.rows(`SELECT "shard", "to" FROM ${GAP} ORDER BY time ASC`);
    return rows.map(([from, shard, to]) => ({ shard: Number(shard), from: from as number, to: to as number }));
  }

  /** Values of one factor in order of time, at most `limit` of them. */
  range(query: SeriesQuery): Promise<SeriesRow[]> {
    return this.series(READING, query);
  }

  /** Packets of every period in order of time, in pages: a day of an outlet may be many. */
  async *samples(query: SamplesQuery, page = PACKETS_A_PAGE): AsyncGenerator<Sample[]> {
    const columns = ['monitor', 'period', ...query.factors.flatMap(columnsOf)].map((name) => escape.quoted(name));
    for (let { from } = query; ;) {
      const tags = { ...tagsOf({ ...query, monitor: '', period: 'realtime' }), monitor: undefined, period: undefined };
      const where = conditions(tags, from, query.to);
      const rows = await this.rows(
        `SELECT ${columns.join(', ')} FROM ${READING} WHERE ${where} ORDER BY time ASC LIMIT ${page + 1}`,
      );
      const whole = wholeMoments(rows, page);
      yield whole.rows.map((row) => sampleFrom(row, query));
      if (whole.next === null) return;
      from = whole.next;
    }
  }

  /** How many realtime values of each factor came with the flag `N` in a span (epoch ms), by monitor; class `actual`. */
  async countNormal(
    park: string,
    factors: readonly string[],
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<Map<string, Record<string, number>>> {
    const counts = new Map<string, Record<string, number>>();
    const where = conditions({ class: 'actual', park, period: 'realtime' }, from, to);
    for (const factor of factors) {
      const [value, flag] = [factor, `${factor}_flag`].map((name) => escape.quoted(name));
      const found = await this.query(
        `SELECT count(${value}) FROM ${READING} WHERE ${where} AND ${flag} = 'N' GROUP BY "monitor"`,
      );
      for (const { tags, values } of found) {
        const monitor = tags?.['monitor'] ?? '';
        counts.set(monitor, { ...counts.get(monitor), [factor]: Number(values[0]?.[1] ?? 0) });
      }
    }
    return counts;
  }

  /** What was stored before corrections, oldest first. */
  revisions(query: SeriesQuery): Promise<SeriesRow[]> {
    return this.series(REVISION, query);
  }

  /** Drills of which there are readings. Asked of the series: values of a tag outlive the last series that has them. */
  async drills(): Promise<string[]> {
    await this.ensureDatabase();
    const keys = (await this.rows('SHOW SERIES WHERE "drill" =~ /./')).map(([key]) => String(key));
    return [...new Set(keys.flatMap((key) => /,drill=([^,]+)/.exec(key)?.[1] ?? []))].sort();
  }

  /** Deletes all readings of a drill, corrected ones too; harmless when repeated. */
  async dropDrill(drill: string): Promise<void> {
    await this.influx.dropSeries({ where: `"drill" = ${escape.stringLit(drill)}`, database: this.database });
  }

  /** @throws while InfluxDB does not answer */
  async ping(): Promise<void> {
    const hosts = await this.influx.ping(2_000);
    if (!hosts.some((host) => host.online)) throw new Error('InfluxDB does not answer');
  }

  private async stored(sample: Sample): Promise<Record<string, Value>> {
    const values: Record<string, Value> = {};
    for (const factor of Object.keys(sample.values)) {
      const query = { ...sample, factor, from: sample.at, to: sample.at + 1, limit: 1 };
      const [row] = await this.range(query);
      if (row === undefined) continue;
      const { at, monitor, ...value } = row;
      if (at === sample.at && monitor === sample.monitor) values[factor] = value;
    }
    return values;
  }

  private async writePoints(samples: readonly Sample[], point: (sample: Sample) => IPoint): Promise<Refused[]> {
    if (samples.length === 0) return [];
    await this.ensureDatabase();
    try {
      await this.influx.writePoints(samples.map(point), { precision: 'ms' });
      return [];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only] = samples;
      if (samples.length === 1 && only) return [{ sample: only, detail: (error as Error).message.slice(0, 300) }];
      const middle = samples.length >> 1;
      const first = await this.writePoints(samples.slice(0, middle), point);
      return [...first, ...(await this.writePoints(samples.slice(middle), point))];
    }
  }

  private async series(measurement: string, query: SeriesQuery): Promise<SeriesRow[]> {
    const tags: Record<string, string | undefined> = { ...tagsOf({ ...query, monitor: '' }), monitor: query.monitor };
    const names = ['monitor', ...columnsOf(query.factor)].map((name) => escape.quoted(name)).join(', ');
    const where = conditions(tags, query.from, query.to);
    const rows = await this.rows(
      `SELECT ${names} FROM ${measurement} WHERE ${where} ORDER BY time ASC LIMIT ${query.limit}`,
    );
    return rows.flatMap(([at, monitor, ...cells]) => {
      const value = valueFrom(cells);
      return value === null ? [] : [{ at: at as number, monitor: monitor as string, ...value }];
    });
  }

  private async rows(query: string): Promise<unknown[][]> {
    return (await this.query(query))[0]?.values ?? [];
  }

  private async query(query: string): Promise<RawSeries[]> {
    const answer = (await this.influx.queryRaw(query, { precision: 'ms', database: this.database })) as RawResult;
    return answer.results[0]?.series ?? [];
  }

  private async ensureDatabase(): Promise<void> {
    if (this.created) return;
    const names = await this.influx.getDatabaseNames().catch(() => null);
    if (names !== null && !names.includes(this.database)) await this.influx.createDatabase(this.database);
    this.created = names !== null;
  }
}

function conditions(tags: Record<string, string | undefined>, from: number, to: number): string {
  const drill = tags['drill'] === undefined ? [`"drill" = ''`] : [];
  const equal = Object.entries(tags).flatMap(([tag, text]) =>
    text === undefined ? [] : [`${escape.quoted(tag)} = ${escape.stringLit(text)}`],
  );
  return [...equal, ...drill, `time >= ${from}ms`, `time < ${to}ms`].join(' AND ');
}

/** A page never ends between two packets of one moment: the next begins with a moment. */
function wholeMoments(rows: unknown[][], page: number): { rows: unknown[][]; next: number | null } {
  const extra = rows[page]?.[0];
  if (typeof extra !== 'number') return { rows, next: null };
  const whole = rows.filter(([at]) => (at as number) < extra);
  return whole.length > 0 ? { rows: whole, next: extra } : { rows: rows.slice(0, page), next: extra + 1 };
}

function sampleFrom([at, monitor, period, ...cells]: unknown[], { factors, ...about }: SamplesQuery): Sample {
  const width = columnsOf('').length;
  const values = factors.flatMap((factor, n) => {
    const value = valueFrom(cells.slice(n * width, (n + 1) * width));
    return value === null ? [] : [[factor, value] as const];
  });
  const { class: class_, drill, park, outlet } = about;
  return {
    ...{ kind: 'sample', class: class_, drill, park, outlet, monitor: monitor as string, at: at as number },
    ...{ period: period as Sample['period'], values: Object.fromEntries(values), receivedAt: at as number },
  };
}

/** A 400 is about the points themselves; everything else is about the service. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^A (400|413|422) /.test(error.message);
}

const same = (a: Record<string, Value>, b: Readonly<Record<string, Value>>): boolean =>
  Object.entries(a).every(([factor, value]) => canonical(value) === canonical(b[factor]));
const canonical = (value: Value | undefined): string => JSON.stringify(Object.entries(value ?? {}).sort());
