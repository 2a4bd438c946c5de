import { Injectable } from '@nestjs/common';
import type { Breach, DatedRegister, KnownEpisode, LossFacts, MonitorValues, Park } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** A day of a park that is to be judged again. */
export interface DayToCheck {
  readonly park: string;
  /** Of the park's clock, `2026-01-31`. */
  readonly day: string;
}

/** What judging a day again found. */
export interface CheckedDay extends DayToCheck {
  /** Values that were judged. */
  readonly checked: number;
  readonly breaches: number;
  readonly missed: readonly Breach[];
}

export interface LossCheckRow extends CheckedDay {
  /** When it was done, epoch ms; null: it is waiting. */
  readonly at: number | null;
  readonly askedBy: string;
}

/** Days of a park, both inclusive. */
interface Days {
  readonly from: string;
  readonly to: string;
}

/** Whoever has claimed a day is thought to have died after so long. */
const CLAIM = sql`interval '10 minutes'`;
/** So many misses are kept of a day; the number of all of them is what counts. */
const MOST_MISSED = 1_000;

/** Days judged again from history: which are to be, and what was found. One row a park and day. */
@Injectable()
export class LossChecks {
  constructor(private readonly records: Records) {}

  /** Asks for days; one that has been done is left alone unless it is to be done `again`. */
  async ask(tx: Kysely<Schema>, days: readonly DayToCheck[], askedBy: string, again = false): Promise<void> {
    for (const { park, day } of days) {
      await sql`
        insert into loss_check (park, day, asked_by) values (${park}, ${day}, ${askedBy})
        on conflict (park, day, class) do update set at = null, asked_by = excluded.asked_by, claimed_on = null
        where ${again}`.execute(tx);
    }
  }

  /** A day that waits, for whoever calls first; null where none does. */
  async claim(): Promise<DayToCheck | null> {
    const { rows } = await sql<DayToCheck>`
      update loss_check set claimed_on = clock_timestamp()
      where (park, day, class) in (
        select park, day, class from loss_check
        where at is null and (claimed_on is null or claimed_on < clock_timestamp() - ${CLAIM})
        order by day, park limit 1 for update skip locked)
      returning park, day`.execute(this.records.db);
    return rows[0] ?? null;
  }

  /** Keeps what was found, with what each monitor owed and gave. @param now epoch ms */
  async done(
    tx: Tx,
    { park, day, checked, breaches, missed }: CheckedDay,
    monitors: readonly MonitorValues[],
    now: number,
  ) {
    const listed = JSON.stringify(missed.slice(0, MOST_MISSED));
    await sql`
      insert into loss_check (park, day, checked, breaches, missed, at)
      values (${park}, ${day}, ${checked}, ${breaches}, ${listed}::jsonb, ${now})
      on conflict (park, day, class) do update set checked = excluded.checked, breaches = excluded.breaches,
        missed = excluded.missed, at = excluded.at, claimed_on = null`.execute(tx);
    await sql`
      insert into monitor_day (park, day, monitor, outlet, valid, due)
      select ${park}, ${day}, monitor, outlet, valid, due
      from jsonb_to_recordset(${JSON.stringify(monitors)}::jsonb) as r(monitor text, outlet text, valid bigint, due bigint)
      on conflict (park, day, monitor) do update set outlet = excluded.outlet, valid = excluded.valid,
        due = excluded.due`.execute(tx);
  }

  /** Newest day first. */
  async list(tx: Kysely<Schema>, parks: readonly string[] | '*', days: Days, limit: number): Promise<LossCheckRow[]> {
    let query = tx
      .selectFrom('loss_check')
      .select(['park', 'day', 'checked', 'breaches', 'missed', 'at', 'asked_by as askedBy'])
      .where('class', '=', 'actual')
      .where('day', '>=', days.from)
      .where('day', '<=', days.to);
    if (parks !== '*') query = query.where('park', '=', sql<string>`any(${[...parks]})`);
    return query.orderBy('day', 'desc').orderBy('park').limit(limit).execute();
  }

  async sum(tx: Kysely<Schema>, park: string, days: Days): Promise<LossFacts> {
    const { rows } = await sql<LossFacts>`
      select count(*) filter (where checked > 0) as days, coalesce(sum(checked), 0)::bigint as checked,
        coalesce(sum(breaches), 0)::bigint as breaches,
        coalesce(sum(jsonb_array_length(missed)), 0)::bigint as missed
      from loss_check
      where park = ${park} and class = 'actual' and at is not null and day >= ${days.from} and day <= ${days.to}`.execute(
      tx,
    );
    return rows[0] ?? { days: 0, checked: 0, breaches: 0, missed: 0 };
  }

  /** The registers of a park that were in force between two moments (epoch ms), oldest first. */
  async registers(tx: Kysely<Schema>, park: string, from: number, to: number): Promise<DatedRegister[]> {
    const { rows } = await sql<{ at: number; version: number; document: Park }>`
      select at, version, document from register_version
      where park = ${park} and at <= ${to} and version >= coalesce(
        (select max(version) from register_version where park = ${park} and at <= ${from}), 1)
      order by version`.execute(tx);
    return rows;
  }

  /** What the records know of these keys around a span, epoch ms. */
  async episodes(
    tx: Kysely<Schema>,
    keys: readonly string[],
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<Map<string, KnownEpisode[]>> {
    const { rows } = await sql<KnownEpisode & { key: string }>`
      select key, onset, cleared_at as "clearedAt" from occurrence
      where key = any(${[...new Set(keys)]}) and onset < ${to} and (cleared_at is null or cleared_at >= ${from})`.execute(
      tx,
    );
    const known = new Map<string, KnownEpisode[]>();
    for (const { key, ...episode } of rows) known.set(key, [...(known.get(key) ?? []), episode]);
    return known;
  }
}
