import { setTimeout } from 'node:timers/promises';

/** Waits before trying again, without keeping a process alive that wants to end. */
export const pause = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });
