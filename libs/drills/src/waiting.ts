import { setTimeout as pause } from 'node:timers/promises';

const SOONEST_MS = 4;
const LATEST_MS = 20;
/** Whoever has waited for so long looks less often. */
const LONG_MS = 2_000;
const LONG_LOOK_MS = 100;

/**
 * Looks until `ready` says so. `waited` is how long it has taken so far, ms.
 * @throws the signal's reason once it is aborted
 */
export async function until(ready: (waited: number) => Promise<boolean>, signal: () => AbortSignal): Promise<void> {
  const began = performance.now();
  for (let wait = SOONEST_MS; ; wait = Math.min(LATEST_MS, wait * 1.5)) {
    signal().throwIfAborted();
    const waited = performance.now() - began;
    if (await ready(waited)) return;
    await pause(waited > LONG_MS ? LONG_LOOK_MS : wait);
  }
}
