/** A clock that stands until it is moved. Times are epoch milliseconds. */
export interface ManualClock {
  now(): number;
  advance(ms: number): void;
  set(at: number): void;
}

/** A clock that stands at `start`, epoch milliseconds. */
export function manualClock(start: number): ManualClock {
  let at = start;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
    set: (to) => {
      at = to;
    },
  };
}
