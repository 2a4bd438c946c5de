import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type AlarmActContext,
  type AlarmChange,
  OUTLET_TIER,
  type Outlet,
  viewAlarm,
} from '@cofferdam/domain';
import { AlarmKeeping, Alarms, type HeldAlarms, ParkDocuments, Policies, type Tx } from '@cofferdam/records';
import { SecondPersons, type Wish } from '../approvals/second-persons';
import { ExerciseGate } from '../drills/exercise-gate';
import { type Answer, answer, etag } from '../http/answer';
import { type Doer, mustMatch } from '../http/if-match';
import { refused } from '../http/refusal';
import { type AlarmAct, decide } from './alarm-act';
import { AlarmLocks } from './alarm-locks';

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** An act on a locked alarm, before it is decided. */
export interface ReadyAlarm {
  readonly alarm: Alarm;
  readonly held: HeldAlarms;
  readonly act: AlarmAct;
  readonly context: AlarmActContext;
  readonly outlet: Outlet | undefined;
}

/** What people do to alarms beside acknowledging them: overlays and latches. The domain decides; writing comes last. */
@Injectable()
export class AlarmActs {
  constructor(
    private readonly gate: ExerciseGate,
    private readonly alarms: Alarms,
    private readonly locks: AlarmLocks,
    private readonly keeping: AlarmKeeping,
    private readonly policies: Policies,
    private readonly parks: ParkDocuments,
    private readonly second: SecondPersons,
  ) {}

  /** @throws Problem `not-found`, `changed-since` or `precondition-failed`, `act-refused` or `forbidden` with the reason */
  async act(tx: Tx, id: string, act: AlarmAct, { user, sight }: Doer): Promise<Answer> {
    const ready = await this.ready(tx, id, act, { actor: user, approver: null });
    const { alarm, context } = ready;
    mustMatch(sight, alarm.generation, viewAlarm(alarm));
    const outcome = decide(alarm, act, context);
    if (outcome.effect === 'refused') throw refused(outcome);
    if (outcome.effect === 'approval') {
      return this.second.ask(tx, wishOf(ready, outcome.needs), context.now, context.policy.approve);
    }
    if (outcome.effect === 'none') return told(alarm, 'none', outcome);
    return told(await this.keep(tx, ready, outcome), 'done', { by: user.username, at: context.now });
  }

  /** Locks the alarm and gathers what is needed to decide. @throws Problem `not-found`, `forbidden` in another's drill */
  async ready(
    tx: Tx,
    id: string,
    act: AlarmAct,
    people: Pick<AlarmActContext, 'actor' | 'approver'>,
  ): Promise<ReadyAlarm> {
    const { actor, approver } = people;
    await this.gate.hold(tx, 'alarm', [id]);
    const { alarm, held } = await this.locks.hold(tx, id, approver ?? actor);
    const now = await this.gate.enter(tx, alarm, actor, ...(approver === null ? [] : [approver]));
    const park = (await this.parks.of(tx, [alarm.park])).get(alarm.park);
    const outlet = park?.outlets.find((one) => one.id === alarm.outlet);
    const { policy } = await this.policies.current(tx, alarm.park);
    const tier = outlet === undefined ? 'unit' : OUTLET_TIER[outlet.kind];
    return { alarm, held, act, outlet, context: { ...people, now, policy, tier } };
  }

  /** Does what was confirmed. @throws Problem for a refusal, and writes nothing then */
  async carryOut(tx: Tx, ready: ReadyAlarm): Promise<Alarm> {
    const outcome = decide(ready.alarm, ready.act, ready.context);
    if (outcome.effect === 'refused') throw refused(outcome);
    if (outcome.effect === 'approval') {
      throw refused({ reason: 'role-too-low', detail: `it needs ${outcome.needs.roles.join(' or ')}` });
    }
    if (outcome.effect === 'none') return ready.alarm;
    return this.keep(tx, ready, outcome);
  }

  private async keep(tx: Tx, { held, alarm, context }: ReadyAlarm, change: AlarmChange): Promise<Alarm> {
    await this.keeping.keep(tx, held, [change], context.now);
    return (await this.alarms.get(tx, alarm.id)) ?? change.alarm;
  }
}

function wishOf({ alarm, act, context, outlet }: ReadyAlarm, needs: Wish['needs']): Wish {
  const { id, class: class_, drill, park, incident, severity, toxic, generation } = alarm;
  if (act.act !== 'shelve' && act.act !== 'out-of-service') throw new Error(`${act.act} takes one person`);
  return {
    ...{ class: class_, drill, park, severity, toxic, needs, incident, seen: generation, body: act, act: act.act },
    ...{ subject: { kind: 'alarm', id }, enterprise: outlet?.enterprise ?? null, reason: act.reason },
    requestedBy: context.actor.username,
  };
}

function told(alarm: Alarm, effect: 'done' | 'none', who: { by: string | null; at: number | null }): Answer {
  const body = { effect, by: who.by, at: isoOrNull(who.at), alarm: viewAlarm(alarm) };
  return answer(body, { ETag: etag(alarm.generation) });
}
