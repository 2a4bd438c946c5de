import { OF_CLASSES } from './of-classes';
import { OF_PEOPLE } from './of-people';
import { OF_PLACES } from './of-places';
import type { Planted } from './planted';

/** Isolation rules I1 to I13, then the thirteen places at which a drill could leak (architecture decision 7). */
export const PLANTED: readonly Planted[] = [...OF_CLASSES, ...OF_PEOPLE, ...OF_PLACES];
