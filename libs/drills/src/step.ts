import { Injectable, Logger } from '@nestjs/common';
import { type Drill, drillTimeline, isDrillUnderWay, samplesBetween } from '@cofferdam/domain';
import { type DrillProgress, Drills, DrillStandings, type DrillStanding, Records } from '@cofferdam/records';
import { TelemetryLog } from '@cofferdam/redis';
import { DrillActs } from './drill-acts';
import { Injecting } from './injecting';
import type { UnitOf } from './sample-batch';
import { VirtualDevices } from './virtual-devices';
import { until } from './waiting';

/** How long a step waits for messages, ms of the wall's. */
const MESSAGES_MS = 30_000;
const SHORT_MS = 1_000;
/** A tick that nobody answers may have been lost with its log's tail; it is said again so often. */
const TICK_AGAIN_MS = 5_000;
const SAY_AFTER_MS = 5_000;
/** Letters of what is quoted in a note. */
const MOST_TEXT = 400;

/** Who drives a drill: how its devices say values, and whether it is still theirs to drive. */
export interface Driving {
  readonly unitOf: UnitOf;
  readonly signal: () => AbortSignal;
  /** Messages for which nobody waits any more. */
  forgone: number;
}

/** Thrown where the drill has ended meanwhile. */
export class DrillOver extends Error {}

/**
 * What happens at one hour of a drill, up to the last of it: injects, samples, and, in compressed time, everything that
 * follows from them. Each part is done again where a mark does not say that it has been done, and doing it again is
 * harmless.
 */
@Injectable()
export class Step {
  private readonly logger = new Logger(Step.name);

  constructor(
    private readonly records: Records,
    private readonly drills: Drills,
    private readonly standings: DrillStandings,
    private readonly log: TelemetryLog,
    private readonly injecting: Injecting,
    private readonly devices: VirtualDevices,
    private readonly acts: DrillActs,
  ) {}

  /**
   * Completes the step in which the drill's clock stands.
   * @throws DrillOver where it ends meanwhile; the signal's reason where it is no longer ours
   */
  async complete({ drill, clock }: DrillStanding, driving: Driving): Promise<void> {
    const { at } = clock;
    if (clock.samplesAt < at) await this.putIn(drill, { from: clock.samplesAt, to: at }, driving);
    if (clock.conditionsAt < at) await this.judge(drill, at, driving);
    if (clock.settledAt < at) {
      if (drill.speed > 1) await this.settle(drill, at, driving);
      await this.mark(drill, 'settled', at);
    }
    if (clock.peopleAt >= at || drill.speed === 1) return;
    await this.wait(drill, 'people', driving, ({ clock: { peopleAt } }) => peopleAt >= at);
    await this.settle(drill, at, driving);
  }

  private async putIn(before: Drill, { from, to }: { from: number; to: number }, driving: Driving): Promise<void> {
    const drill = await this.injecting.carryOut(before, to);
    const start = drill.started?.clock ?? to;
    const samples = samplesBetween(drill.scenario, drill.injected, from, to, start);
    const refused = await this.devices.send(drill, { samples, unitOf: driving.unitOf }, driving.signal);
    if (refused.length > 0) {
      const what = refused.join('; ').slice(0, MOST_TEXT);
      await this.acts.deviation(drill.id, `接入拒收样本 / Ingestion refused samples: ${what}`);
    }
    await this.mark(drill, 'samples', to);
  }

  /** In real time nobody waits for it: a field drill keeps to the wall clock. */
  private async judge(drill: Drill, at: number, driving: Driving): Promise<void> {
    let said = 0;
    const say = async (now: number): Promise<void> => {
      said = now;
      await this.log.appendTick(drillTimeline(drill), drill.park, at);
    };
    await say(0);
    if (drill.speed === 1) return this.mark(drill, 'conditions', at);
    await this.wait(drill, 'conditions', driving, async ({ clock }, waited) => {
      if (clock.conditionsAt >= at) return true;
      if (waited - said >= TICK_AGAIN_MS) await say(waited);
      return false;
    });
  }

  /**
   * Until deadlines have fired and messages have been tried. A channel that takes nothing does not stop the drill: it is
   * noted once, and while anything is forgone the patience for more of it is short.
   */
  private async settle(drill: Drill, at: number, driving: Driving): Promise<void> {
    const patience = driving.forgone > 0 ? SHORT_MS : MESSAGES_MS;
    let since: number | null = null;
    let late = 0;
    await this.wait(drill, 'deadlines and messages', driving, ({ overdue, unsaid, untried }, waited) => {
      const waiting = unsaid + untried;
      driving.forgone = Math.min(driving.forgone, waiting);
      if (overdue) return false;
      if (waiting <= driving.forgone) return true;
      since ??= waited;
      if (waited - since < patience) return false;
      late = waiting;
      driving.forgone = waiting;
      return true;
    });
    if (late === 0 || patience < MESSAGES_MS) return;
    const [hour, s] = [new Date(at).toISOString(), MESSAGES_MS / 1000];
    const zh = `${hour} 的 ${late} 条消息在 ${s} s 内未发出`;
    await this.acts.deviation(drill.id, `${zh} / ${late} messages of ${hour} were not tried within ${s} s`);
  }

  private async wait(
    { id }: Drill,
    what: string,
    driving: Driving,
    ready: (progress: DrillProgress, waited: number) => boolean | Promise<boolean>,
  ): Promise<void> {
    let told = false;
    await until(async (waited) => {
      const progress = await this.standings.progress(id);
      if (progress === null || !isDrillUnderWay(progress)) throw new DrillOver();
      if (await ready(progress, waited)) return true;
      if (waited > SAY_AFTER_MS && !told) this.logger.warn(`drill ${id} waits for its ${what}`);
      told ||= waited > SAY_AFTER_MS;
      return false;
    }, driving.signal);
  }

  private async mark({ id }: Drill, what: 'samples' | 'conditions' | 'settled', at: number): Promise<void> {
    await this.drills.mark(this.records.db, id, what, at);
  }
}
