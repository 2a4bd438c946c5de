import type { Scenario } from '@cofferdam/domain';

/** A step of a drill's clock, ms of drill time. */
const LEAST_STEP = 1_000;
const MOST_STEP = 10_000;
/** Steps that a drill's clock makes in a second of the wall's, where its speed allows. */
const STEPS_A_SECOND = 10;

const within = (ms: number): number => Math.min(MOST_STEP, Math.max(LEAST_STEP, ms));

/** Where a clock stands and what it may not pass by; epoch ms of the drill's clock. */
export interface Ahead {
  readonly at: number;
  readonly nextDueAt: number | null;
  /** Moments at which something is put in. */
  readonly injects: readonly number[];
  readonly end: number;
}

/** The next moment at which the clock stops: a step on, or sooner where something is due, put in, or the drill ends. */
export function nextStop({ at, nextDueAt, injects, end }: Ahead, step: number): number {
  const stops = [nextDueAt, ...injects, end].flatMap((stop) => (stop !== null && stop > at ? [Math.ceil(stop)] : []));
  return Math.min(at + step, ...stops);
}

/** Moments of the injects that have a time of their own, epoch ms of the drill's clock. */
export const injectTimes = ({ injects }: Pick<Scenario, 'injects'>, start: number): number[] =>
  injects.flatMap(({ at }) => (at === undefined ? [] : [start + at * 1000]));

/**
 * How fast a drill's clock may go. Compressed time is never faster than its speed, and what a step takes longer is lost.
 * Real time (speed 1) keeps to the wall clock: what was late is caught up with. `wall` is a monotonic clock, ms.
 */
export class Pace {
  private anchor: { readonly at: number; readonly wall: number } | null = null;

  constructor(private readonly speed: number) {}

  /** The clock stands still: no time passes for it. */
  rest(): void {
    this.anchor = null;
  }

  /** How long the next step is, ms of drill time. */
  step(at: number, wall: number): number {
    if (this.speed > 1) return within((this.speed * 1000) / STEPS_A_SECOND);
    return within(this.passed(at, wall));
  }

  /** How long to wait until the clock may go from `at` to `to`, ms of the wall's. */
  wait(at: number, to: number, wall: number): number {
    if (this.speed > 1) return (to - at) / this.speed - this.passed(at, wall) / this.speed;
    return to - at - this.passed(at, wall);
  }

  /** The clock has gone to `to`. */
  moved(to: number, wall: number): void {
    if (this.speed > 1 || this.anchor === null) this.anchor = { at: to, wall };
  }

  /** Drill time that has passed on the wall since the clock came to `at`. */
  private passed(at: number, wall: number): number {
    this.anchor ??= { at, wall };
    return this.anchor.at + (wall - this.anchor.wall) * this.speed - at;
  }
}
