import { type Condition, type Episode, gravity, type Order, type Severity } from '../condition/condition';

/** What the records keep of one episode of one key: exactly one row a (key, episode), whatever was lost or repeated. */
export interface Occurrence extends Episode {
  /** The alarm that it is counted in. */
  readonly alarm: string;
  /** Place in the condition log of the newest word on this episode. */
  readonly order: Order;
  /** It was over, or a later one known, when it was first heard of: journalled, nobody paged. */
  readonly late: boolean;
}

export const graver = (a: Severity, b: Severity): Severity => (gravity(b) > gravity(a) ? b : a);

/**
 * The worse of two peaks. Against an upper limit that is the maximum. Where `ratio` is null "worse" has no single
 * direction (pH) and the engine, which keeps the worst of an episode itself, has the last word.
 */
function worse(stored: number | null, said: number | null, ratio: number | null): number | null {
  if (stored === null || said === null) return said ?? stored;
  return ratio === null ? said : Math.max(stored, said);
}

/** A newer word on a known episode: the onset stays, peak and severity only get worse, the rest is the newest. */
export function mergeOccurrence(stored: Occurrence, said: Condition): Occurrence {
  return {
    ...stored,
    order: said.order,
    clearedAt: said.clearedAt,
    peak: worse(stored.peak, said.peak, said.ratio),
    severityMax: graver(stored.severityMax, said.severityMax),
  };
}

export function newOccurrence(alarm: string, said: Condition, late: boolean): Occurrence {
  const { episode, onset, clearedAt, peak, severityMax, order } = said;
  return { episode, onset, clearedAt, peak, severityMax, alarm, order, late };
}

/** True where `b` says nothing of the episode that `a` does not say. */
export const sameEpisode = (a: Episode, b: Episode): boolean =>
  a.clearedAt === b.clearedAt && a.peak === b.peak && a.severityMax === b.severityMax;

/** The condition as it stood when an earlier episode had ended, told by a later message. */
export function asEnded(message: Condition, past: Episode): Condition {
  return {
    ...message,
    ...past,
    phase: 'normal',
    severity: past.severityMax,
    clearedAt: past.clearedAt ?? message.sampleAt,
    value: past.peak,
    late: true,
    previous: [],
  };
}
