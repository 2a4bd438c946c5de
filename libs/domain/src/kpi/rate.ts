import { type Figure, figure } from './figure';
import { largest, percent, quantile, totalOf, type Distribution } from './quantile';
import { daysOf, type KpiWindow, type Slots, TEN_MINUTES } from './window';

/** Annunciated alarms by slot; slots without any are absent. */
export type SlotCounts = ReadonlyMap<number, number>;

/** A stretch in flood mode, epoch ms, with its busiest ten minutes. */
export interface Flood {
  readonly from: number;
  readonly to: number;
  readonly peak: number;
}

/** More new alarms in ten minutes than this begin a flood (EEMUA 191, ISA-18.2) ... */
const FLOOD_ABOVE = 10;
/** ... and fewer than this, twice in a row, end it. */
const CALM_BELOW = 5;
const CALM_SLOTS = 2;

function distributionOf(counts: SlotCounts, slots: Slots): Distribution {
  const seen = new Map<number, number>();
  let quiet = slots.count;
  for (const [slot, count] of counts) {
    if (slot < 0 || slot >= slots.count || count === 0) continue;
    seen.set(count, (seen.get(count) ?? 0) + 1);
    quiet -= 1;
  }
  return quiet > 0 ? [...seen, [0, quiet]] : [...seen];
}

/** K1: new alarms per ten minutes of the park's clock. Quiet slots count as 0. */
export function rate(counts: SlotCounts, slots: Slots): Figure {
  const seen = distributionOf(counts, slots);
  const total = seen.reduce((sum, [count, times]) => sum + count * times, 0);
  const mean = totalOf(seen) === 0 ? null : total / totalOf(seen);
  const median = quantile(seen, 0.5);
  return figure('K1', median, { median, p95: quantile(seen, 0.95), max: largest(seen), mean, alarms: total });
}

/** Every flood of a window; one that goes on at its end is cut there. */
export function floodsOf(counts: SlotCounts, { origin, count }: Slots): Flood[] {
  const at = (slot: number): number => origin + slot * TEN_MINUTES;
  const floods: Flood[] = [];
  let from: number | null = null;
  let peak = 0;
  let calm = 0;
  for (let slot = 0; slot < count; slot += 1) {
    const alarms = counts.get(slot) ?? 0;
    if (from === null) {
      if (alarms <= FLOOD_ABOVE) continue;
      from = at(slot);
      peak = 0;
    }
    peak = Math.max(peak, alarms);
    calm = alarms < CALM_BELOW ? calm + 1 : 0;
    if (calm < CALM_SLOTS) continue;
    floods.push({ from, to: at(slot + 1), peak });
    from = null;
    calm = 0;
  }
  return from === null ? floods : [...floods, { from, to: at(count), peak }];
}

/** K5: how much of the time was spent in flood. */
export function floodTime(counts: SlotCounts, slots: Slots, window: KpiWindow): Figure {
  if (slots.count === 0)
    return figure('K5', null, { share: null, floods: null, perDay: null, longest: null, peak: null });
  const floods = floodsOf(counts, slots);
  const lengths = floods.map(({ from, to }) => to - from);
  const share = percent(
    lengths.reduce((sum, ms) => sum + ms, 0),
    slots.count * TEN_MINUTES,
  );
  const days = daysOf(window);
  return figure('K5', share, {
    ...{ share, floods: floods.length, perDay: days > 0 ? floods.length / days : null },
    longest: Math.max(0, ...lengths) / 60_000,
    peak: Math.max(0, ...floods.map((flood) => flood.peak)),
  });
}
