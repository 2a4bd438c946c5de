import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { type Drill, drillTimeline, endOf, isDrillUnderWay } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Drills, DrillStandings, type DrillStanding, Register } from '@cofferdam/records';
import { TelemetryLog } from '@cofferdam/redis';
import type { DrillActs } from './drill-acts';
import type { DrillMetrics } from './drill-metrics';
import type { Lease } from './lease';
import { injectTimes, nextStop, Pace } from './pace';
import { registerOf, unitsOf } from './register';
import { type Driving, DrillOver, type Step } from './step';

/** A clock that stands still is looked at so often, ms. */
const REST_MS = 200;
const AFTER_TROUBLE_MS = 250;
/** Ingestion has heard of a drill's end, and what it took before is in the log, ms. */
const LATE_MS = 2_000;

/** What a run works with. */
export interface Tools {
  readonly drills: Drills;
  readonly standings: DrillStandings;
  readonly register: Register;
  readonly log: TelemetryLog;
  readonly step: Step;
  readonly acts: DrillActs;
  readonly metrics: DrillMetrics;
  /** Aborted when this process ends. */
  readonly stopping: AbortSignal;
}

/** Drives one drill's clock from where it stands to its end, for as long as the lease holds. */
export class DrillRun {
  private readonly outage: Outage;

  constructor(
    private readonly id: string,
    private readonly lease: Lease,
    private readonly tools: Tools,
  ) {
    this.outage = new Outage(new Logger(DrillRun.name), `drill ${id} waits`);
  }

  /** Resolves when the drill is over or not ours any more. Never throws. */
  async run(): Promise<void> {
    const ours = () => !this.lease.signal.aborted;
    while (ours()) {
      try {
        const first = await this.tools.standings.of(this.id);
        if (first === null || !isDrillUnderWay(first)) break;
        await this.drive(first.drill);
      } catch (error) {
        if (error instanceof DrillOver || !ours()) break;
        this.outage.goesOn(error);
        await pause(AFTER_TROUBLE_MS);
      }
    }
    await this.forget();
  }

  private async drive(drill: Drill): Promise<void> {
    const driving = await this.begin(drill);
    const pace = new Pace(drill.speed);
    for (;;) {
      this.lease.signal.throwIfAborted();
      const standing = await this.tools.standings.of(this.id);
      if (standing === null || !isDrillUnderWay(standing)) throw new DrillOver();
      const began = performance.now();
      await this.tools.step.complete(standing, driving);
      this.outage.isOver();
      if (standing.clock.samplesAt < standing.clock.at) this.tools.metrics.stepped((performance.now() - began) / 1000);
      await this.moveOn(standing, pace);
    }
  }

  /** The drill's own register is in the telemetry log before anything else of it. */
  private async begin(drill: Drill): Promise<Driving> {
    const known = (await this.tools.register.all()).find(({ park }) => park === drill.park);
    if (known === undefined) throw new Error(`the register has no park ${drill.park}`);
    const { park, version, document } = known;
    const judged = registerOf(document, drill.scenario);
    await this.tools.log.appendRegister({
      ...{ kind: 'register', ...drillTimeline(drill), park, version, document: judged },
    });
    return { unitOf: unitsOf(document), signal: () => this.lease.signal, forgone: 0 };
  }

  private async moveOn({ drill, clock }: DrillStanding, pace: Pace): Promise<void> {
    if (!clock.running) {
      pace.rest();
      await pause(REST_MS);
      return;
    }
    const start = drill.started?.clock ?? clock.at;
    const end = endOf(drill.scenario, start);
    if (clock.at >= end) {
      await this.tools.acts.end(this.id);
      throw new DrillOver();
    }
    const nextDueAt = (await this.tools.standings.progress(this.id))?.nextDueAt ?? null;
    const ahead = { at: clock.at, nextDueAt, injects: injectTimes(drill.scenario, start), end };
    const to = nextStop(ahead, pace.step(clock.at, performance.now()));
    await this.until(clock.at, to, pace);
    if (await this.tools.drills.advanceClock(this.id, clock.at, to)) pace.moved(to, performance.now());
  }

  /** A long wait is cut into short ones, so that a pause or a lost lease is seen. */
  private async until(at: number, to: number, pace: Pace): Promise<void> {
    for (;;) {
      this.lease.signal.throwIfAborted();
      const left = pace.wait(at, to, performance.now());
      if (left <= 0) return;
      await pause(Math.min(left, REST_MS));
    }
  }

  /** Whoever reads the log forgets a drill that has ended. What fails is left to the sweep of ended drills. */
  private async forget(): Promise<void> {
    try {
      const standing = await this.tools.standings.of(this.id);
      if (standing === null || isDrillUnderWay(standing)) return;
      const [timeline, park] = [drillTimeline(standing.drill), standing.drill.park];
      await this.tools.log.endTimeline(timeline, park);
      // A sample that was sent twice may come behind it: the end is said again behind that.
      const { stopping } = this.tools;
      await pause(LATE_MS, undefined, { signal: stopping }).catch(() => undefined);
      if (!stopping.aborted) await this.tools.log.endTimeline(timeline, park);
    } catch (error) {
      this.outage.goesOn(error);
    }
  }
}
