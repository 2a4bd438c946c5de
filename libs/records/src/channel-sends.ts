import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { LEASE_MS } from './deliveries';
import { Records } from './records';
import type { Tx } from './schema';

/** What a provider allows: at most `count` messages in `perMs`. */
interface Allowance {
  readonly count: number;
  readonly perMs: number;
}

/** How a channel does, as it is locked. Ages in ms. */
export interface ChannelHealth {
  /** For so long the provider wants nothing; 0: it takes messages. */
  readonly blockedMs: number;
  /** Since it takes nothing; null while it works. */
  readonly failingMs: number | null;
  /** Since a failing channel was last tried. */
  readonly probedMs: number;
}

/** Sends that an allowance counts, and how long ago the last grave and the last other one began or ended, ms. */
export interface SendsUsed {
  readonly allowances: readonly { count: number; perMs: number; used: number; plain: number }[];
  readonly graveAgo: number;
  readonly plainAgo: number;
}

/** Beyond the provider's own window, ms: its clock may run a little otherwise. */
const MARGIN_MS = 250;
/** So many faults in a row without a send that worked: the channel fails, not a message. */
const FAULTS_IN_A_ROW = 3;
const MS = sql`interval '1 millisecond'`;
const ago = (column: string) => sql`(extract(epoch from clock_timestamp() - ${sql.ref(column)}) * 1000)::bigint`;

/**
 * The log of what has gone out over each channel, by PostgreSQL's clock: whoever sends holds the channel's row while it
 * counts and takes, so that any number of workers keep to one allowance. A send counts from when it ended, and until then
 * as if it ended with its lease: the provider sees no two further apart than we count them.
 */
@Injectable()
export class ChannelSends {
  constructor(private readonly records: Records) {}

  /** Locks a channel's allowances until the transaction ends. */
  async lock(tx: Tx, channel: string): Promise<ChannelHealth> {
    const one = sql<ChannelHealth>`
      select greatest(0, coalesce(-${ago('blocked_until')}, 0)) as "blockedMs", ${ago('failing_since')} as "failingMs",
        coalesce(${ago('probed_on')}, 1000000000) as "probedMs"
      from channel_health where channel = ${channel} for update`;
    const [known] = (await one.execute(tx)).rows;
    if (known !== undefined) return known;
    await sql`insert into channel_health (channel) values (${channel}) on conflict do nothing`.execute(tx);
    return (await one.execute(tx)).rows[0] ?? { blockedMs: 0, failingMs: null, probedMs: Number.POSITIVE_INFINITY };
  }

  /** What of its allowances is used; the channel must be locked. */
  async used(tx: Tx, channel: string, allowances: readonly Allowance[]): Promise<SendsUsed> {
    const windows = allowances.map(({ perMs }, n) => ({ n, ms: perMs + MARGIN_MS }));
    const { rows } = await sql<{ n: number; used: number; plain: number }>`
      select w.n, count(s.id)::int as used, count(s.id) filter (where not s.grave)::int as plain
      from jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as w(n int, ms bigint)
      left join channel_send s on s.channel = ${channel} and s.at > clock_timestamp() - w.ms * ${MS}
      group by w.n`.execute(tx);
    const { rows: last } = await sql<{ grave: boolean; ago: number }>`
      select grave, greatest(0, ${ago('at')}) as ago from (
        select grave, max(at) as at from channel_send where channel = ${channel} group by grave) m`.execute(tx);
    const lastOf = (grave: boolean): number => last.find((one) => one.grave === grave)?.ago ?? Number.POSITIVE_INFINITY;
    const counts = new Map(rows.map(({ n, used, plain }) => [n, { used, plain }]));
    return {
      allowances: allowances.map((one, n) => ({ ...one, ...(counts.get(n) ?? { used: 0, plain: 0 }) })),
      ...{ graveAgo: lastOf(true), plainAgo: lastOf(false) },
    };
  }

  /** Takes one send for each; answers their ids. The channel must be locked. */
  async begin(tx: Tx, channel: string, graves: readonly boolean[]): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      insert into channel_send (channel, at, grave)
      select ${channel}, clock_timestamp() + ${LEASE_MS} * ${MS}, g.grave
      from unnest(${[...graves]}::boolean[]) with ordinality as g(grave, n) order by n returning id`.execute(tx);
    return rows.map(({ id }) => id);
  }

  async ended(tx: Tx, send: number): Promise<void> {
    await sql`update channel_send set at = clock_timestamp() where id = ${send}`.execute(tx);
  }

  /** Nothing went out: it is given back. */
  async unused(tx: Tx, send: number): Promise<void> {
    await sql`delete from channel_send where id = ${send}`.execute(tx);
  }

  /** A failing channel is being tried. */
  async probing(tx: Tx, channel: string): Promise<void> {
    await sql`update channel_health set probed_on = clock_timestamp() where channel = ${channel}`.execute(tx);
  }

  /** The provider itself says that it wants nothing for so long. */
  async blocked(tx: Tx, channel: string, ms: number): Promise<void> {
    await sql`
      update channel_health set blocked_until = greatest(blocked_until, clock_timestamp() + ${Math.ceil(ms)} * ${MS})
      where channel = ${channel}`.execute(tx);
  }

  /**
   * A send has failed for the channel's fault.
   * @param passed a message has gone to another channel for it
   * @returns true where the channel fails from now on
   */
  async fault(tx: Tx, channel: string, passed: boolean): Promise<boolean> {
    const { rows } = await sql<{ news: boolean }>`
      with old as (select failing_since, faults from channel_health where channel = ${channel} for update)
      update channel_health h set faults = old.faults + 1, failing_since = coalesce(old.failing_since,
        case when ${passed} or old.faults + 1 >= ${FAULTS_IN_A_ROW} then clock_timestamp() end)
      from old where h.channel = ${channel} returning old.failing_since is null and h.failing_since is not null as news`.execute(
      tx,
    );
    return rows[0]?.news ?? false;
  }

  /** A send has worked. @returns true where the channel had failed until now */
  async works(tx: Tx, channel: string): Promise<boolean> {
    const { rows } = await sql<{ news: boolean }>`
      with old as (select failing_since from channel_health where channel = ${channel} and faults > 0 for update)
      update channel_health h set faults = 0, failing_since = null from old where h.channel = ${channel}
      returning old.failing_since is not null as news`.execute(tx);
    return rows[0]?.news ?? false;
  }

  /** An address on the channel is no more. @returns true where that is news of this hour */
  async gone(tx: Tx, channel: string): Promise<boolean> {
    const { rows } = await sql<{ news: boolean }>`
      with old as (select gone_on from channel_health where channel = ${channel} for update)
      update channel_health h set gone_on = clock_timestamp() from old where h.channel = ${channel}
      returning coalesce(old.gone_on < clock_timestamp() - interval '1 hour', true) as news`.execute(tx);
    return rows[0]?.news ?? false;
  }

  /** Channels of which no address has been gone for an hour, though one was. They are forgotten with it. */
  async goneBefore(tx: Tx): Promise<string[]> {
    const { rows } = await sql<{ channel: string }>`
      update channel_health set gone_on = null where gone_on < clock_timestamp() - interval '1 hour'
      returning channel`.execute(tx);
    return rows.map(({ channel }) => channel);
  }

  /** Forgets sends that no window counts any more. */
  async purge(longestMs: number): Promise<void> {
    const kept = Math.max(longestMs, 300_000) + 60_000;
    await sql`delete from channel_send where at < clock_timestamp() - ${kept} * ${MS}`.execute(this.records.db);
  }
}
