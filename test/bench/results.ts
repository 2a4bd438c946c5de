import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One figure: what was measured, what is asked of it, whether it holds. */
export interface Figure {
  readonly what: string;
  readonly measured: number | string;
  readonly asked?: string;
  readonly holds?: boolean;
}

const ROOT = join(__dirname, '..', '..');

/** Prints what was measured, good or bad, and keeps it in `<kind>/results/<name>.json`. */
export function report(kind: 'bench' | 'faults', name: string, figures: readonly Figure[]): void {
  const folder = join(ROOT, kind, 'results');
  mkdirSync(folder, { recursive: true });
  const result = { name, at: new Date().toISOString(), figures };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map(
    ({ what, measured, asked, holds }) =>
      `  ${what.padEnd(width)}  ${String(measured)}${asked === undefined ? '' : `  (asked: ${asked}; ${holds ? 'holds' : 'FAILS'})`}`,
  );
  process.stdout.write(`\n${name}\n${lines.join('\n')}\n`);
}

/** The value below which `share` of the values are; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Points of a factor that InfluxDB has, asked from outside. */
export async function countInHistory(influxUrl: string, factor: string): Promise<number> {
  const rows = await queryHistory(influxUrl, `SELECT count("${factor}") FROM reading`);
  return Number(rows[0]?.values[0]?.[1] ?? 0);
}

export interface HistoryRows {
  readonly tags?: Record<string, string>;
  readonly values: unknown[][];
}

export async function queryHistory(influxUrl: string, query: string): Promise<HistoryRows[]> {
  const url = new URL(influxUrl);
  const params = new URLSearchParams({ db: url.pathname.slice(1), q: query, epoch: 'ms' });
  const credentials = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  const answer = await fetch(`${url.origin}/query?${params.toString()}`, {
    signal: AbortSignal.timeout(20_000), // a killed InfluxDB leaves the request hanging
    headers: url.username === '' ? {} : { authorization: `Basic ${credentials.toString('base64')}` },
  });
  const body = (await answer.json()) as { results?: { series?: HistoryRows[] }[] };
  return body.results?.[0]?.series ?? [];
}
