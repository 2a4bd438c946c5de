import { type Figure, figure } from './figure';
import { type Distribution, largest, percent, quantile, seconds, totalOf } from './quantile';

/** K16: by how much deadlines fired late, ms, and what the auditor found that no timer would have. */
export interface TimerFacts {
  readonly lateness: Distribution;
  readonly gaps: number;
}

export function timerLateness({ lateness, gaps }: TimerFacts): Figure {
  const [p50, p99, max] = [quantile(lateness, 0.5), quantile(lateness, 0.99), largest(lateness)].map(seconds);
  return figure('K16', p99 ?? null, {
    p50: p50 ?? null,
    p99: p99 ?? null,
    max: max ?? null,
    fired: totalOf(lateness),
    gaps,
  });
}

/** K17: how soon after the sample the first person was told, ms; and which channels failed. */
export interface ToldFacts {
  readonly took: Distribution;
  readonly sent: readonly { readonly channel: string; readonly sent: number; readonly failed: number }[];
}

/** So many channels are listed at most: the kinds are few. */
const MOST_CHANNELS = 30;

export function told({ took, sent }: ToldFacts): Figure {
  const [p50, p95] = [quantile(took, 0.5), quantile(took, 0.95)].map(seconds);
  const failed = sent.reduce((sum, one) => sum + one.failed, 0);
  const tried = sent.reduce((sum, one) => sum + one.failed + one.sent, 0);
  const groups = sent.slice(0, MOST_CHANNELS).map(({ channel, ...counts }) => ({ by: { channel }, values: counts }));
  const values = {
    p50: p50 ?? null,
    p95: p95 ?? null,
    told: totalOf(took),
    failed,
    failedShare: percent(failed, tried),
  };
  return figure('K17', p95 ?? null, values, groups);
}

/** K21: how soon a false alert was taken back at the last place that had been told, ms. */
export interface CorrectionFacts {
  readonly took: Distribution;
  /** Judged false, and nobody has been told of it yet. */
  readonly open: number;
}

export function correctionTime({ took, open }: CorrectionFacts): Figure {
  const [p50, max] = [seconds(quantile(took, 0.5)), seconds(largest(took))];
  return figure('K21', max, { p50, max, corrected: totalOf(took), open });
}
