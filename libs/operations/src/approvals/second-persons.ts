import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  type Approval,
  type ApprovalChange,
  approvalDeadlines,
  type ApprovalRequest,
  breakGlass,
  minutes,
  requestApproval,
} from '@cofferdam/domain';
import { Approvals, Deadlines, Journal, Outbox, type Tx } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';

/** What somebody wants to do that takes a second person. */
export type Wish = Omit<ApprovalRequest, 'id' | 'enterprise'> & {
  /** Whose the subject is; desks of the park and the basin are no enterprise's. */
  readonly enterprise: string | null;
};

const request = (wish: Wish): ApprovalRequest => {
  const own = wish.needs.tier === 'unit' || wish.needs.tier === 'enterprise';
  return { ...wish, id: randomUUID(), enterprise: own ? wish.enterprise : null };
};

/** Keeps what waits for a second person, with its deadline, its event and its page. */
@Injectable()
export class SecondPersons {
  constructor(
    private readonly approvals: Approvals,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Asks a second person; the same wish about the same generation is asked once.
   * @param time minutes to answer
   */
  async ask(tx: Tx, wish: Wish, now: number, time: number): Promise<Answer> {
    const waiting = await this.waiting(tx, wish, now);
    if (waiting !== undefined) return accepted(waiting);
    const change = requestApproval(request(wish), now, now + minutes(time));
    await this.save(tx, change, now, 'requested');
    return accepted(change.approval);
  }

  /** Keeps what one person has done alone, for a supervisor's review on the next day. */
  async breakGlass(tx: Tx, wish: Wish, now: number, timezone: string): Promise<void> {
    await this.save(tx, breakGlass(request(wish), now, timezone), now, 'glass-broken');
  }

  /** @param why one word: why deadlines that are not wanted any more are cancelled */
  async save(tx: Tx, { approval, entries, messages }: ApprovalChange, now: number, why: string): Promise<void> {
    const owner = { kind: 'approval', id: approval.id } as const;
    const { class: class_, drill, park } = approval;
    const wanted = approvalDeadlines(approval);
    await this.approvals.save(tx, [approval]);
    await this.journal.write(tx, entries);
    await this.deadlines.reconcile(tx, [{ owner, timeline: { class: class_, drill }, park, wanted, why }], now);
    if (wanted.length === 0) await this.outbox.cancelOf(tx, owner, {}, why);
    await this.outbox.write(tx, messages);
  }

  private async waiting(tx: Tx, wish: Wish, now: number): Promise<Approval | undefined> {
    const { class: class_, drill, park, act, subject, seen, body } = wish;
    const timeline = { class: class_, drill };
    const pending = await this.approvals.list(tx, { ...timeline, parks: [park], state: 'PENDING', subject });
    const same = pending.filter((one) => one.act === act && one.seen === seen && one.expiresAt > now);
    return same.find((one) => isDeepStrictEqual(one.body, body));
  }
}

function accepted({ id, needs, expiresAt }: Approval): Answer {
  return answer({ approval: { id, needs, expires: new Date(expiresAt).toISOString() } }, {}, 202);
}
