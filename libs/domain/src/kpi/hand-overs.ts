import { type Figure, figure } from './figure';
import { type Distribution, largest, quantile, seconds, totalOf } from './quantile';

/** A word of the journal about the hand-over of a desk or of a tier's part in an incident, in order. */
export interface HandOverEvent {
  readonly at: number;
  /** What is handed over. */
  readonly subject: string;
  readonly kind: 'offered' | 'accepted' | 'missed';
}

/**
 * K20: from the offer to its acceptance. A hand-over that nobody offered (a supervisor's word) took no time and is not
 * counted; an offer that is made again begins anew.
 */
export function handOvers(events: readonly HandOverEvent[]): Figure {
  const offered = new Map<string, number>();
  const took: [number, number][] = [];
  let overdue = 0;
  for (const { at, subject, kind } of events) {
    const since = offered.get(subject);
    if (kind === 'offered') offered.set(subject, at);
    else if (kind === 'missed') overdue += 1;
    else if (since !== undefined) {
      took.push([at - since, 1]);
      offered.delete(subject);
    }
  }
  return handOverFigure(took, overdue);
}

function handOverFigure(took: Distribution, overdue: number): Figure {
  const [p50, p90, max] = [quantile(took, 0.5), quantile(took, 0.9), largest(took)].map(seconds);
  return figure('K20', overdue, {
    overdue,
    p50: p50 ?? null,
    p90: p90 ?? null,
    max: max ?? null,
    accepted: totalOf(took),
  });
}
