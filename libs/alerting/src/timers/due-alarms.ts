import { Injectable } from '@nestjs/common';
import { type Alarm, endOverlay, type JournalEntry, liftUnknown, overlayDeadlines, OVERLAYS } from '@cofferdam/domain';
import { AlarmKeeping, Alarms, type DeadlineRow, Deadlines, Records, type Tx } from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

/** Lifts overlays of alarms when their time is over. What is no longer hidden joins an incident if it is in breach. */
@Injectable()
export class DueAlarms implements DueOwners {
  readonly kind = 'alarm';

  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly keeping: AlarmKeeping,
    private readonly deadlines: Deadlines,
  ) {}

  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const held = await this.keeping.hold(tx, ids, now, true);
    const due = byOwner(await this.deadlines.dueOf(tx, owners('alarm', held.alarms), now));
    const fired: DeadlineRow[] = [];
    const changes = held.alarms.map((before) => {
      const entries: JournalEntry[] = [];
      const done = fireInOrder(before, due.get(before.id) ?? [], now, {
        wanted: overlayDeadlines,
        act: (alarm, { name }) => lift(alarm, name, now, entries),
      });
      fired.push(...done.fired);
      return { alarm: done.owner, entries };
    });
    await this.deadlines.fired(tx, fired, now);
    await this.keeping.keep(tx, held, changes, now);
    return fired;
  }

  /** Lifts what nobody knows the end of any more, and sees that every overlay has a deadline. @returns how many it lifted */
  async restore(): Promise<number> {
    const hidden = await Promise.all(OVERLAYS.map((overlay) => this.under(overlay)));
    const ids = [...new Set(hidden.flat())];
    if (ids.length === 0) return 0;
    return this.records.transaction(async (tx) => {
      const now = await this.records.now(tx);
      const held = await this.keeping.hold(tx, ids, now);
      const outcomes = held.alarms.map((alarm) => ({ alarm, outcome: liftUnknown(alarm, now) }));
      const changes = outcomes.map(({ alarm, outcome }) =>
        outcome.effect === 'done' ? outcome : { alarm, entries: [] },
      );
      await this.keeping.keep(tx, held, changes, now);
      return outcomes.filter(({ outcome }) => outcome.effect === 'done').length;
    });
  }

  private async under(overlay: (typeof OVERLAYS)[number]): Promise<string[]> {
    const scope = { class: 'actual', drill: null, parks: '*', limit: 100_000 } as const;
    return (await this.alarms.list(this.records.db, { ...scope, overlay })).items.map(({ id }) => id);
  }
}

function lift(alarm: Alarm, name: string | null, now: number, entries: JournalEntry[]): Alarm {
  const overlay = OVERLAYS.find((one) => one === name);
  const outcome = overlay === undefined ? null : endOverlay(alarm, overlay, now);
  if (outcome?.effect !== 'done') return alarm;
  entries.push(...outcome.entries);
  return outcome.alarm;
}
