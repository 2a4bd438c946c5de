import type { Migration } from 'kysely';
import * as stream from './0001-stream';
import * as incidents from './0002-incidents';
import * as clock from './0003-clock';
import * as feeds from './0004-feeds';
import * as cap from './0010-cap';

/** In order of their names; forward only. A migration that has been released is never edited. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-stream': stream,
  '0002-incidents': incidents,
  '0003-clock': clock,
  '0004-feeds': feeds,
  '0010-cap': cap,
};
