import type { Tick } from '../../reading/log';
import type { Timeline } from '../../timeline/timeline';
import { DueList } from './due';
import type { Output } from './message';
import type { Clock, MonitorJudge } from './monitor';
import type { ParkJudge } from './park';

/**
 * Ticks further apart than this mean that nobody listened: patience with silent monitors starts again, ms. Not in a drill,
 * whose clock may move in steps of any length.
 */
const LISTENING_GAP = 10_000;
/** An outlet's conditions are asserted again once in so many seconds. */
const DIGEST_SECONDS = 60;

interface Slot {
  readonly park: ParkJudge;
  readonly outlet: string;
  readonly monitors: readonly string[];
}

/** One timeline of a shard: its clock, its parks and what is due when. */
export class TimelineJudge {
  readonly parks = new Map<string, ParkJudge>();
  private readonly due = new DueList<MonitorJudge>();
  private slots: Slot[][] | null = null;

  constructor(
    readonly timeline: Timeline,
    readonly clock: Clock,
    /** Always a drill's, another's once a tick of its own came: the shard's clock is not its clock then. */
    public ownClock: boolean,
  ) {}

  /** Parks or their registers changed. */
  forgetSlots(): void {
    this.slots = null;
  }

  schedule(monitor: MonitorJudge): void {
    const due = monitor.dueAt();
    if (due >= monitor.scheduledAt) return;
    monitor.scheduledAt = due;
    this.due.add(due, monitor);
  }

  /** Moves the clock, never back, and judges what it makes due. Returns the monitors that were touched. */
  tick(tick: Tick, output: Output): readonly MonitorJudge[] {
    const before = this.clock.at;
    const now = Math.max(before ?? tick.at, tick.at);
    const gap = before === null || (now - before > LISTENING_GAP && this.timeline.class !== 'exercise');
    if (!tick.heard || gap) this.clock.hearingSince = now;
    this.clock.at = now;
    this.clock.heard = tick.heard;
    const touched = this.takeDue(now);
    for (const monitor of touched) monitor.pass(now, output);
    for (const monitor of touched) this.schedule(monitor);
    this.digest(before, now, output);
    return touched;
  }

  private takeDue(now: number): MonitorJudge[] {
    const due = new Set(this.due.take(now));
    const seated: MonitorJudge[] = [];
    for (const monitor of due) {
      monitor.scheduledAt = Infinity;
      const { park } = monitor.origin;
      if (this.parks.get(park)?.get(monitor.plan.monitor.id) === monitor) seated.push(monitor);
    }
    return seated.sort(byName);
  }

  private digest(before: number | null, now: number, output: Output): void {
    const last = Math.floor(now / 1000);
    const first = before === null ? last : Math.floor(before / 1000) + 1;
    const slots = (this.slots ??= this.makeSlots());
    for (let second = Math.max(first, last - DIGEST_SECONDS + 1); second <= last; second++) {
      for (const { park, outlet, monitors } of slots[second % DIGEST_SECONDS] ?? []) {
        const order = output.next();
        const conditions = park.standing(monitors, order);
        const { class: class_, drill } = this.timeline;
        const about = { class: class_, drill, park: park.plan.park, outlet };
        output.messages.push({ kind: 'digest', ...about, order, at: now, conditions });
      }
    }
  }

  /** Spread over the minute by the outlet's name. */
  private makeSlots(): Slot[][] {
    const slots = Array.from({ length: DIGEST_SECONDS }, (): Slot[] => []);
    for (const park of [...this.parks.values()].sort((a, b) => (a.plan.park < b.plan.park ? -1 : 1))) {
      for (const outlet of park.plan.outlets) {
        const monitors = [...park.plan.monitors.values()].filter((plan) => plan.outlet.id === outlet);
        const ids = monitors.map((plan) => plan.monitor.id);
        slots[hashName(`${park.plan.park}/${outlet}`) % DIGEST_SECONDS]?.push({ park, outlet, monitors: ids });
      }
    }
    return slots;
  }
}

function byName(a: MonitorJudge, b: MonitorJudge): number {
  if (a.origin.park !== b.origin.park) return a.origin.park < b.origin.park ? -1 : 1;
  return a.plan.monitor.id < b.plan.monitor.id ? -1 : 1;
}

function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
