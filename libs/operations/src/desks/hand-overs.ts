import { Injectable } from '@nestjs/common';
import {
  acceptDesk,
  type AtDesk,
  type DeskChange,
  type DeskRefused,
  forceDesk,
  type HandOverOffer,
  type Incident,
  isOfDesk,
  LIVE,
  type MessageKind,
  nextDeadlines,
  offerDesk,
  sayPresent,
  seesPark,
  type User,
} from '@cofferdam/domain';
import { Alarms, Incidents, Outbox, Policies, type Tx, Users } from '@cofferdam/records';
import { type Doer, mustMatch } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { DeskRecords, type LockedDesk } from './desk-records';

/** More open incidents of one park than these are not looked through for the gravest: they come gravest first. */
const MOST_INCIDENTS = 1_000;

/** Who holds a desk, and how it goes to the next. The domain decides; the desk is locked before anything else. */
@Injectable()
export class HandOvers {
  constructor(
    private readonly keeper: DeskRecords,
    private readonly users: Users,
    private readonly policies: Policies,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `precondition-failed`, `act-refused` */
  async offer(tx: Tx, id: string, { user, sight }: Doer, body: { to: string; note: string | null }) {
    const desk = await this.keeper.lock(tx, user, id);
    mustMatch(sight, desk.state.generation, this.keeper.view(desk, desk.state), 'it stands otherwise');
    const to = await this.person(tx, body.to, desk);
    const open = await this.openAt(tx, desk);
    const digest = await this.digest(tx, desk, open);
    const at = await this.at(tx, desk, open);
    const offering = { desk: desk.desk, by: user, to, note: body.note, digest };
    return this.keep(tx, desk, offerDesk(desk.state, offering, at), ['hand-over'], 'offered');
  }

  /** @throws Problem `act-refused` */
  async accept(tx: Tx, id: string, user: User) {
    const desk = await this.keeper.lock(tx, user, id);
    const outcome = acceptDesk(desk.state, user, await this.at(tx, desk, []));
    return this.keep(tx, desk, outcome, ['hand-over', 'presence'], 'accepted');
  }

  /** @throws Problem `act-refused` */
  async force(tx: Tx, id: string, act: { user: User; to: string; reason: string }) {
    const desk = await this.keeper.lock(tx, act.user, id);
    const to = await this.person(tx, act.to, desk);
    const at = await this.at(tx, desk, await this.openAt(tx, desk));
    const forcing = { desk: desk.desk, by: act.user, to, reason: act.reason };
    return this.keep(tx, desk, forceDesk(desk.state, forcing, at), ['hand-over', 'presence'], 'forced');
  }

  /** @throws Problem `act-refused` for somebody who does not answer for the desk */
  async present(tx: Tx, id: string, user: User) {
    const desk = await this.keeper.lock(tx, user, id);
    if (!isOfDesk(desk.desk, user)) {
      throw refused({ reason: 'not-a-member', detail: `${user.username} does not answer for this desk` });
    }
    return this.keep(tx, desk, sayPresent(desk.state, user, await this.at(tx, desk, [])), ['presence'], 'present');
  }

  /** What has been sent about it before is taken back. */
  private async keep(
    tx: Tx,
    desk: LockedDesk,
    outcome: DeskChange | DeskRefused,
    over: readonly MessageKind[],
    why: string,
  ) {
    if (outcome.effect === 'refused') throw refused(outcome);
    await this.outbox.cancelOf(tx, { kind: 'desk', id: desk.state.id }, { kinds: over }, why);
    await this.keeper.keep(tx, desk, outcome, why);
    return { desk: this.keeper.view(desk, outcome.state), generation: outcome.state.generation };
  }

  private async at(tx: Tx, { park, desk, now }: LockedDesk, open: readonly Incident[]): Promise<AtDesk> {
    const { policy } = await this.policies.current(tx, park);
    return { now, policy, enterprise: desk.enterprise ?? null, incidents: open };
  }

  /** Whoever is to hold a desk has to be able to sign in and see its park. */
  private async person(tx: Tx, username: string, { park }: LockedDesk): Promise<User> {
    const person = await this.users.get(username, tx);
    if (person === null || person.disabled || !seesPark(person, park)) {
      throw new Problem('bad-request', `body.to: nobody of ${park} is called ${username}`);
    }
    return person;
  }

  /** Open incidents that the desk's tier has a part in. */
  private async openAt(tx: Tx, { park, desk }: LockedDesk): Promise<Incident[]> {
    const { enterprise, unit, tier } = desk;
    const whose = enterprise === undefined ? {} : { enterprise };
    const filter = { ...LIVE, parks: [park], park, open: true, ...whose, limit: MOST_INCIDENTS };
    const { items } = await this.incidents.list(tx, filter);
    const ofUnit = ({ units }: Incident): boolean => unit === undefined || units.includes(`${enterprise}.${unit}`);
    return items.filter((incident) => ofUnit(incident) && incident.tiers.some((duty) => duty.tier === tier));
  }

  private async digest(
    tx: Tx,
    { park, desk }: LockedDesk,
    open: readonly Incident[],
  ): Promise<HandOverOffer['digest']> {
    const shelved = await this.alarms.list(tx, { ...LIVE, parks: [park], park, overlay: 'shelved', limit: 1 });
    const due = open.flatMap(nextDeadlines).filter(({ tier }) => tier === null || tier === desk.tier);
    const nextDueAt = due.length === 0 ? null : Math.min(...due.map(({ dueAt }) => dueAt));
    return { incidents: open.length, shelved: shelved.total, nextDueAt };
  }
}
