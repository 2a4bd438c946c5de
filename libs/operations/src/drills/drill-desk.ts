import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import {
  type Drill,
  type DrillAct,
  type DrillClock,
  drillStart,
  isDrillUnderWay,
  type LiveAlarm,
  performDrill,
  viewDrill,
} from '@cofferdam/domain';
import { DrillEnding, Drills, liveAlarmOpen, Outbox, Policies, Records, Register, type Tx } from '@cofferdam/records';
import { type Answer, answer, etag } from '../http/answer';
import { type Doer, mustMatch } from '../http/if-match';
import { refused } from '../http/refusal';
import { DrillReporter } from './drill-reporter';
import { known } from './drill-rights';

/** Acts that stop the clock. It stands before anything is decided, so that all of the act has one drill time. */
const STOPPING: ReadonlySet<DrillAct['act']> = new Set(['pause', 'end', 'abort']);
/** Acts that a real alarm forbids. */
const BEGINNING: ReadonlySet<DrillAct['act']> = new Set(['start', 'resume']);

/** An act, or what has to be looked up before it is one. */
export type DrillWish = Exclude<DrillAct, { act: 'start' }> | { readonly act: 'start' };

export const toldDrill = (drill: Drill, clock: DrillClock | null, status = 200): Answer =>
  answer(viewDrill(drill, clock), { ETag: etag(drill.generation) }, status);

/** What people do to drills. The domain decides; the drill is locked first, and a refusal leaves nothing behind. */
@Injectable()
export class DrillDesk {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly outbox: Outbox,
    private readonly register: Register,
    private readonly policies: Policies,
    private readonly ending: DrillEnding,
    private readonly reporter: DrillReporter,
  ) {}

  /** @throws Problem `not-found`, `changed-since`, `act-refused` or `forbidden` with the reason */
  act(tx: Tx, id: string, wish: DrillWish, doer: Doer, status = 200): Promise<Answer> {
    // A refusal is an answer that is kept: what was written before it must not be.
    return this.records.part(tx, async (part) => {
      const drill = known(await this.drills.lock(part, id), id, doer.user);
      mustMatch(doer.sight, drill.generation, viewDrill(drill, await this.drills.clock(part, id)));
      const after = await this.perform(part, drill, wish, doer);
      return toldDrill(after, await this.drills.clock(part, id), status);
    });
  }

  private async perform(tx: Tx, drill: Drill, wish: DrillWish, { user }: Doer): Promise<Drill> {
    const act = wish.act === 'start' ? await this.start(tx, drill) : wish;
    if (STOPPING.has(act.act)) await this.drills.setRunning(tx, drill.id, false);
    const liveAlarm: LiveAlarm | null = BEGINNING.has(act.act) ? await liveAlarmOpen(tx, drill.park) : null;
    const now = await this.records.now(tx);
    const drillAt = (await this.drills.clock(tx, drill.id))?.at ?? null;
    const outcome = performDrill(drill, act, { actor: user, now, drillAt, ...(liveAlarm && { liveAlarm }) });
    if (outcome.effect === 'refused') throw refused(outcome);
    await this.drills.save(tx, outcome.drill, outcome.entries);
    await this.outbox.write(tx, outcome.messages);
    await this.follow(tx, drill, outcome.drill, act, now);
    return outcome.drill;
  }

  /** What judges and drives it, and where its clock starts. @throws Problem `act-refused` without the drills' own broker */
  private async start(tx: Tx, { park, scenario }: Drill): Promise<Extract<DrillAct, { act: 'start' }>> {
    if (this.settings.drillMqttUrl === undefined) {
      throw refused({ reason: 'no-drill-broker', detail: 'DRILL_MQTT_URL names no broker for the samples of drills' });
    }
    const registered = (await this.register.all(tx)).find((one) => one.park === park);
    if (registered === undefined) throw refused({ reason: 'wrong-state', detail: `no park ${park} any more` });
    const { version } = await this.policies.current(tx, park);
    const clock = drillStart(scenario, registered.document.timezone, await this.records.now(tx));
    return { act: 'start', ruleVersion: registered.version, policyVersion: version, clock };
  }

  private async follow(tx: Tx, before: Drill, drill: Drill, act: DrillAct, now: number): Promise<void> {
    if (act.act === 'start') await this.drills.beginClock(tx, drill, act.clock);
    if (act.act === 'resume') await this.drills.setRunning(tx, drill.id, true);
    if (act.act === 'report') await this.drills.saveReport(tx, drill.id, await this.reporter.make(tx, drill), now);
    if ((act.act === 'end' || act.act === 'abort') && isDrillUnderWay(before)) {
      await this.ending.end(tx, drill, await this.records.now(tx, { drill: drill.id }));
    }
  }
}
