import { type Figure, figure } from './figure';
import { percent } from './quantile';

/** Values of a monitor: that came and can be used, and that were due by its interval. */
export interface MonitorValues {
  readonly monitor: string;
  readonly outlet: string;
  readonly valid: number;
  readonly due: number;
}

/** So many monitors are listed, the poorest first. */
const MOST_MONITORS = 500;

/** A monitor that sends more often than it must is there for all of the time, not for more. */
const shareOf = ({ valid, due }: Pick<MonitorValues, 'valid' | 'due'>): number | null =>
  percent(Math.min(valid, due), due);

/** K24: the share of the values due that came and can be used; the poorest monitor's is the figure. */
export function availability(monitors: readonly MonitorValues[]): Figure {
  const known = monitors
    .flatMap((one) => {
      const share = shareOf(one);
      return share === null ? [] : [{ ...one, share }];
    })
    .sort((a, b) => a.share - b.share || (a.monitor < b.monitor ? -1 : 1));
  const mean = percent(
    known.reduce((sum, { valid, due }) => sum + Math.min(valid, due), 0),
    known.reduce((sum, { due }) => sum + due, 0),
  );
  const worst = known[0]?.share ?? null;
  const groups = known.slice(0, MOST_MONITORS).map(({ monitor, outlet, share, valid, due }) => ({
    by: { monitor, outlet },
    values: { share, valid, due },
  }));
  return figure('K24', worst, { worst, mean, monitors: known.length }, groups);
}
