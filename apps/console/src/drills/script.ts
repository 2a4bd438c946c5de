import type { InjectAnswer, Outcome } from '../api/drills';

/** How far an inject is: carried out, the next one by the clock, still to come, or waiting for a condition. */
export type Standing = 'done' | 'next' | 'later' | 'condition';
type Placed = Pick<InjectAnswer, 'id' | 'at' | 'carriedOutAt'>;

/** In the order in which they are to come; those that wait for a condition after those that go by the clock. */
export function inScriptOrder<T extends Placed>(injects: readonly T[]): T[] {
  const order = ({ at, carriedOutAt }: Placed): number => (carriedOutAt !== null ? 0 : at !== null ? 1 : 2);
  return injects.toSorted(
    (a, b) =>
      order(a) - order(b) ||
      (a.carriedOutAt ?? '').localeCompare(b.carriedOutAt ?? '') ||
      (a.at ?? 0) - (b.at ?? 0) ||
      a.id.localeCompare(b.id),
  );
}

export function standingOf(inject: Placed, all: readonly Placed[]): Standing {
  if (inject.carriedOutAt !== null) return 'done';
  if (inject.at === null) return 'condition';
  const waiting = all.flatMap(({ at, carriedOutAt }) => (carriedOutAt === null && at !== null ? [at] : []));
  return inject.at === Math.min(...waiting) ? 'next' : 'later';
}

export type Tally = Readonly<Record<Outcome, number>>;

/** How the expected actions stand, over the whole script. */
export function tally(injects: readonly Pick<InjectAnswer, 'expected'>[]): Tally {
  const counts = { met: 0, late: 0, missed: 0, waiting: 0, 'not-fired': 0 };
  for (const { expected } of injects) for (const { outcome } of expected) counts[outcome] += 1;
  return counts;
}

/** `02:05`, or `1:02:05` from an hour on: a span of drill time. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return `${hours > 0 ? `${hours}:` : ''}${pad(minutes)}:${pad(whole % 60)}`;
}
