import { type Figure, figure } from './figure';
import { percent } from './quantile';

/** How often one alarm was announced. */
export interface Annunciations {
  readonly subject: string;
  readonly factor: string | null;
  readonly rule: string;
  readonly count: number;
}

const TEN = 10;

/** K8: the ten most frequent alarms and their share of all. Ties in the order of their names. */
export function topTen(sources: readonly Annunciations[], total: number): Figure {
  const nameOf = ({ subject, factor, rule }: Annunciations): string => JSON.stringify([subject, factor, rule]);
  const ten = sources.toSorted((a, b) => b.count - a.count || (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, TEN);
  const share = percent(
    ten.reduce((sum, { count }) => sum + count, 0),
    total,
  );
  const groups = ten.map(({ subject, factor, rule, count }) => ({
    by: { subject, rule, ...(factor !== null && { factor }) },
    values: { count, share: percent(count, total) },
  }));
  return figure('K8', share, { share, alarms: total }, groups);
}
