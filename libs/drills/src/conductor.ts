import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { DrillBroker } from '@cofferdam/mqtt';
import { Outage } from '@cofferdam/process';
import { Drills, DrillStandings, Register } from '@cofferdam/records';
import { Leases, TelemetryLog } from '@cofferdam/redis';
import { Interval } from '@nestjs/schedule';
import { DrillActs } from './drill-acts';
import { DrillMetrics } from './drill-metrics';
import { DrillRun, type Tools } from './drill-run';
import { Lease } from './lease';
import { Step } from './step';
import { VirtualDevices } from './virtual-devices';

const LOOK_EVERY_MS = 250;

interface Held {
  readonly lease: Lease;
  readonly done: Promise<void>;
}

/** Drives every drill that is under way and that nobody else drives: a loop each, several at once. */
@Injectable()
export class Conductor implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(Conductor.name), 'drills are not looked for');
  private readonly self = randomUUID();
  private readonly held = new Map<string, Held>();
  private readonly tools: Tools;
  private busy: Promise<void> | null = null;
  private readonly stop = new AbortController();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly leases: Leases,
    private readonly standings: DrillStandings,
    private readonly devices: VirtualDevices,
    private readonly metrics: DrillMetrics,
    drills: Drills,
    register: Register,
    log: TelemetryLog,
    step: Step,
    acts: DrillActs,
  ) {
    this.tools = { drills, standings, register, log, step, acts, metrics, stopping: this.stop.signal };
  }

  /** Drills that this process drives now. */
  get driving(): string[] {
    return [...this.held.keys()];
  }

  /** `@Interval` starts again whether or not the last run has ended. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.stop.signal.aborted || !DrillBroker.available(this.settings)) return;
    this.busy ??= this.round()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.busy;
    for (const { lease } of this.held.values()) lease.lose();
    await Promise.all([...this.held.values()].map(({ done }) => done));
  }

  private async round(): Promise<void> {
    const underWay = new Set((await this.standings.underWay()).map(({ id }) => id));
    for (const [id, { lease }] of this.held) if (!underWay.has(id)) lease.lose();
    for (const id of underWay) if (!this.held.has(id)) await this.take(id);
  }

  private async take(id: string): Promise<void> {
    const lease = await Lease.take(this.leases, id, this.self);
    if (lease === null) return;
    const done = new DrillRun(id, lease, this.tools).run().finally(async () => {
      this.held.delete(id);
      this.devices.forget(id);
      this.metrics.driven = this.held.size;
      await lease.release();
    });
    this.held.set(id, { lease, done });
    this.metrics.driven = this.held.size;
  }
}
