import { Logger } from '@nestjs/common';
import { Outage } from '@cofferdam/process';
import type { Client } from 'pg';
import { Nap, openDedicated } from './dedicated-connection';

/** Told when a shard becomes ours, and when it must be left alone again. */
export interface ClaimListener {
  claimed(shard: number): void;
  lost(shard: number): void;
}

/** Classes of PostgreSQL's two-number session locks. */
const SHARD_LOCKS = 7_310_010;
const PRESENCE_LOCKS = 7_310_011;
/** How often shares are looked at, which is also the sign of life that keeps the session, ms. */
const LOOK_EVERY = 1_000;
const QUIET_MS = 5_000;

/**
 * A share of the shards, held by session locks: a killed process's shards are free at once, a process that stands still
 * loses its session. Whoever is present takes its fair share and gives back what is beyond it. A claim says whose work it
 * is, not that nobody else is at it for another moment: the position's row is the fence.
 */
export class ShardClaims {
  private readonly held = new Set<number>();
  private readonly outage = new Outage(new Logger(ShardClaims.name), 'the connection that holds the shards is lost');
  private readonly nap = new Nap();
  private loop: Promise<void> | null = null;
  private stopping = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly shards: number,
    private readonly listener: ClaimListener,
  ) {}

  get shardsHeld(): readonly number[] {
    return [...this.held].sort((a, b) => a - b);
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.nap.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let client: Client | null = null;
      try {
        client = await openDedicated(this.databaseUrl, 'alert worker', QUIET_MS);
        this.outage.isOver();
        client.on('end', () => this.nap.wake());
        await client.query('select pg_advisory_lock_shared($1, 0)', [PRESENCE_LOCKS]);
        while (!this.stopping) {
          await this.balance(client);
          await this.nap.sleep(LOOK_EVERY);
        }
      } catch (error) {
        if (!this.stopping) this.outage.goesOn(error);
        this.loseAll();
        await this.nap.sleep(200);
      } finally {
        this.loseAll();
        await client?.end().catch(() => undefined);
      }
    }
  }

  private async balance(client: Client): Promise<void> {
    const { rows } = await client.query<{ present: number }>(
      `select count(*) as present from pg_locks
       where locktype = 'advisory' and classid = $1 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [PRESENCE_LOCKS],
    );
    const share = Math.ceil(this.shards / Math.max(1, rows[0]?.present ?? 1));
    for (let shard = 0; shard < this.shards && this.held.size < share; shard += 1) {
      if (this.held.has(shard)) continue;
      const answer = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [
        SHARD_LOCKS,
        shard,
      ]);
      if (answer.rows[0]?.got) this.take(shard);
    }
    for (const shard of this.shardsHeld.slice(share)) {
      this.lose(shard);
      await client.query('select pg_advisory_unlock($1, $2)', [SHARD_LOCKS, shard]);
    }
  }

  private take(shard: number): void {
    this.held.add(shard);
    this.listener.claimed(shard);
  }

  private lose(shard: number): void {
    if (this.held.delete(shard)) this.listener.lost(shard);
  }

  private loseAll(): void {
    for (const shard of this.shardsHeld) this.lose(shard);
  }
}
