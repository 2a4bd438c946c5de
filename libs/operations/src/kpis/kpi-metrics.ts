import { Injectable, Logger } from '@nestjs/common';
import { type Figure, kpi, KPI_IDS, type KpiId, withinTarget } from '@cofferdam/domain';
import { Metrics } from '@cofferdam/process';
import { Records, Register } from '@cofferdam/records';
import { FiguresReader } from './figures-reader';

const DAY_MS = 86_400_000;
/** Windows that are shown, and how often each is counted at most, ms. */
const WINDOWS = [
  { window: '24h', length: DAY_MS, every: 60_000 },
  { window: '30d', length: 30 * DAY_MS, every: 600_000 },
] as const;
/** So many parks at most: a label each. */
const MOST_PARKS = 100;

interface Counted {
  readonly park: string;
  readonly window: string;
  readonly figure: Figure;
}

/**
 * Key figures as gauges. A scrape shows what was counted last and has the next count begin when it is time, so it never
 * waits for one.
 */
@Injectable()
export class KpiMetrics {
  private readonly logger = new Logger(KpiMetrics.name);
  private readonly counted = new Map<string, readonly Counted[]>();
  private readonly due = new Map<string, number>();
  private countedAt: number | null = null;
  private busy = false;

  constructor(
    metrics: Metrics,
    private readonly records: Records,
    private readonly register: Register,
    private readonly figures: FiguresReader,
  ) {
    for (const id of KPI_IDS) this.showFigure(metrics, id);
    this.showTargets(metrics);
  }

  /** Counts whatever is due. */
  async count(): Promise<void> {
    const now = performance.now();
    const windows = WINDOWS.filter(({ window }) => (this.due.get(window) ?? 0) <= now);
    if (windows.length === 0) return;
    const parks = (await this.register.all()).slice(0, MOST_PARKS);
    for (const { window, length, every } of windows) {
      this.due.set(window, now + every);
      const to = await this.records.now();
      const found: Counted[] = [];
      for (const { park, document } of parks) {
        const { figures } = await this.figures.of(document, { from: to - length, to });
        found.push(...figures.map((figure) => ({ park, window, figure })));
      }
      this.counted.set(window, found);
    }
    this.countedAt = Date.now();
  }

  private begin(): void {
    if (this.busy) return;
    this.busy = true;
    this.count()
      .catch((error: unknown) => this.logger.debug(`not counted: ${(error as Error).message}`))
      .finally(() => (this.busy = false));
  }

  private all(id: string): Counted[] {
    return [...this.counted.values()].flat().filter(({ figure }) => figure.id === id);
  }

  private showFigure(metrics: Metrics, id: KpiId): void {
    const { metric, name, unit } = kpi(id);
    const help = `${id} ${name.en}, ${unit}, by park, window and statistic; absent where there was nothing to measure`;
    metrics.gauge(
      `kpi_${metric}`,
      help,
      (gauge) => {
        this.begin();
        gauge.reset();
        for (const { park, window, figure } of this.all(id)) {
          for (const [stat, value] of statistics(figure)) gauge.set({ park, window, stat }, value);
        }
      },
      ['park', 'window', 'stat'],
    );
  }

  private showTargets(metrics: Metrics): void {
    metrics.gauge(
      'kpi_within_target',
      '1 where a key figure meets its target, 0 where it does not; absent without a value or a target',
      (gauge) => {
        gauge.reset();
        for (const { park, window, figure } of [...this.counted.values()].flat()) {
          const within = withinTarget(figure.id, figure.value);
          if (within !== null) gauge.set({ park, window, figure: figure.id }, within ? 1 : 0);
        }
      },
      ['park', 'window', 'figure'],
    );
    metrics.gauge('kpi_counted_timestamp_seconds', 'When key figures were last counted, Unix time', (gauge) => {
      if (this.countedAt !== null) gauge.set(this.countedAt / 1000);
    });
  }
}

/** What was measured, by name; parts are for the API, so that labels stay few. */
const statistics = ({ value, values }: Figure): [string, number][] =>
  Object.entries({ value, ...values }).flatMap(([stat, one]) =>
    one === null ? [] : [[stat, one] as [string, number]],
  );
