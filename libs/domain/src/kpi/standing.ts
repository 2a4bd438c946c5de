import { type Figure, figure } from './figure';
import { daysOf, type KpiWindow } from './window';

/** Abnormal for longer than this is stale, ms (practice of alarm system audits). */
export const STALE_AFTER = 86_400_000;

/** K10: alarms whose water stayed abnormal for more than a day. */
export interface StaleFacts {
  /** That reached a day within the window. */
  readonly became: number;
  /** That were so old at its end. */
  readonly standing: number;
}

export function stale({ became, standing }: StaleFacts, window: KpiWindow): Figure {
  const days = daysOf(window);
  const perDay = days > 0 ? became / days : null;
  return figure('K10', perDay, { perDay, became, standing });
}

/** What lies over one alarm now. Times are epoch ms; null where it does not say. */
export interface OverlayFact {
  readonly kind: 'shelved' | 'suppressed' | 'out-of-service';
  readonly at: number | null;
  readonly until: number | null;
  /** The journal says who put it there, and why. */
  readonly recorded: boolean;
}

const KINDS = ['shelved', 'suppressed', 'out-of-service'] as const;

/** K11: what is hidden now. Over its time, or without a record, nothing may be. */
export function hidden(overlays: readonly OverlayFact[], now: number): Figure {
  const of = (some: readonly OverlayFact[]) => ({
    count: some.length,
    oldest: some.length === 0 ? null : Math.max(...some.map(({ at }) => now - (at ?? 0))) / 3_600_000,
    overTime: some.filter(({ until }) => until === null || until < now).length,
    withoutRecord: some.filter(({ recorded }) => !recorded).length,
  });
  const groups = KINDS.map((kind) => ({ by: { kind }, values: of(overlays.filter((one) => one.kind === kind)) }));
  const all = of(overlays);
  return figure('K11', all.overTime + all.withoutRecord, all, groups);
}
