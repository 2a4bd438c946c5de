import { Injectable } from '@nestjs/common';
import {
  type ActContext,
  type ActOutcome,
  type Incident,
  type IncidentAct,
  type IncidentChange,
  mayAcknowledge,
  perform,
  seesPark,
  viewIncident,
} from '@cofferdam/domain';
import { Incidents, ParkDocuments, Photos, type Tx, Users } from '@cofferdam/records';
import { ExerciseGate } from '../drills/exercise-gate';
import { type Answer, answer, etag } from '../http/answer';
import { type Doer, mustMatch } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { parksOf, sees } from '../scope/parks';
import { SecondPersons, type Wish } from '../approvals/second-persons';
import { IncidentAlarms } from './incident-alarms';
import type { Photo } from './photo';
import type { Ready } from './ready';
import { framed } from './retention';

const iso = (ms: number): string => new Date(ms).toISOString();

type Done = Extract<ActOutcome, { effect: 'done' }>;

/**
 * What people do to incidents. The domain decides; incidents are locked by id, then their alarms by id, and everything
 * is written last, since a refusal is an answer that is kept.
 */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly incidents: Incidents,
    private readonly members: IncidentAlarms,
    private readonly parks: ParkDocuments,
    private readonly photos: Photos,
    private readonly second: SecondPersons,
    private readonly users: Users,
  ) {}

  /** @throws Problem `not-found`, `changed-since` or `precondition-failed`, `act-refused` or `forbidden` with the reason */
  async act(tx: Tx, id: string, act: IncidentAct, { user, sight }: Doer, photo: Photo | null = null): Promise<Answer> {
    const ready = await this.ready(tx, id, act, { actor: user, approver: null });
    mustMatch(sight, ready.incident.generation, viewIncident(ready.incident));
    if (act.act === 'hand-over') await this.mustHoldDuty(tx, act.to, ready.incident);
    const outcome = perform(ready.incident, act, ready.context);
    if (outcome.effect === 'refused') throw refused(outcome);
    if (outcome.effect === 'approval') return this.ask(tx, ready, outcome.needs);
    if (outcome.effect === 'none') return told(ready.incident, outcome, { effect: 'none' });
    await this.keep(tx, ready, outcome);
    if (photo) await this.keepPhoto(tx, ready, photo);
    const into = act.act === 'merge' ? { into: outcome.others?.[0] ? viewIncident(outcome.others[0]) : null } : {};
    return told(outcome.incident, { by: user.username, at: ready.context.now }, { effect: 'done', ...into });
  }

  /** Takes note for the caller's tier and of all alarms that nobody has acknowledged. */
  async acknowledge(
    tx: Tx,
    id: string,
    act: Extract<IncidentAct, { act: 'acknowledge' }>,
    { user, sight }: Doer,
  ): Promise<Answer> {
    const ready = await this.ready(tx, id, act, { actor: user, approver: null });
    const { incident, context } = ready;
    const outcome = perform(incident, act, context);
    if (outcome.effect === 'refused') throw refused(outcome);
    const alarms = await this.members.acknowledged(tx, ready, act.note);
    if (outcome.effect === 'none' && alarms.alarms.length === 0) {
      return told(incident, outcome, { effect: 'none', alarms: 0 });
    }
    mustMatch(sight, incident.generation, viewIncident(incident));
    if (outcome.effect === 'done') await this.incidents.save(tx, [outcome], context.now);
    await this.members.save(tx, alarms);
    const now = outcome.effect === 'done' ? outcome.incident : incident;
    const by = { by: user.username, at: context.now };
    return told(now, by, { effect: 'acknowledged', alarms: alarms.alarms.length });
  }

  /**
   * Locks what an act is about, and gathers what is needed to decide it.
   * @throws Problem `not-found`, or `forbidden` for who takes no part in its drill
   */
  async ready(tx: Tx, id: string, act: IncidentAct, people: Pick<ActContext, 'actor' | 'approver'>): Promise<Ready> {
    const ids = act.act === 'merge' ? [id, act.into] : [id];
    await this.gate.hold(tx, 'incident', ids);
    const locked = await this.incidents.lock(tx, [...new Set(ids)].sort());
    const scope = parksOf(people.approver ?? people.actor);
    const [incident, other] = ids.map((one) => locked.find((each) => each.id === one && sees(scope, each.park)));
    if (!incident) throw new Problem('not-found', `no incident ${id} in your scope`);
    const { actor, approver } = people;
    const now = await this.gate.enter(tx, incident, actor, ...(approver === null ? [] : [approver]));
    const park = (await this.parks.of(tx, [incident.park])).get(incident.park);
    if (!park) throw new Problem('not-found', `no park ${incident.park} any more`);
    const members = await this.incidents.members(tx, id);
    return { incident, act, context: { ...people, now, members, park, ...(other && { other }) } };
  }

  /** Does what was confirmed. `none`: it has been done meanwhile. @throws Problem for a refusal, and writes nothing then */
  async carryOut(tx: Tx, ready: Ready): Promise<Incident> {
    const outcome = perform(ready.incident, ready.act, ready.context);
    if (outcome.effect === 'refused') throw refused(outcome);
    if (outcome.effect === 'approval') {
      throw refused({ reason: 'role-too-low', detail: `it needs ${outcome.needs.roles.join(' or ')}` });
    }
    if (outcome.effect === 'none') return ready.incident;
    await this.keep(tx, ready, outcome);
    return outcome.incident;
  }

  /** @throws Problem `bad-request` where nobody of that name may act in the park, `forbidden` where not in its drill */
  private async mustHoldDuty(tx: Tx, username: string, incident: Incident): Promise<void> {
    const { park } = incident;
    const account = await this.users.get(username, tx);
    if (account !== null && !account.disabled && mayAcknowledge(account) && seesPark(account, park)) {
      await this.gate.enter(tx, incident, account);
      return;
    }
    throw new Problem('bad-request', `body.to: nobody called ${username} holds duty in ${park}`);
  }

  private async keep(tx: Tx, ready: Ready, outcome: Done): Promise<void> {
    const { park, now } = ready.context;
    const alarms = await this.members.following(tx, ready, outcome.incident);
    const change: IncidentChange = { ...outcome, messages: framed(outcome.messages, park, now) };
    await this.incidents.save(tx, [change], now);
    await this.members.save(tx, alarms);
    await this.tellBrokenGlass(tx, ready, outcome);
  }

  private async keepPhoto(tx: Tx, { incident, act, context }: Ready, { record, bytes }: Photo): Promise<void> {
    if (act.act !== 'evidence' && act.act !== 'contain') return;
    const { mediaType } = record;
    const { now: at, actor } = context;
    await this.photos.put(tx, { id: act.id, incident: incident.id, mediaType, bytes, at, by: actor.username });
  }

  private async ask(tx: Tx, ready: Ready, needs: Wish['needs']): Promise<Answer> {
    return this.second.ask(tx, wishOf(ready, needs), ready.context.now, ready.incident.policy.approve);
  }

  /** The same act without its glass says who would have had to confirm it: they review it. */
  private async tellBrokenGlass(tx: Tx, ready: Ready, { incident }: Done): Promise<void> {
    const { act, context } = ready;
    const started = incident.measures.at(-1);
    if (act.act !== 'start-measure' || started === undefined || started.brokenGlass === null) return;
    const without = perform(ready.incident, { ...act, breakGlass: null }, context);
    if (without.effect !== 'approval') return;
    const wish = { ...wishOf(ready, without.needs), reason: started.brokenGlass };
    await this.second.breakGlass(tx, wish, context.now, context.park.timezone);
  }
}

function wishOf({ incident, act, context }: Ready, needs: Wish['needs']): Wish {
  const { id, class: class_, drill, park, enterprise, severity, toxic, generation } = incident;
  if (act.act !== 'start-measure' && act.act !== 'mark-false') throw new Error(`${act.act} takes one person`);
  const what = act.act === 'mark-false' ? act.reason : [act.measure, act.wall].filter(Boolean).join(' ');
  return {
    ...{ class: class_, drill, park, enterprise, severity, toxic, needs, seen: generation, body: act, act: act.act },
    ...{ subject: { kind: 'incident', id }, incident: id, requestedBy: context.actor.username },
    reason: `${incident.number}: ${what}`,
  };
}

function told(incident: Incident, { by, at }: { by: string; at: number }, more: object): Answer {
  const body = { ...more, by, at: iso(at), incident: viewIncident(incident) };
  return answer(body, { ETag: etag(incident.generation) });
}
