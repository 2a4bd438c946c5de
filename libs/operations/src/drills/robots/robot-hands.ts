import { Injectable, Logger } from '@nestjs/common';
import type { IncidentAct, RobotDeed, User } from '@cofferdam/domain';
import { DrillDeeds, isTransient, Records, type Tx, Users } from '@cofferdam/records';
import { ApprovalDesk } from '../../approvals/approval-desk';
import { Problem } from '../../http/problem';
import { IncidentDesk } from '../../incidents/incident-desk';

/** A robot has seen nothing but what there is. */
const WHATEVER = { needed: false } as const;

/** Robots do what they do over the same desks as people, as the user that they play, and may do no more. */
@Injectable()
export class RobotHands {
  private readonly logger = new Logger(RobotHands.name);

  constructor(
    private readonly records: Records,
    private readonly deeds: DrillDeeds,
    private readonly users: Users,
    private readonly incidents: IncidentDesk,
    private readonly approvals: ApprovalDesk,
  ) {}

  /**
   * Does a deed and says so, in one transaction; what is refused is done as well, with the reason. What was done before is
   * left alone.
   * @param at epoch ms of the drill's clock
   */
  async carryOut(tx: Tx, drill: string, { key, user, incident, act }: RobotDeed, at: number): Promise<void> {
    if (!(await this.deeds.claim(tx, drill, { key, user, incident, act: act.act, refused: null, at }))) return;
    try {
      await this.records.part(tx, (part) => this.act(part, user, incident, act));
    } catch (error) {
      if (isTransient(error)) throw error;
      await this.deeds.refuse(tx, drill, key, this.reasonOf(key, error));
    }
  }

  private async act(tx: Tx, username: string, incident: string, act: RobotDeed['act']): Promise<unknown> {
    const user = await this.user(tx, username);
    if (act.act === 'confirm') return this.approvals.confirm(tx, act.approval, user);
    return this.actOn(tx, incident, act, user);
  }

  private actOn(tx: Tx, incident: string, act: IncidentAct, user: User): Promise<unknown> {
    const doer = { user, sight: WHATEVER };
    if (act.act === 'acknowledge') return this.incidents.acknowledge(tx, incident, act, doer);
    return this.incidents.act(tx, incident, act, doer);
  }

  private async user(tx: Tx, name: string): Promise<User> {
    const account = await this.users.get(name, tx);
    if (account === null || account.disabled) {
      throw new Problem('act-refused', `${name} may not sign in`, { reason: 'no-such-user' });
    }
    const { username, role, parks } = account;
    return { username, role, parks };
  }

  /** A mistake of ours must not keep the drill from going on. */
  private reasonOf(key: string, error: unknown): string {
    if (error instanceof Problem) {
      const { reason } = error.body;
      return reason ?? error.kind;
    }
    this.logger.error(`deed ${key}`, error instanceof Error ? error.stack : String(error));
    return 'internal';
  }
}
