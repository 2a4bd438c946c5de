import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { capStatusOf, draftCap, judge, prefillWarning, type PublicWarning } from '@cofferdam/cap';
import { SETTINGS, type Settings } from '@cofferdam/config';
import {
  type Approval,
  type Incident,
  type IncidentView,
  isFinal,
  type Park,
  type User,
  viewIncident,
} from '@cofferdam/domain';
import { Approvals, CapDrafts, CapMessages, Incidents, ParkDocuments, Records, type Tx } from '@cofferdam/records';
import { SecondPersons, type Wish } from '../approvals/second-persons';
import type { Answer } from '../http/answer';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { parksOf, sees } from '../scope/parks';

type Texts = Omit<PublicWarning, 'id'>;

interface Subject {
  readonly incident: Incident;
  readonly park: Park;
}

const iso = (at: number): string => new Date(at).toISOString();
const textsOf = ({ headline, description, instruction, areas }: Texts): Texts => ({
  ...{ headline, description, instruction, areas },
});

/** Warnings to the public: two persons of the basin's desk release one, and two take it back. Nobody breaks a glass here. */
@Injectable()
export class WarningDesk {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly incidents: Incidents,
    private readonly parks: ParkDocuments,
    private readonly drafts: CapDrafts,
    private readonly messages: CapMessages,
    private readonly approvals: Approvals,
    private readonly second: SecondPersons,
  ) {}

  /** What it may begin with, what holds, and what was drafted. @throws Problem `not-found` or `forbidden` */
  async show(tx: Tx, id: string, user: User): Promise<unknown> {
    const { incident, park } = await this.subject(tx, id, user);
    const chain = await this.messages.chainOf(tx, id);
    const drafts = await this.drafts.ofIncident(tx, id);
    const told = drafts.map(async ({ id: draft, author, at, warning, released, approval }) => {
      const asked = approval === null ? null : await this.approvals.get(tx, approval);
      const answer = asked && { id: asked.id, state: asked.state, expiresAt: iso(asked.expiresAt) };
      return { id: draft, author, at: iso(at), warning: textsOf(warning), released, approval: answer };
    });
    return {
      draft: prefillWarning(viewIncident(incident), park),
      inForce: chain?.warning ? textsOf(chain.warning) : null,
      drafts: await Promise.all(told),
    };
  }

  /** Keeps a draft and asks a second person. @throws Problem `act-refused` with the rules that it breaks */
  async ask(tx: Tx, id: string, texts: Texts, user: User): Promise<Answer> {
    const { incident, park } = await this.subject(tx, id, user);
    mustGoOn(incident);
    const now = await this.records.now(tx);
    const warning: PublicWarning = { id: randomUUID(), ...texts };
    const view = viewIncident(incident);
    const kase = { incident: view, park, alarms: [], warning, web: null, freeText: true };
    const message = draftCap(kase, this.settings.capSenderDomain, warning.id, now);
    const broken = judge({ ...message, status: capStatusOf(incident.class) });
    if (broken.length > 0) throw refused({ reason: 'cap-rules', detail: `it breaks ${broken.join(', ')}` });
    const draft = { id: warning.id, incident: id, park: incident.park, warning, message, author: user.username };
    await this.drafts.put(tx, { ...draft, at: now, approval: null, released: false });
    const wish = wishOf(incident, user, { act: 'public-warning', body: { draft: warning.id } });
    const answer = await this.second.ask(tx, wish, now, incident.policy.approve);
    const { approval } = answer.body as { approval: { id: string } };
    await this.drafts.waitFor(tx, warning.id, approval.id);
    return answer;
  }

  /** @throws Problem `act-refused` where none is in force */
  async withdraw(tx: Tx, id: string, reason: string, user: User): Promise<Answer> {
    const { incident } = await this.subject(tx, id, user);
    await this.mustHold(tx, id);
    const now = await this.records.now(tx);
    const wish = wishOf(incident, user, { act: 'withdraw-warning', body: { reason } });
    return this.second.ask(tx, wish, now, incident.policy.approve);
  }

  /**
   * What a second person has confirmed: it is issued by whoever follows the journal, in the order of the journal. The
   * incident may have moved since; its warning is what two persons have read.
   * @throws Problem `not-found`, `act-refused` or `forbidden`
   */
  async carryOut(tx: Tx, approval: Approval, people: { actor: User; approver: User }): Promise<IncidentView> {
    await this.subject(tx, approval.subject.id, people.actor);
    const { incident } = await this.subject(tx, approval.subject.id, people.approver);
    if (approval.act === 'withdraw-warning') await this.mustHold(tx, incident.id);
    else {
      mustGoOn(incident);
      await this.drafts.release(tx, (approval.body as { draft: string }).draft);
    }
    return viewIncident(incident);
  }

  private async mustHold(tx: Tx, id: string): Promise<void> {
    const chain = await this.messages.chainOf(tx, id);
    if (chain?.warning) return;
    throw refused({ reason: 'wrong-state', detail: 'no public warning of this incident is in force' });
  }

  private async subject(tx: Tx, id: string, user: User): Promise<Subject> {
    const incident = await this.incidents.get(tx, id);
    const park = incident && (await this.parks.of(tx, [incident.park])).get(incident.park);
    if (!incident || !park || !sees(parksOf(user), incident.park)) {
      throw new Problem('not-found', `no incident ${id} in your scope`);
    }
    if (user.role !== 'basin') {
      throw refused({ reason: 'role-too-low', detail: 'warnings to the public are the basin desk’s' });
    }
    if (incident.class === 'actual') return { incident, park };
    throw refused({ reason: 'wrong-state', detail: `what is ${incident.class} never warns the public` });
  }
}

function mustGoOn(incident: Incident): void {
  if (isFinal(incident)) throw refused({ reason: 'wrong-state', detail: `the incident is ${incident.state}` });
}

function wishOf(incident: Incident, user: User, what: Pick<Wish, 'act' | 'body'>): Wish {
  const { id, class: kind, drill, park, enterprise, severity, toxic, generation, number } = incident;
  return {
    ...{ class: kind, drill, park, enterprise, severity, toxic, seen: generation, ...what },
    ...{ subject: { kind: 'incident', id }, incident: id, requestedBy: user.username },
    reason: `${number}: ${what.act}`,
    needs: { tier: 'basin', roles: ['basin'] },
  };
}
