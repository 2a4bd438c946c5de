import { Injectable } from '@nestjs/common';
import { type Alarm, endOverlay, type JournalEntry, liftUnknown, overlayDeadlines, OVERLAYS } from '@cofferdam/domain';
import { Alarms, type DeadlineRow, Deadlines, Journal, Records, type Tx } from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

/** Lifts overlays of alarms when their time is over. */
@Injectable()
export class DueAlarms implements DueOwners {
  readonly kind = 'alarm';

  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
  ) {}

  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const alarms = await this.alarms.lockAvailable(tx, ids);
    const due = byOwner(await this.deadlines.dueOf(tx, owners('alarm', alarms), now));
    const entries: JournalEntry[] = [];
    const changed: Alarm[] = [];
    const fired: DeadlineRow[] = [];
    for (const alarm of alarms) {
      const done = fireInOrder(alarm, due.get(alarm.id) ?? [], now, {
        wanted: overlayDeadlines,
        act: (current, { name }) => {
          const overlay = OVERLAYS.find((one) => one === name);
          const outcome = overlay === undefined ? null : endOverlay(current, overlay, now);
          if (outcome?.effect !== 'done') return current;
          entries.push(...outcome.entries);
          return outcome.alarm;
        },
      });
      changed.push(done.owner);
      fired.push(...done.fired);
    }
    await this.deadlines.fired(tx, fired, now);
    await this.save(tx, changed, entries, now);
    return fired;
  }

  /** Lifts what nobody knows the end of any more, and sees that every overlay has a deadline. @returns how many it lifted */
  async restore(): Promise<number> {
    const hidden = await Promise.all(OVERLAYS.map((overlay) => this.under(overlay)));
    const ids = [...new Set(hidden.flat())];
    if (ids.length === 0) return 0;
    return this.records.transaction(async (tx) => {
      const alarms = await this.alarms.lock(tx, ids);
      const now = await this.records.now(tx);
      const outcomes = alarms.map((alarm) => liftUnknown(alarm, now));
      const lifted = outcomes.flatMap((outcome) => (outcome.effect === 'done' ? [outcome] : []));
      const bare = new Map(lifted.map(({ alarm }) => [alarm.id, alarm]));
      const entries = lifted.flatMap((outcome) => outcome.entries);
      const present = alarms.map((alarm) => bare.get(alarm.id) ?? alarm);
      await this.save(tx, present, entries, now);
      return lifted.length;
    });
  }

  private async under(overlay: (typeof OVERLAYS)[number]): Promise<string[]> {
    const scope = { class: 'actual', drill: null, parks: '*', limit: 100_000 } as const;
    return (await this.alarms.list(this.records.db, { ...scope, overlay })).items.map(({ id }) => id);
  }

  private async save(tx: Tx, alarms: readonly Alarm[], entries: readonly JournalEntry[], now: number): Promise<void> {
    await this.alarms.save(tx, alarms);
    await this.journal.write(tx, entries);
    const wanted = alarms.map((alarm) => ({
      ...{ owner: { kind: 'alarm', id: alarm.id } as const, park: alarm.park },
      ...{ timeline: { class: alarm.class, drill: alarm.drill }, wanted: overlayDeadlines(alarm), why: 'lifted' },
    }));
    await this.deadlines.reconcile(tx, wanted, now);
  }
}
