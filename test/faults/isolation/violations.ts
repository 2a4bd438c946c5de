import type { Planted } from './planted';

/** Isolation rules I1 to I13, then the thirteen places at which a drill could leak (architecture decision 7). */
export const PLANTED: readonly Planted[] = [];
