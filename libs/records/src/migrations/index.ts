import type { Migration } from 'kysely';
import * as stream from './0001-stream';
import * as incidents from './0002-incidents';
import * as clock from './0003-clock';
import * as feeds from './0004-feeds';
import * as messages from './0005-messages';
import * as channels from './0006-channels';
import * as machineFeeds from './0007-machine-feeds';
import * as legal from './0008-legal';
import * as kpi from './0009-kpi';
import * as cap from './0010-cap';
import * as drills from './0011-drills';
import * as drillDeeds from './0012-drill-deeds';

/** In order of their names; forward only. A migration that has been released is never edited. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-stream': stream,
  '0002-incidents': incidents,
  '0003-clock': clock,
  '0004-feeds': feeds,
  '0005-messages': messages,
  '0006-channels': channels,
  '0007-machine-feeds': machineFeeds,
  '0008-legal': legal,
  '0009-kpi': kpi,
  '0010-cap': cap,
  '0011-drills': drills,
  '0012-drill-deeds': drillDeeds,
};
