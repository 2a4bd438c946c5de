import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import type { Client } from 'pg';
import { Nap, openDedicated } from './dedicated-connection';
import { Records } from './records';

/** PostgreSQL's notification channel; the payload is the journal's last number. */
export const JOURNAL_CHANNEL = 'cofferdam_journal';

/** Session lock of the one relay that works. */
const RELAY_LOCK = 7_310_002;
const BATCH = 500;
/** Writers never notify (a notifying commit takes a global lock), so the relay looks for itself, ms. */
const LOOK_EVERY = 15;
const STAND_BY_EVERY = 200;
/** A relay that stands still for this long loses its session, and with it the lock, ms. */
const QUIET_MS = 5_000;

/** The chain: each hash covers the one before it, the number, and the event as PostgreSQL prints it. */
export const chain = (before: Buffer, seq: number, event: string): Buffer =>
  createHash('sha256').update(before).update(`${seq}\n${event}`).digest();

/**
 * Moves events from `journal_in` to `journal`: numbers them without a gap, chains their hashes, notifies once a batch.
 * Any number may run; the one that holds the lock works, and a killed one's lock is free at once. The head row is locked
 * as well, so that two can never number the same events, whatever the lock's holder believes.
 */
@Injectable()
export class JournalRelay implements OnModuleDestroy {
  /** Events numbered, and batches, since the start of this process. */
  moved = 0;
  batches = 0;
  elected = false;
  private readonly outage = new Outage(new Logger(JournalRelay.name), 'the relay of the journal has no connection');
  private readonly nap = new Nap();
  private loop: Promise<void> | null = null;
  private stopping = false;

  constructor(private readonly records: Records) {}

  start(): void {
    this.stopping = false;
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
    this.loop = null;
  }

  /** There is something to number: a writer in this process has committed. */
  poke(): void {
    this.nap.wake();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let client: Client | null = null;
      try {
        client = await openDedicated(this.records.databaseUrl, 'journal relay', QUIET_MS);
        this.outage.isOver();
        await this.work(client);
      } catch (error) {
        if (!this.stopping) this.outage.goesOn(error);
        await this.nap.sleep(STAND_BY_EVERY);
      } finally {
        this.elected = false;
        await client?.end().catch(() => undefined);
      }
    }
  }

  private async work(client: Client): Promise<void> {
    while (!this.stopping) {
      if (!this.elected) this.elected = await tryLock(client);
      const moved = this.elected ? await this.move(client) : 0;
      if (moved < BATCH) await this.nap.sleep(this.elected ? LOOK_EVERY : STAND_BY_EVERY);
    }
  }

  /** One batch in one transaction; how many events it moved. */
  private async move(client: Client): Promise<number> {
    const { rowCount } = await client.query('select from journal_in limit 1');
    if (!rowCount) return 0;
    await client.query('begin');
    const { rows: heads } = await client.query<{ seq: number; hash: Buffer }>(
      'select seq, hash from journal_head for update',
    );
    // Ids are drawn before commits, so a lower one may appear later; of one alarm they are in order, its row is locked.
    const { rows } = await client.query<{ id: number; event: string }>(
      `with batch as (select id from journal_in order by id limit ${BATCH})
       delete from journal_in j using batch b where j.id = b.id returning j.id, j.event::text as event`,
    );
    const head = heads[0];
    if (head === undefined) throw new Error('journal_head is empty');
    await this.append(
      client,
      head,
      rows.sort((a, b) => a.id - b.id).map((row) => row.event),
    );
    await client.query('commit');
    this.moved += rows.length;
    this.batches += 1;
    return rows.length;
  }

  private async append(client: Client, head: { seq: number; hash: Buffer }, events: string[]): Promise<void> {
    const hashes: Buffer[] = [];
    events.forEach((event, i) => hashes.push(chain(hashes.at(-1) ?? head.hash, head.seq + i + 1, event)));
    const last = head.seq + events.length;
    await client.query(
      `with moved as (
         insert into journal (seq, event, hash)
         select $1::bigint + n, event::jsonb, hash
         from unnest($2::text[], $3::bytea[]) with ordinality as batch (event, hash, n)),
       headed as (update journal_head set seq = $4, hash = $5)
       select pg_notify('${JOURNAL_CHANNEL}', $4::bigint::text)`,
      [head.seq, events, hashes, last, hashes.at(-1) ?? head.hash],
    );
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${RELAY_LOCK}) as got`);
  return rows[0]?.got ?? false;
}
