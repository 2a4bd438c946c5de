import { setTimeout as pause } from 'node:timers/promises';

export interface Waiting {
  /** What is waited for, for the error's text. */
  what: string;
  /** Default 10,000. */
  timeoutMs?: number;
  /** Time between two looks; default 10. */
  everyMs?: number;
}

/**
 * Looks until the condition gives something other than false, null or undefined, and answers that.
 * @throws Error that names what did not happen, with the last error of the condition as its cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 10_000, everyMs = 10 }: Waiting,
): Promise<NonNullable<Exclude<T, false>>> {
  const until = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const seen = await condition();
      if (seen !== false && seen !== null && seen !== undefined) return seen as NonNullable<Exclude<T, false>>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > until) throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`, { cause });
    await pause(everyMs);
  }
}
