import { Injectable } from '@nestjs/common';
import {
  type AnswerOutcome,
  type Approval,
  type ApprovalChange,
  type AlarmView,
  confirmApproval,
  type IncidentAct,
  type IncidentView,
  refuseApproval,
  reviewApproval,
  type User,
  viewAlarm,
  viewIncident,
} from '@cofferdam/domain';
import { Approvals, type Tx, Users } from '@cofferdam/records';
import type { AlarmAct } from '../alarms/alarm-act';
import { AlarmActs } from '../alarms/alarm-acts';
import { WarningDesk } from '../cap/warning-desk';
import { ExerciseGate } from '../drills/exercise-gate';
import { mustMatch } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { IncidentDesk } from '../incidents/incident-desk';
import { parksOf, sees } from '../scope/parks';
import { SecondPersons } from './second-persons';

/** What a confirmed act left behind. */
export interface CarriedOut {
  readonly approval: Approval;
  readonly incident: IncidentView | null;
  readonly alarm: AlarmView | null;
}

type Subject = Pick<CarriedOut, 'incident' | 'alarm'>;

/** What second persons say. An approval is locked before its subject, and everything is written last. */
@Injectable()
export class ApprovalDesk {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly approvals: Approvals,
    private readonly users: Users,
    private readonly incidents: IncidentDesk,
    private readonly alarms: AlarmActs,
    private readonly second: SecondPersons,
    private readonly warnings: WarningDesk,
  ) {}

  /**
   * Does what was asked for, in the name of the one who asked. One that cannot be done now stays pending.
   * @throws Problem `not-found`, `forbidden` or `act-refused` with the reason, `changed-since` with the subject as it is
   */
  async confirm(tx: Tx, id: string, user: User): Promise<CarriedOut> {
    const { approval, now } = await this.lock(tx, id, user);
    const change = agreed(confirmApproval(approval, user, now));
    const actor = await this.whoAsked(tx, approval);
    const subject = await this.carryOut(tx, approval, { actor, approver: user });
    await this.second.save(tx, change, now, 'confirmed');
    return { approval: change.approval, ...subject };
  }

  /** @throws Problem as `confirm` does */
  async refuse(tx: Tx, id: string, user: User, reason: string): Promise<Approval> {
    const { approval, now } = await this.lock(tx, id, user);
    const change = agreed(refuseApproval(approval, user, reason, now));
    await this.second.save(tx, change, now, 'refused');
    return change.approval;
  }

  /** @throws Problem as `confirm` does */
  async review(tx: Tx, id: string, user: User, note: string): Promise<Approval> {
    const { approval, now } = await this.lock(tx, id, user);
    const change = agreed(reviewApproval(approval, user, note, now));
    await this.second.save(tx, change, now, 'reviewed');
    return change.approval;
  }

  private async lock(tx: Tx, id: string, user: User): Promise<{ approval: Approval; now: number }> {
    await this.gate.hold(tx, 'approval', [id]);
    const [approval] = await this.approvals.lock(tx, [id]);
    if (!approval || !sees(parksOf(user), approval.park))
      throw new Problem('not-found', `no approval ${id} in your scope`);
    return { approval, now: await this.gate.enter(tx, approval, user) };
  }

  /** With the role that they have now: who has lost it cannot have it done. */
  private async whoAsked(tx: Tx, { requestedBy }: Approval): Promise<User> {
    const account = await this.users.get(requestedBy, tx);
    if (account === null || account.disabled) {
      throw new Problem('act-refused', `${requestedBy} may not sign in any more`, { reason: 'role-too-low' });
    }
    const { username, role, parks } = account;
    return { username, role, parks };
  }

  private async carryOut(tx: Tx, approval: Approval, people: { actor: User; approver: User }): Promise<Subject> {
    const { subject, body, seen } = approval;
    const sight = { generation: seen, needed: false };
    if (subject.kind === 'alarm') {
      const ready = await this.alarms.ready(tx, subject.id, body as AlarmAct, people);
      mustMatch(sight, ready.alarm.generation, viewAlarm(ready.alarm));
      return { alarm: viewAlarm(await this.alarms.carryOut(tx, ready)), incident: null };
    }
    if (approval.act === 'public-warning' || approval.act === 'withdraw-warning') {
      return { incident: await this.warnings.carryOut(tx, approval, people), alarm: null };
    }
    const ready = await this.incidents.ready(tx, subject.id, body as IncidentAct, people);
    mustMatch(sight, ready.incident.generation, viewIncident(ready.incident));
    return { incident: viewIncident(await this.incidents.carryOut(tx, ready)), alarm: null };
  }
}

function agreed(outcome: AnswerOutcome): ApprovalChange {
  if (outcome.effect === 'refused') throw refused(outcome);
  return outcome;
}
