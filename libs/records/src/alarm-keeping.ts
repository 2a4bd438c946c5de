import { Injectable } from '@nestjs/common';
import type { Alarm, AlarmChange } from '@cofferdam/domain';
import { Alarms } from './alarms';
import { Deadlines } from './deadlines';
import { Grouping, type GroupingRun, toldWith } from './grouping';
import { overlaysOf } from './merging';
import type { Tx } from './schema';

/** Locked alarms, and the locked incidents that they may join. */
export interface HeldAlarms {
  readonly alarms: readonly Alarm[];
  readonly run: GroupingRun;
}

/**
 * Changes of alarms that come from people and from time, not from the condition log. What is no longer hidden joins an
 * incident like what has just been raised.
 */
@Injectable()
export class AlarmKeeping {
  constructor(
    private readonly alarms: Alarms,
    private readonly grouping: Grouping,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * Locks alarms after the incidents that they belong to or may join. Unknown ids are left out.
   * @param free only those that nobody else has locked
   */
  async hold(tx: Tx, ids: readonly string[], now: number, free = false): Promise<HeldAlarms> {
    const seen = await this.alarms.some(tx, ids);
    const spots = seen.flatMap(({ outlet, ...rest }) => (outlet === null ? [] : [{ ...rest, outlet }]));
    const incidents = seen.flatMap(({ incident }) => incident ?? []);
    const run = await this.grouping.begin(tx, spots, { ids: incidents }, now);
    const alarms = free ? await this.alarms.lockAvailable(tx, ids) : await this.alarms.lock(tx, [...ids].sort());
    return { run, alarms };
  }

  /** Writes changed alarms with their journal and their overlays' ends. @param now epoch ms */
  async keep(tx: Tx, { alarms, run }: HeldAlarms, changes: readonly AlarmChange[], now: number): Promise<void> {
    if (changes.length === 0) return;
    const before = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    const steps = changes.map(({ alarm }) => ({ before: before.get(alarm.id) ?? null, after: alarm }));
    const joined = await run.place(steps);
    const kept = changes.map(({ alarm }) => ({ ...alarm, incident: joined.get(alarm.id) ?? alarm.incident }));
    await this.alarms.save(tx, kept);
    await this.deadlines.reconcile(
      tx,
      kept.map((after) => overlaysOf({ after })),
      now,
    );
    const entries = changes.flatMap((change) => [...change.entries]);
    await run.save(toldWith(joined, entries));
  }
}
