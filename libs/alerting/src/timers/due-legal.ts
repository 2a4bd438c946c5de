import { Injectable } from '@nestjs/common';
import { type LegalChange, legalDeadlines, reportDue } from '@cofferdam/domain';
import { type DeadlineRow, Deadlines, LegalMatters, type Tx } from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

/** Pages for reports that are owed to the authorities, whatever has become of the incident. */
@Injectable()
export class DueLegal implements DueOwners {
  readonly kind = 'legal';

  constructor(
    private readonly matters: LegalMatters,
    private readonly deadlines: Deadlines,
  ) {}

  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const matters = await this.matters.lockAvailable(tx, ids);
    const due = byOwner(await this.deadlines.dueOf(tx, owners('legal', matters), now));
    const changes: LegalChange[] = [];
    const fired: DeadlineRow[] = [];
    for (const matter of matters) {
      let change: LegalChange = { matter, entries: [], messages: [], over: [] };
      const done = fireInOrder(matter, due.get(matter.id) ?? [], now, {
        wanted: legalDeadlines,
        act: (current, row) => {
          const next = reportDue(current, row, now);
          change = {
            ...{ matter: next.matter, over: [...change.over, ...next.over] },
            ...{ entries: [...change.entries, ...next.entries], messages: [...change.messages, ...next.messages] },
          };
          return next.matter;
        },
      });
      changes.push(change);
      fired.push(...done.fired);
    }
    await this.deadlines.fired(tx, fired, now);
    await this.matters.save(tx, changes, now);
    return fired;
  }
}
