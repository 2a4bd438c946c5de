import { Injectable } from '@nestjs/common';
import { dayOf, type KpiFacts, type KpiWindow, type MonitorValues, slotsOf } from '@cofferdam/domain';
import { sql } from 'kysely';
import { annunciations, overlaysNow, staleAlarms } from './figures-of-alarms';
import { acknowledgements, containments, escalationCounts, topTier } from './figures-of-incidents';
import { corrections, handOverEvents, timers, toldAfter } from './figures-of-messages';
import { LossChecks } from './loss-checks';
import type { Tx } from './schema';

/** Counts what the key figures are made from. PostgreSQL counts; no event is read into the process. */
@Injectable()
export class KeyFacts {
  constructor(private readonly lossChecks: LossChecks) {}

  /**
   * All but the monitors' values of days that have not been looked at yet, which history has.
   * @param now epoch ms
   */
  async of(tx: Tx, park: string, window: KpiWindow, now: number): Promise<KpiFacts> {
    const query = { park, from: window.from, to: window.to };
    const days = { from: dayOf(window.from, window.timezone), to: dayOf(window.to - 1, window.timezone) };
    return {
      ...(await annunciations(tx, query, slotsOf(window))),
      stale: await staleAlarms(tx, query, now),
      overlays: await overlaysNow(tx, park, now),
      acks: await acknowledgements(tx, query, now),
      contained: await containments(tx, query),
      escalations: await escalationCounts(tx, query),
      topTier: await topTier(tx, query, now),
      timers: await timers(tx, query),
      told: await toldAfter(tx, query),
      handOvers: await handOverEvents(tx, query),
      corrections: await corrections(tx, query),
      loss: await this.lossChecks.sum(tx, park, days),
      monitors: await monitorDays(tx, park, days),
    };
  }
}

async function monitorDays(tx: Tx, park: string, days: { from: string; to: string }): Promise<MonitorValues[]> {
  const { rows } = await sql<MonitorValues>`
    select monitor, max(outlet) as outlet, sum(valid)::bigint as valid, sum(due)::bigint as due from monitor_day
    where park = ${park} and day >= ${days.from} and day <= ${days.to} group by monitor`.execute(tx);
  return rows;
}
