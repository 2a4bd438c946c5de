import { factorOfOldCode, type Monitor, type Park, type RefusalReason } from '@cofferdam/domain';
import type { DecodeContext } from '@cofferdam/formats';
import { type Address, commandsTopic, readTopic } from './topic';

/** Where a topic's packets belong, and who may speak there. */
export interface Place extends Address {
  /** The park's register version that this comes from. */
  readonly version: number;
  readonly document: Park;
  readonly commands: string;
  readonly monitors: ReadonlyMap<string, Monitor>;
  readonly context: DecodeContext;
  /** The devices that a drill's script plays at this outlet; null where it is real. */
  readonly virtual: ReadonlySet<string> | null;
}

export interface Stranger {
  readonly reason: RefusalReason;
  readonly address: Address | null;
}

interface RegisteredPark {
  readonly park: string;
  readonly version: number;
  readonly document: Park;
}

/** A drill that is under way, and the devices that it plays. */
interface UnderWay {
  readonly id: string;
  readonly park: string;
  readonly monitors: readonly { readonly outlet: string; readonly monitor: string }[];
}

interface OutletEntry {
  readonly park: RegisteredPark;
  readonly monitors: ReadonlyMap<string, Monitor>;
  readonly context: DecodeContext;
}

/** Places are remembered up to this many topics. */
const REMEMBERED = 500_000;
const BEIJING_MINUTES = 480;

/**
 * One reading of the register and of the drills that are under way: whose topic it is, and which devices may speak on it.
 * Replaced as a whole on change.
 */
export class Identity {
  private readonly outlets = new Map<string, OutletEntry>();
  private readonly monitors = new Map<string, Monitor>();
  private readonly known: ReadonlySet<string>;
  private readonly places = new Map<string, Place>();
  /** Virtual devices by drill, park and outlet. */
  private readonly virtual = new Map<string, Set<string>>();

  constructor(
    readonly parks: readonly RegisteredPark[],
    drills: readonly UnderWay[] = [],
  ) {
    for (const drill of drills) this.play(drill);
    this.known = new Set(parks.map(({ park }) => park));
    for (const park of parks) this.enter(park);
  }

  /** The topic's place, or why nobody may speak there. */
  place(topic: string): Place | Stranger {
    const known = this.places.get(topic);
    if (known !== undefined) return known;
    const address = readTopic(topic);
    if (address === null) return { reason: 'bad-topic', address };
    const { drill } = address.timeline;
    const virtual = drill === null ? null : this.virtual.get(`${drill}/${address.park}/${address.outlet}`);
    if (virtual === undefined) return { reason: 'drill-not-running', address };
    const outlet = this.outlets.get(`${address.park}/${address.outlet}`);
    if (outlet === undefined) {
      return { reason: this.known.has(address.park) ? 'unknown-outlet' : 'unknown-park', address };
    }
    const { park, monitors, context } = outlet;
    const place = { ...address, ...park, commands: commandsTopic(address), monitors, context, virtual };
    if (this.places.size >= REMEMBERED) this.places.clear();
    this.places.set(topic, place);
    return place;
  }

  /** The device of an MN at this place, or why it may not speak there. */
  device(place: Place, monitor: string): Monitor | RefusalReason {
    if (place.virtual?.has(monitor) === false) return 'drill-not-running';
    const device = place.monitors.get(monitor);
    if (device !== undefined) return device;
    return this.monitors.has(monitor) ? 'wrong-outlet' : 'unknown-monitor';
  }

  private play({ id, park, monitors }: UnderWay): void {
    for (const { outlet, monitor } of monitors) {
      const place = `${id}/${park}/${outlet}`;
      this.virtual.set(place, (this.virtual.get(place) ?? new Set()).add(monitor));
    }
  }

  private enter(park: RegisteredPark): void {
    const utcOffsetMinutes = offsetOf(park.document.timezone);
    for (const outlet of park.document.outlets) {
      const monitors = new Map(outlet.monitors.map((monitor) => [monitor.id, monitor]));
      for (const [id, monitor] of monitors) if (!this.monitors.has(id)) this.monitors.set(id, monitor);
      const context: DecodeContext = {
        // A device of another outlet is decoded as it is set, so that it is refused for the right reason.
        deviceOf: (id) => monitors.get(id) ?? this.monitors.get(id),
        factorOf: (code) => factorOfOldCode(code),
        utcOffsetMinutes,
      };
      this.outlets.set(`${park.park}/${outlet.id}`, { park, monitors, context });
    }
  }
}

/** Minutes east of UTC now. */
function offsetOf(timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const text = format.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  if (sign === undefined) return text === 'GMT' ? 0 : BEIJING_MINUTES;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
