import type { ConditionMessage } from '../../condition/condition';
import type { LogMessage, MonitorStatus, Refusal, RegisterVersion, Tick, TimelineEnd } from '../../reading/log';
import type { Park } from '../../park/park';
import type { Sample } from '../../reading/sample';
import { LIVE, type Timeline, timelineKey } from '../../timeline/timeline';
import { type ClosedState, nothingClosed } from './means';
import { Output } from './message';
import type { Clock, MonitorJudge, MonitorState } from './monitor';
import { ParkJudge } from './park';
import { type ParkPlan, compile } from './plan';
import { TimelineJudge } from './timeline';

/** A saved part names what it belongs to, so that its key is only a name. */
interface About {
  readonly timeline: Timeline;
  readonly park: string;
  readonly monitor: string;
}
type Register = Pick<RegisterVersion, 'version' | 'document'>;

/**
 * Judges the log of one shard. It knows no time but the log's and nothing random, so the same log from the same parts
 * gives the same conditions to the bit.
 *
 * What it knows is kept in parts, each a JSON string: `clock:<timeline>`, `park:<timeline>:<park>` (the register in
 * force), `monitor:<timeline>:<park>:<monitor>` and `hours:…` (closed hours and days).
 */
export class ShardJudge {
  private readonly timelines = new Map<string, TimelineJudge>();
  private readonly changedClocks = new Set<TimelineJudge>();
  private readonly changedMonitors = new Set<MonitorJudge>();
  private readonly changedParts = new Map<string, string | null>();

  /** Takes up where `takeDirty` left off; all parts together, once, before the first `apply`. */
  load(parts: Readonly<Record<string, string>>): void {
    const of = (prefix: string) =>
      Object.keys(parts)
        .filter((key) => key.startsWith(prefix))
        .sort();
    for (const key of of('clock:')) {
      const { timeline, clock, own } = read<{ timeline: Timeline; clock: Clock; own: boolean }>(parts[key]);
      this.timelines.set(timelineKey(timeline), new TimelineJudge(timeline, clock, own || keepsOwnClock(timeline)));
    }
    for (const key of of('park:')) {
      const { timeline, version, document } = read<{ timeline: Timeline } & Register>(parts[key]);
      this.openPark(this.openTimeline(timeline), compile(document, version), true);
    }
    for (const key of of('monitor:')) {
      const { timeline, park, monitor, state } = read<About & { state: MonitorState }>(parts[key]);
      const hours = parts[partKey('hours', timeline, park, monitor)];
      const closed = hours === undefined ? nothingClosed() : read<{ closed: ClosedState }>(hours).closed;
      this.restore({ timeline, park, monitor }, state, closed);
    }
    this.changedClocks.clear();
  }

  /**
   * Judges one entry of the log.
   * @param entry its id, `<ms>-<seq>`; with a count it is the order of every message that it causes
   */
  apply(entry: string, messages: readonly LogMessage[]): ConditionMessage[] {
    const output = new Output(entry);
    for (const message of messages) this.judge(message, output);
    return output.messages;
  }

  /** The parts that changed since the last call; null: delete it. */
  takeDirty(): Record<string, string | null> {
    const parts = Object.fromEntries(this.changedParts);
    for (const { timeline, clock, ownClock } of this.changedClocks) {
      parts[`clock:${timelineKey(timeline)}`] = JSON.stringify({ timeline, clock, own: ownClock });
    }
    for (const judge of this.changedMonitors) {
      Object.assign(parts, savedMonitor(aboutOf(judge), judge.state, judge.closedChanged ? judge.closed : null));
      judge.closedChanged = false;
    }
    this.changedParts.clear();
    this.changedClocks.clear();
    this.changedMonitors.clear();
    return parts;
  }

  private judge(message: LogMessage, output: Output): void {
    switch (message.kind) {
      case 'sample':
        return this.take(message, output);
      case 'tick':
        return this.tick(message, output);
      case 'register':
        return this.register(message, output);
      case 'refusal':
        return this.refuse(message);
      case 'status':
        return this.note(message);
      case 'end':
        return this.end(message);
    }
  }

  private refuse(refusal: Refusal): void {
    const judge = refusal.monitor === null ? undefined : this.find(refusal, refusal.park, refusal.monitor);
    if (judge?.refuse(refusal) === true) this.touch(refusal, judge);
  }

  private note(status: MonitorStatus): void {
    for (const judge of this.parkOf(status, status.park)?.monitors.values() ?? []) {
      if (judge.plan.outlet.id === status.outlet && judge.note(status)) this.touch(status, judge);
    }
  }

  private take(sample: Sample, output: Output): void {
    const judge = this.find(sample, sample.park, sample.monitor) ?? this.meet(sample);
    if (judge === undefined || judge.plan.outlet.id !== sample.outlet) return;
    if (judge.take(sample, output)) this.touch(sample, judge);
  }

  private touch(timeline: Timeline, judge: MonitorJudge): void {
    this.changedMonitors.add(judge);
    this.timelines.get(timelineKey(timeline))?.schedule(judge);
  }

  /** A monitor's first packet. A timeline without a register of its own borrows the live one. */
  private meet(sample: Sample): MonitorJudge | undefined {
    const known = this.parkOf(sample, sample.park);
    if (known !== undefined) return known.meet(sample.monitor, sample.outlet);
    const borrowed = this.parkOf(LIVE, sample.park)?.plan;
    if (borrowed?.monitors.get(sample.monitor)?.outlet.id !== sample.outlet || borrowed === undefined) return undefined;
    return this.openPark(this.openTimeline(sample), borrowed, false).meet(sample.monitor, sample.outlet);
  }

  private tick(tick: Tick, output: Output): void {
    if (tick.timeline !== undefined) this.openTimeline(tick.timeline).ownClock = true;
    const key = tick.timeline && timelineKey(tick.timeline);
    for (const name of [...this.timelines.keys()].sort()) {
      const timeline = this.timelines.get(name);
      if (timeline === undefined || (key === undefined ? timeline.ownClock : name !== key)) continue;
      for (const judge of timeline.tick(tick, output)) this.changedMonitors.add(judge);
      this.changedClocks.add(timeline);
    }
    if (tick.timeline !== undefined) output.mark(tick.timeline, tick.at);
  }

  /** Forgets a drill's timeline. */
  private end(end: TimelineEnd): void {
    const timeline = this.timelines.get(timelineKey(end));
    if (timeline === undefined || end.drill === null) return;
    this.timelines.delete(timelineKey(end));
    this.changedClocks.delete(timeline);
    this.changedParts.set(`clock:${timelineKey(end)}`, null);
    for (const [park, judge] of timeline.parks) {
      this.changedParts.set(`park:${timelineKey(end)}:${park}`, null);
      for (const monitor of judge.monitors.values()) this.changedMonitors.delete(monitor);
      for (const monitor of judge.known) this.forgetMonitor(end, park, monitor);
    }
  }

  private forgetMonitor(timeline: Timeline, park: string, monitor: string): void {
    this.changedParts.set(partKey('monitor', timeline, park, monitor), null);
    this.changedParts.set(partKey('hours', timeline, park, monitor), null);
  }

  private register(message: RegisterVersion, output: Output): void {
    const { park, version, document } = message;
    const known = this.parkOf(message, park);
    if (known?.own === true && known.plan.version === version) return;
    const plan = compile(document, version);
    const timeline = this.openTimeline(message);
    this.changedParts.set(`park:${timelineKey(message)}:${park}`, savedPark(timeline.timeline, { version, document }));
    if (known === undefined) this.openPark(timeline, plan, true);
    else {
      known.own = true;
      this.replan(timeline, known, plan, output);
    }
    if (timelineKey(message) === timelineKey(LIVE)) this.replanBorrowers(park, plan, output);
  }

  private replanBorrowers(park: string, plan: ParkPlan, output: Output): void {
    for (const name of [...this.timelines.keys()].sort()) {
      const timeline = this.timelines.get(name);
      const borrower = timeline?.parks.get(park);
      if (timeline !== undefined && borrower?.own === false) this.replan(timeline, borrower, plan, output);
    }
  }

  private replan(timeline: TimelineJudge, park: ParkJudge, plan: ParkPlan, output: Output): void {
    for (const judge of park.monitors.values()) this.changedMonitors.delete(judge);
    const { kept, gone } = park.replan(plan, output);
    for (const [monitor, { state, closed }] of kept) {
      const about = { timeline: park.timeline, park: plan.park, monitor };
      for (const [key, part] of Object.entries(savedMonitor(about, state, closed))) this.changedParts.set(key, part);
    }
    for (const monitor of gone) this.forgetMonitor(park.timeline, plan.park, monitor);
    for (const judge of park.monitors.values()) timeline.schedule(judge);
    timeline.forgetSlots();
  }

  private restore({ timeline, park, monitor }: About, state: MonitorState, closed: ClosedState): void {
    const own = this.openTimeline(timeline);
    const plan = this.parkOf(LIVE, park)?.plan;
    const judge = own.parks.get(park) ?? (plan && this.openPark(own, plan, false));
    const seated = judge?.restore(monitor, { state, closed });
    if (seated !== undefined) own.schedule(seated);
  }

  private openTimeline({ class: class_, drill }: Timeline): TimelineJudge {
    const timeline = { class: class_, drill };
    const key = timelineKey(timeline);
    const known = this.timelines.get(key);
    if (known !== undefined) return known;
    const opened = new TimelineJudge(timeline, { at: null, hearingSince: 0, heard: true }, keepsOwnClock(timeline));
    this.timelines.set(key, opened);
    this.changedClocks.add(opened);
    return opened;
  }

  private openPark(timeline: TimelineJudge, plan: ParkPlan, own: boolean): ParkJudge {
    const opened = new ParkJudge(timeline.timeline, plan, own, timeline.clock);
    timeline.parks.set(plan.park, opened);
    timeline.forgetSlots();
    return opened;
  }

  private parkOf(timeline: Timeline, park: string): ParkJudge | undefined {
    return this.timelines.get(timelineKey(timeline))?.parks.get(park);
  }

  private find(timeline: Timeline, park: string, monitor: string): MonitorJudge | undefined {
    return this.parkOf(timeline, park)?.get(monitor);
  }
}

/** A drill never goes by the shard's clock, not even before its own has moved. */
const keepsOwnClock = (timeline: Timeline): boolean => timeline.class === 'exercise';

const read = <T>(part: string | undefined): T => JSON.parse(part ?? 'null') as T;

const partKey = (kind: 'monitor' | 'hours', timeline: Timeline, park: string, monitor: string): string =>
  `${kind}:${timelineKey(timeline)}:${park}:${monitor}`;

const savedPark = (timeline: Timeline, register: { version: number; document: Park }): string =>
  JSON.stringify({ timeline, ...register });

function savedMonitor(about: About, state: MonitorState, closed: ClosedState | null): Record<string, string> {
  const { timeline, park, monitor } = about;
  const parts = { [partKey('monitor', timeline, park, monitor)]: JSON.stringify({ timeline, park, monitor, state }) };
  if (closed !== null) parts[partKey('hours', timeline, park, monitor)] = JSON.stringify({ ...about, closed });
  return parts;
}

const aboutOf = ({ origin, plan }: MonitorJudge): About => ({
  timeline: origin.timeline,
  park: origin.park,
  monitor: plan.monitor.id,
});
