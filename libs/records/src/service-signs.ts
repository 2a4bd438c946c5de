import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Records } from './records';

/** How the service is doing, as alert rules ask. */
export interface Signs {
  /** Open alarms about the service, by what went wrong. */
  readonly troubles: readonly { readonly rule: string; readonly count: number }[];
  /** Events that a machine feed has not told yet. */
  readonly behind: readonly { readonly feed: string; readonly events: number }[];
  /** How long ago somebody who watches others beat last, ms. */
  readonly silent: readonly { readonly name: string; readonly ms: number }[];
  /** Notifications of the last quarter of an hour, by channel. */
  readonly channels: readonly { readonly channel: string; readonly sent: number; readonly failed: number }[];
}

const QUARTER = 900_000;
/** Of each kind so many at most, so that labels stay few. */
const MOST = 50;

@Injectable()
export class ServiceSigns {
  constructor(private readonly records: Records) {}

  async read(): Promise<Signs> {
    const { db } = this.records;
    const now = await this.records.now();
    const troubles = await sql<Signs['troubles'][number]>`
      select rule, count(*) as count from alarm
      where class = 'actual' and open and active and document->>'ruleKind' = 'system'
      group by rule order by count desc, rule limit ${MOST}`.execute(db);
    const behind = await sql<Signs['behind'][number]>`
      select name as feed, head.seq - feed_cursor.seq as events from feed_cursor, journal_head as head
      order by events desc limit ${MOST}`.execute(db);
    const silent = await sql<Signs['silent'][number]>`
      select name, (extract(epoch from clock_timestamp() - beat_on) * 1000)::bigint as ms from heartbeat
      order by beat_on limit ${MOST}`.execute(db);
    const channels = await sql<Signs['channels'][number]>`
      select coalesce(event->'data'->>'channel', '-') as channel,
        count(*) filter (where event->>'type' = 'notification.sent') as sent,
        count(*) filter (where event->>'type' = 'notification.failed') as failed
      from journal
      where class = 'actual' and park in (select distinct park from register_version)
        and event->>'type' in ('notification.sent', 'notification.failed') and (event->>'at')::bigint >= ${now - QUARTER}
      group by 1 order by failed desc, 1 limit ${MOST}`.execute(db);
    return { troubles: troubles.rows, behind: behind.rows, silent: silent.rows, channels: channels.rows };
  }
}
