import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { JournalEntry } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import { openDedicated } from './dedicated-connection';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** A difference from the monotonic clock that is a jump, ms ... */
const JUMP_MS = 5_000;
/** ... beyond what two good clocks part by in the time between two readings (NTP slews by 0.05 % at most). */
const DRIFT = 0.001;
/** Held, shared, by whoever has read the clock until its transaction ends; alone by who puts it back. */
const CLOCK_LOCK = 7_310_004;
const QUIET_MS = 10_000;
const FORGET_MS = 3_600_000;

/** What the clock said (epoch ms), and when, give or take `slack`, by the monotonic clock (ms). */
interface Reading {
  readonly now: number;
  readonly version: number;
  readonly at: number;
  readonly slack: number;
}
type Answer = Pick<Reading, 'now' | 'version'>;

const READ = 'select cofferdam_now() as now, version from service_clock';

/**
 * The service's clock: PostgreSQL's, without its jumps. Every reading is held against this process's monotonic clock;
 * when the two part by more than 5 s, PostgreSQL's has been set, and what it is ahead by is kept beside it for everybody.
 * So nobody ever acts on an hour that has not passed, nor waits for one that has.
 */
export class ServiceClock {
  private readonly logger = new Logger(ServiceClock.name);
  private readonly process = randomUUID();
  private anchor: Reading | null = null;
  private agreeing: Promise<void> | null = null;

  constructor(
    private readonly databaseUrl: string,
    /** Monotonic, ms. */
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  /** Epoch ms. Until the transaction ends the clock is not put back to PostgreSQL's. */
  async now(tx: Kysely<Schema>): Promise<number> {
    const reading = await this.timed(async () => {
      const { rows } = await sql<Answer>`
        select cofferdam_now() as now, version from service_clock, pg_advisory_xact_lock_shared(${CLOCK_LOCK})`.execute(
        tx,
      );
      return rows[0];
    });
    const { anchor } = this;
    if (anchor !== null && reading.version < anchor.version) return this.estimate(anchor); // an older snapshot
    if (this.believes(reading)) return reading.now;
    this.agreeing ??= this.agree().finally(() => (this.agreeing = null));
    await this.agreeing;
    return this.estimate(this.anchor ?? reading);
  }

  /** What the clock says by now, without asking it; this machine's clock before it was ever asked. */
  estimated(): number {
    return this.anchor === null ? Date.now() : this.estimate(this.anchor);
  }

  /** Tells the others that time passes for this process. @returns by how much PostgreSQL's clock is ahead, ms */
  async witness(db: Kysely<Schema>): Promise<number> {
    const now = await this.now(db);
    await sql`
      insert into clock_witness (process, since, seen) values (${this.process}, ${now}, ${now})
      on conflict (process) do update set seen = excluded.seen`.execute(db);
    await sql`delete from clock_witness where seen < ${now - FORGET_MS}`.execute(db);
    const { rows } = await sql<{ ahead: number }>`select ahead from service_clock`.execute(db);
    return rows[0]?.ahead ?? 0;
  }

  /** Takes PostgreSQL's clock as it is again, if nothing is due by the service's. @returns whether it has */
  async settle(tx: Tx): Promise<boolean> {
    const { rows: tried } = await sql<{
      alone: boolean;
    }>`select pg_try_advisory_xact_lock(${CLOCK_LOCK}) as alone`.execute(tx);
    if (tried[0]?.alone !== true) return false;
    const { rows } = await sql<{ by: number; now: number }>`
      with old as (select ahead from service_clock for update)
      update service_clock set ahead = 0, version = version + 1 from old
      where old.ahead <> 0 and not exists (select from deadline where state = 'PENDING')
      returning -old.ahead as by, cofferdam_clock() as now`.execute(tx);
    const [done] = rows;
    if (done === undefined) return false;
    await sql`insert into journal_in (event) values (${JSON.stringify(jumped(done.now, done.by, 0))}::jsonb)`.execute(
      tx,
    );
    return true;
  }

  private async timed(ask: () => Promise<Answer | undefined>): Promise<Reading> {
    const before = this.monotonic();
    const { now, version } = (await ask()) ?? { now: Number.NaN, version: 0 };
    const after = this.monotonic();
    return { now, version, at: (before + after) / 2, slack: (after - before) / 2 };
  }

  private estimate({ now, at }: Reading): number {
    return Math.round(now + this.monotonic() - at);
  }

  /** How far the clock is from where the monotonic clock expects it, ms; 0 where that is no jump. */
  private jump({ now, at, slack }: Reading): number {
    const { anchor } = this;
    if (anchor === null) return 0;
    const passed = at - anchor.at;
    const apart = now - (anchor.now + passed);
    return Math.abs(apart) > JUMP_MS + slack + anchor.slack + DRIFT * passed ? Math.round(apart) : 0;
  }

  /** Remembers a reading that is no jump, or that others have agreed on. */
  private believes(reading: Reading): boolean {
    const { anchor } = this;
    if (anchor === null || reading.version > anchor.version) {
      this.anchor = reading;
      return true;
    }
    if (this.jump(reading) !== 0) return false;
    if (reading.slack <= anchor.slack + DRIFT * (reading.at - anchor.at)) this.anchor = reading;
    return true;
  }

  /** One process at a time: whoever comes later finds the clock where it expects it. */
  private async agree(): Promise<void> {
    const client = await openDedicated(this.databaseUrl, 'clock', QUIET_MS);
    try {
      await client.query('begin');
      await client.query('select from service_clock for update');
      const reading = await this.timed(async () => (await client.query<Answer>(READ)).rows[0]);
      const agreed = this.believes(reading) ? this.anchor : await this.correct(client, reading);
      await client.query('commit');
      this.anchor = agreed;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async correct(client: Client, reading: Reading): Promise<Reading> {
    const by = this.jump(reading);
    const expected = reading.now - by;
    if (by > 0 && (await this.otherWitnesses(client, expected, reading.now))) {
      this.logger.warn(`This process stood still for ${Math.round(by / 1000)} s: others did not`);
      return reading;
    }
    this.logger.warn(`PostgreSQL's clock jumped by ${Math.round(by / 1000)} s: deadlines keep to the time that passed`);
    const { rows } = await client.query<{ ahead: number; version: number }>(
      'update service_clock set ahead = ahead + $1, version = version + 1 returning ahead, version',
      [by],
    );
    const { ahead = by, version = reading.version + 1 } = rows[0] ?? {};
    const entry = JSON.stringify(jumped(expected, by, ahead));
    await client.query('insert into journal_in (event) values ($1::jsonb)', [entry]);
    return { ...reading, now: expected, version };
  }

  /** Whether somebody who was there before saw time pass that this process did not see. */
  private async otherWitnesses(client: Client, expected: number, now: number): Promise<boolean> {
    const { rowCount } = await client.query(
      'select from clock_witness where process <> $1 and since < $2 and seen > $2 + $3 and seen <= $4 limit 1',
      [this.process, expected, JUMP_MS, now],
    );
    return (rowCount ?? 0) > 0;
  }
}

/** `by`: the jump, `ahead`: of the service's clock since then; both in ms. */
function jumped(at: number, by: number, ahead: number): JournalEntry {
  return {
    ...{ at, type: 'clock.jumped', class: 'actual', drill: null, park: SYSTEM_PARK, actor: 'system' },
    ...{ subject: { kind: 'system', id: 'clock' }, data: { by, ahead } },
  };
}
