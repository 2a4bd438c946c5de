import type { Order } from '../../condition/condition';
import type { Timeline } from '../../timeline/timeline';
import type { ClosedState } from './means';
import { nothingClosed } from './means';
import type { Output } from './message';
import { type Clock, MonitorJudge, type MonitorState, neverHeard } from './monitor';
import type { MonitorPlan, ParkPlan } from './plan';

/** What is saved of a monitor. */
export interface SavedMonitor {
  readonly state: MonitorState;
  readonly closed: ClosedState;
}

/** The monitors of one park on one timeline, by one version of its register. */
export class ParkJudge {
  readonly monitors = new Map<string, MonitorJudge>();
  /** Monitors that left the register: their episodes' numbers must not be given again. */
  private readonly dormant = new Map<string, SavedMonitor>();

  constructor(
    readonly timeline: Timeline,
    public plan: ParkPlan,
    /** Whether the timeline has a register version of its own, or borrows the live one. */
    public own: boolean,
    private readonly clock: Clock,
  ) {}

  /** Every monitor that something is saved of. */
  get known(): string[] {
    return [...this.monitors.keys(), ...this.dormant.keys()];
  }

  get(monitor: string): MonitorJudge | undefined {
    return this.monitors.get(monitor);
  }

  /** The judge of a monitor that has spoken; undefined where the register does not know it at this outlet. */
  meet(monitor: string, outlet: string): MonitorJudge | undefined {
    const known = this.monitors.get(monitor);
    if (known !== undefined) return known.plan.outlet.id === outlet ? known : undefined;
    const plan = this.plan.monitors.get(monitor);
    if (plan === undefined || plan.outlet.id !== outlet) return undefined;
    return this.seat(plan, { state: neverHeard(), closed: nothingClosed() });
  }

  restore(monitor: string, saved: SavedMonitor): MonitorJudge | undefined {
    const plan = this.plan.monitors.get(monitor);
    if (plan !== undefined) return this.seat(plan, saved);
    this.dormant.set(monitor, saved);
    return undefined;
  }

  /** Judges by another version from the next sample on. Returns the monitors that are to be saved, or forgotten. */
  replan(plan: ParkPlan, output: Output): { kept: Map<string, SavedMonitor>; gone: string[] } {
    this.plan = plan;
    const kept = new Map<string, SavedMonitor>();
    const gone: string[] = [];
    const before = [...this.monitors.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    this.monitors.clear();
    for (const [id, judge] of before) {
      const next = plan.monitors.get(id);
      judge.retire(next === undefined ? null : { plan: next, origin: this.originOf(next) }, output);
      const saved = { state: judge.state, closed: judge.closed };
      if (next !== undefined) this.seat(next, saved);
      else if (hasEpisodes(judge.state)) this.dormant.set(id, saved);
      else gone.push(id);
      if (!gone.includes(id)) kept.set(id, saved);
    }
    this.revive();
    return { kept, gone };
  }

  /** What is not normal at an outlet. */
  standing(monitors: readonly string[], order: Order) {
    return monitors.flatMap((id) => this.monitors.get(id)?.standing(order) ?? []);
  }

  private revive(): void {
    for (const [id, saved] of this.dormant) {
      const plan = this.plan.monitors.get(id);
      if (plan === undefined) continue;
      this.dormant.delete(id);
      this.seat(plan, saved);
    }
  }

  private seat(plan: MonitorPlan, { state, closed }: SavedMonitor): MonitorJudge {
    const judge = new MonitorJudge(plan, this.originOf(plan), this.plan.timezone, state, closed, this.clock);
    this.monitors.set(plan.monitor.id, judge);
    return judge;
  }

  private originOf(plan: MonitorPlan) {
    return { timeline: this.timeline, park: this.plan.park, outlet: plan.outlet.id, ruleVersion: this.plan.version };
  }
}

const hasEpisodes = (state: MonitorState): boolean => Object.values(state.conditions).some(({ given }) => given > 0);
