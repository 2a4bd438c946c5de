import { Injectable, Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import type { Class, JournalEntry, JournalEvent } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import { Nap, openDedicated } from './dedicated-connection';
import { chain, JOURNAL_CHANNEL } from './journal-relay';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** Which events: after a number, of the parks that somebody sees, of one timeline (the live one by default) or of all. */
export interface JournalQuery {
  readonly after: number;
  readonly limit: number;
  readonly parks: readonly string[] | '*';
  readonly class?: Class | '*';
  readonly drill?: string | null;
}

const QUIET_MS = 60_000;
const PING_MS = 20_000;

/** Everything that happened, in one order, numbered from 1 without a gap. */
@Injectable()
export class Journal {
  private readonly outage = new Outage(new Logger(Journal.name), 'the reader of the journal has no connection');

  constructor(private readonly records: Records) {}

  /** Part of the transaction that it tells of; the relay numbers it afterwards. */
  async write(tx: Tx, entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await sql`insert into journal_in (event) select value from jsonb_array_elements(${JSON.stringify(entries)}::jsonb)
              with ordinality order by ordinality`.execute(tx);
  }

  /** In order of `seq`. Events of no park are for those who see all; those of the park `system` are for everybody. */
  async read(query: JournalQuery): Promise<JournalEvent[]> {
    const rows = await this.matching(query).select(['seq', 'event']).orderBy('seq').limit(query.limit).execute();
    return rows.map(({ seq, event }) => ({ ...event, seq }));
  }

  /** What happened to an incident and its alarms, in order of `seq`, after a number. */
  async ofIncident(
    tx: Kysely<Schema>,
    incident: string,
    { after = 0, limit }: { readonly after?: number; readonly limit: number },
  ): Promise<JournalEvent[]> {
    const found = tx.selectFrom('journal').where('incident', '=', incident).where('seq', '>', after);
    const rows = await found.select(['seq', 'event']).orderBy('seq').limit(limit).execute();
    return rows.map(({ seq, event }) => ({ ...event, seq }));
  }

  /** How many events there are of an incident and its alarms. */
  async countOfIncident(tx: Kysely<Schema>, incident: string): Promise<number> {
    const count = tx
      .selectFrom('journal')
      .where('incident', '=', incident)
      .select((eb) => eb.fn.countAll<number>().as('count'));
    return (await count.executeTakeFirstOrThrow()).count;
  }

  /** How many `read` would give without a limit. */
  async count(query: Omit<JournalQuery, 'limit'>): Promise<number> {
    const count = this.matching(query).select((eb) => eb.fn.countAll<number>().as('count'));
    return (await count.executeTakeFirstOrThrow()).count;
  }

  private matching({ after, parks, class: class_ = 'actual', drill = null }: Omit<JournalQuery, 'limit'>) {
    return this.records.db
      .selectFrom('journal')
      .where('seq', '>', after)
      .$if(class_ !== '*', (query) => query.where('class', '=', class_).where('drill', 'is not distinct from', drill))
      .$if(parks !== '*', (query) => query.where('park', 'in', [...parks, SYSTEM_PARK]));
  }

  /** 0 for an empty journal. */
  async lastSeq(): Promise<number> {
    return (await this.records.db.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow()).seq;
  }

  /** The oldest number that is still kept; 0 for an empty journal. */
  async firstSeq(): Promise<number> {
    const first = await this.records.db.selectFrom('journal').select('seq').orderBy('seq').limit(1).executeTakeFirst();
    return first?.seq ?? 0;
  }

  /** Age of the oldest event without a number, ms; 0 where all have one. */
  async oldestUnnumbered(): Promise<number> {
    const { rows } = await sql<{ age: number }>`
      select coalesce(extract(epoch from clock_timestamp() - min(written_on)) * 1000, 0)::bigint as age
      from journal_in`.execute(this.records.db);
    return rows[0]?.age ?? 0;
  }

  /** The first number whose hash does not follow from the one before it, or that is missing; null where the chain holds. */
  async firstBroken(): Promise<number | null> {
    let before: { seq: number; hash: Buffer } | undefined;
    for (;;) {
      const { rows } = await sql<{ seq: number; event: string; hash: Buffer }>`
        select seq, event::text as event, hash from journal where seq > ${before?.seq ?? 0} order by seq limit 1000`.execute(
        this.records.db,
      );
      if (rows.length === 0) return null;
      for (const row of rows) {
        if (before && (row.seq !== before.seq + 1 || !chain(before.hash, row.seq, row.event).equals(row.hash)))
          return row.seq;
        before = row;
      }
    }
  }

  /**
   * Calls `onSeq` with the last number whenever it has grown, and after every connect, since nothing is heard in between.
   * The connection is kept up for ever; the answer ends it.
   */
  async listen(onSeq: (seq: number) => void): Promise<() => Promise<void>> {
    const nap = new Nap();
    const held: { client: Client | null; over: boolean } = { client: null, over: false };
    const loop = this.keepListening(onSeq, nap, held);
    return async () => {
      held.over = true;
      nap.wake();
      await held.client?.end().catch(() => undefined);
      await loop;
    };
  }

  private async keepListening(
    onSeq: (seq: number) => void,
    nap: Nap,
    held: { client: Client | null; over: boolean },
  ): Promise<void> {
    while (!held.over) {
      try {
        const client = await openDedicated(this.records.databaseUrl, 'journal reader', QUIET_MS);
        held.client = client;
        client.on('notification', ({ payload }) => onSeq(Number(payload)));
        client.on('end', () => nap.wake());
        await client.query(`listen ${JOURNAL_CHANNEL}`);
        this.outage.isOver();
        while (!held.over) {
          const { rows } = await client.query<{ seq: number }>('select seq from journal_head');
          onSeq(rows[0]?.seq ?? 0);
          await nap.sleep(PING_MS);
        }
      } catch (error) {
        if (!held.over) this.outage.goesOn(error);
        await nap.sleep(held.over ? 0 : 200);
      } finally {
        await held.client?.end().catch(() => undefined);
        held.client = null;
      }
    }
  }
}
