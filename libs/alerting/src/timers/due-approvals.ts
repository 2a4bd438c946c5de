import { Injectable } from '@nestjs/common';
import {
  type Approval,
  approvalDeadlines,
  expire,
  type JournalEntry,
  type Message,
  reviewDue,
} from '@cofferdam/domain';
import { Approvals, type DeadlineRow, Deadlines, Journal, Outbox, type Tx } from '@cofferdam/records';
import { byOwner, type DueOwners, fireInOrder, owners } from './due';

/** Ends requests that no second person has answered, and pages for broken glasses that nobody has looked at. */
@Injectable()
export class DueApprovals implements DueOwners {
  readonly kind = 'approval';

  constructor(
    private readonly approvals: Approvals,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  async fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]> {
    const approvals = await this.approvals.lockAvailable(tx, ids);
    const due = byOwner(await this.deadlines.dueOf(tx, owners('approval', approvals), now));
    const entries: JournalEntry[] = [];
    const messages: Message[] = [];
    const changed: Approval[] = [];
    const fired: DeadlineRow[] = [];
    for (const approval of approvals) {
      const done = fireInOrder(approval, due.get(approval.id) ?? [], now, {
        wanted: approvalDeadlines,
        act: (current, { kind }) => {
          const change = kind === 'review' ? reviewDue(current, now) : expire(current, now);
          entries.push(...change.entries);
          messages.push(...change.messages);
          return change.approval;
        },
      });
      changed.push(done.owner);
      fired.push(...done.fired);
    }
    await this.deadlines.fired(tx, fired, now);
    await this.save(tx, changed, now);
    await this.journal.write(tx, entries);
    await this.outbox.write(tx, messages);
    return fired;
  }

  /** A page to answer what has expired would only mislead. */
  private async save(tx: Tx, approvals: readonly Approval[], now: number): Promise<void> {
    await this.approvals.save(tx, approvals);
    for (const { id, state } of approvals) {
      if (state !== 'EXPIRED') continue;
      await this.outbox.cancelOf(tx, { kind: 'approval', id }, { kinds: ['approve'] }, 'expired');
    }
    const wanted = approvals.map((approval) => ({
      ...{ owner: { kind: 'approval', id: approval.id } as const, park: approval.park },
      ...{ timeline: { class: approval.class, drill: approval.drill } },
      ...{ wanted: approvalDeadlines(approval), why: 'answered' },
    }));
    await this.deadlines.reconcile(tx, wanted, now);
  }
}
