import type { Migration } from 'kysely';
import * as stream from './0001-stream';

/** In order of their names; forward only. A migration that has been released is never edited. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-stream': stream,
};
