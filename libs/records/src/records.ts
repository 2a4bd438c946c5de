import { setTimeout as pause } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { LIVE, type Timeline } from '@cofferdam/domain';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import { isTransient } from './faults';
import { migrate } from './migrate';
import type { Schema, Tx } from './schema';
import { ServiceClock } from './service-clock';

/** Counts and epoch ms fit a double; PostgreSQL's int8 arrives as text otherwise. */
const INT8 = 20;
types.setTypeParser(INT8, Number);

const ATTEMPTS = 7;
const BOOT_PATIENCE_MS = 30_000;
/** Nobody waits longer for a statement or a row; a client that hangs inside a transaction loses it. */
const LIMITS = '-c statement_timeout=20000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=20000';

/** The records' door: every read and write goes through a transaction or a snapshot. */
export class Records implements OnApplicationShutdown {
  readonly db: Kysely<Schema>;
  readonly clock: ServiceClock;
  private readonly logger = new Logger(Records.name);
  private readonly pool: Pool;
  /** What each running transaction wants done once it is committed. */
  private readonly afterwards = new Map<Tx, (() => void)[]>();

  constructor(readonly databaseUrl: string) {
    const config: PoolConfig = { connectionString: databaseUrl, max: 10, options: LIMITS, keepAlive: true };
    this.pool = new Pool({ ...config, connectionTimeoutMillis: 10_000, application_name: 'cofferdam' });
    // Without these listeners the process ends when PostgreSQL restarts.
    this.pool.on('error', (error) => this.logger.warn(`idle connection lost: ${error.message}`));
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: this.pool }) });
    this.clock = new ServiceClock(databaseUrl);
  }

  /** Brings the tables up to date. Several processes may do it at once; PostgreSQL may still be starting. */
  async open(): Promise<void> {
    const deadline = performance.now() + BOOT_PATIENCE_MS;
    for (;;) {
      try {
        return await migrate(this.databaseUrl);
      } catch (error) {
        if (!isTransient(error) || performance.now() > deadline) throw error;
        await pause(250);
      }
    }
  }

  /**
   * Does `work` in one transaction, again when it met a trouble that may pass. A COMMIT whose answer was lost may have
   * been done: `work` must be harmless when it is repeated.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { result, hooks } = await this.patiently(() => this.attempt(work));
    for (const hook of hooks) this.afterwardsDo(hook);
    return result;
  }

  /**
   * Has `fn` called once when `tx` is committed, and never when it is not. It must be short and touch no record; what it
   * throws is logged, since nothing can be undone any more.
   * @throws Error when `tx` is no running transaction of these records
   */
  afterCommit(tx: Tx, fn: () => void): void {
    const hooks = this.afterwards.get(tx);
    if (hooks === undefined) throw new Error('afterCommit needs a running transaction');
    hooks.push(fn);
  }

  /** Does a part of a transaction that may fail alone: its writes are undone, the rest stays. */
  async part<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
    const hooks = this.afterwards.get(tx) ?? [];
    const before = hooks.length;
    await sql`savepoint part`.execute(tx);
    try {
      const result = await work(tx);
      await sql`release savepoint part`.execute(tx);
      return result;
    } catch (error) {
      hooks.length = before;
      if (!isTransient(error)) await sql`rollback to savepoint part`.execute(tx);
      throw error;
    }
  }

  /** Reads in one snapshot; `asOf` is the journal's last number in it, so that the feed goes on after it without a gap. */
  async snapshot<T>(work: (tx: Tx, asOf: number) => Promise<T>): Promise<T> {
    return this.patiently(() =>
      this.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx) => {
          const { seq } = await tx.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
          return work(tx, seq);
        }),
    );
  }

  /**
   * Epoch ms of a timeline: the service's clock, PostgreSQL's without its jumps; of a drill, where its own clock stands.
   * An exercise whose drill is not known here goes by the service's.
   */
  async now(tx: Kysely<Schema> = this.db, { drill }: Pick<Timeline, 'drill'> = LIVE): Promise<number> {
    if (drill === null) return this.clock.now(tx);
    const clock = await tx.selectFrom('drill_clock').select('at').where('drill', '=', drill).executeTakeFirst();
    return clock?.at ?? this.clock.now(tx);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<{ result: T; hooks: readonly (() => void)[] }> {
    const hooks: (() => void)[] = [];
    const transaction = this.db.transaction().setIsolationLevel('read committed');
    const result = await transaction.execute(async (tx) => {
      this.afterwards.set(tx, hooks);
      try {
        return await work(tx);
      } finally {
        this.afterwards.delete(tx);
      }
    });
    return { result, hooks };
  }

  private afterwardsDo(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      this.logger.error(`after a commit: ${(error as Error).message}`);
    }
  }

  private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (let n = 1; ; n += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (n >= ATTEMPTS || !isTransient(error)) throw error;
        await pause(25 * 2 ** n * (0.5 + Math.random()));
      }
    }
  }
}
