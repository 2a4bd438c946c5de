import { type AlarmView, type Counted, counted, type JournalEvent, placesOf, type Timeline } from '@cofferdam/domain';
import type { RegisteredPark } from '@cofferdam/records';
import { Undo } from './undo';

/** Whether a park is within somebody's view. */
type Sees = (park: string) => boolean;

/** The open alarms of one timeline, held in memory: a snapshot and what the journal said since. */
export class Picture {
  private readonly alarms = new Map<string, Counted>();
  private readonly versions = new Map<string, number>();
  private readonly places: ReadonlyMap<string, ReturnType<typeof placesOf>>;
  private readonly undo: Undo;
  /** How many changes each park has seen. */
  private readonly changes = new Map<string, number>();
  /** The journal's number up to which everything is in it. */
  position: number;

  constructor(
    readonly timeline: Timeline,
    parks: readonly RegisteredPark[],
    open: Iterable<AlarmView>,
    asOf: number,
  ) {
    this.places = new Map(parks.map(({ park, document }) => [park, placesOf(document)]));
    this.position = asOf;
    this.undo = new Undo(asOf);
    for (const alarm of open) {
      this.alarms.set(alarm.id, this.count(alarm));
      this.versions.set(alarm.id, alarm.version);
    }
  }

  get size(): number {
    return this.alarms.size;
  }

  /** An open alarm; undefined for any other. */
  get(id: string): Counted | undefined {
    return this.alarms.get(id);
  }

  /** In order of `seq`; what it has already is passed over. */
  hear(events: readonly JournalEvent[]): void {
    for (const event of events) {
      if (event.seq <= this.position) continue;
      this.position = event.seq;
      const alarm = alarmOf(event);
      if (alarm !== null && event.class === this.timeline.class && event.drill === this.timeline.drill) {
        this.take(alarm, event.seq);
      }
    }
  }

  /** The open alarms of the parks that somebody sees. */
  of(sees: Sees): Counted[] {
    return [...this.alarms.values()].filter(({ park }) => sees(park));
  }

  /** The same when the journal was at `asOf`; null where that is not known any more, or not yet. */
  asOf(sees: Sees, asOf: number): Counted[] | null {
    const then = asOf > this.position ? null : this.undo.back(this.alarms, asOf);
    return then && [...then.values()].filter(({ park }) => sees(park));
  }

  /** Moves whenever something changes in the parks that somebody sees. */
  stamp(sees: Sees): number {
    let sum = 0;
    for (const [park, count] of this.changes) if (sees(park)) sum += count;
    return sum;
  }

  /** The row may have been read after this event was written and be newer than it. */
  private take(alarm: AlarmView, seq: number): void {
    const { id, version, open } = alarm;
    const before = this.alarms.get(id);
    if (version <= (this.versions.get(id) ?? 0) || (before === undefined && !open)) return;
    this.undo.add(seq, id, before ?? null);
    if (open) {
      this.alarms.set(id, this.count(alarm));
      this.versions.set(id, version);
    } else {
      this.alarms.delete(id);
      this.versions.delete(id);
    }
    this.changes.set(alarm.park, (this.changes.get(alarm.park) ?? 0) + 1);
  }

  private count(alarm: AlarmView): Counted {
    return counted(alarm, alarm.outlet === null ? undefined : this.places.get(alarm.park)?.get(alarm.outlet));
  }
}

/** The alarm that an event carries whole; null where it carries none. */
function alarmOf({ type, data }: JournalEvent): AlarmView | null {
  if (!type.startsWith('alarm.') || typeof data !== 'object' || data === null) return null;
  const { id, version } = data as Partial<AlarmView>;
  return typeof id === 'string' && typeof version === 'number' ? (data as AlarmView) : null;
}
