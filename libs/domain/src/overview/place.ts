import { type Counted, ROW_BUDGET, type RowKind } from './overview';
import { compareAlarms, compareGroups, firstOf, Tally } from './tally';

/** What a row may stand for: a place, a single alarm, or a remainder. */
export interface Part {
  readonly id: string;
  readonly kind: RowKind;
  readonly tally: Tally;
  members(): Counted[];
}

export class Single implements Part {
  readonly kind = 'alarm';
  readonly tally = new Tally();

  constructor(
    readonly alarm: Counted,
    readonly id = `alarm~${alarm.id}`,
  ) {
    this.tally.add(alarm);
  }

  members(): Counted[] {
    return [this.alarm];
  }
}

/** A part of a place with what it is shown as. */
interface Shown {
  readonly of: Place | Counted;
  readonly part: Part;
}

const LEVELS = ['park', 'enterprise', 'unit', 'outlet'] as const;

/** A park, enterprise, unit or outlet with its open alarms, or all parks together (`rest`). */
export class Place implements Part {
  readonly tally = new Tally();
  /** By level, then by name. */
  private readonly inner: (Map<string, Place> | undefined)[] = [];
  private readonly own: Counted[] = [];
  private sorted: Shown[] | null = null;

  constructor(
    readonly kind: RowKind = 'rest',
    private readonly path: readonly string[] = [],
  ) {}

  get id(): string {
    return this.kind === 'rest' ? 'all' : [this.kind, ...this.path].join('~');
  }

  /** Levels that an alarm has no word for are left out: a park's own outlet stands in the park. */
  put(alarm: Counted): void {
    let place = this.within(0, alarm.park);
    if (alarm.enterprise !== null) place = place.within(1, alarm.enterprise);
    if (alarm.unit !== null) place = place.within(2, alarm.unit);
    if (alarm.outlet !== null) place = place.within(3, alarm.outlet);
    place.own.push(alarm);
  }

  /** Adds up, from the inside out; once, when everything has been put. */
  sum(): Tally {
    for (const alarm of this.own) this.tally.add(alarm);
    for (const level of this.inner) for (const place of level?.values() ?? []) this.tally.addAll(place.sum());
    return this.tally;
  }

  get width(): number {
    return this.inner.reduce((sum, level) => sum + (level?.size ?? 0), this.own.length);
  }

  /** What it consists of, worst first; as much of it as rows can show. */
  worst(count: number = ROW_BUDGET): readonly Part[] {
    return this.inOrder(count).map(({ part }) => part);
  }

  /** What it consists of but for so many of its worst. */
  besides(count: number): (Place | Counted)[] {
    const shown = new Set<Place | Counted>(this.inOrder(count).map(({ of }) => of));
    return [...this.places(), ...this.own].filter((one) => !shown.has(one));
  }

  /** A place that consists of one other place, or one alarm, is shown as that. */
  narrowest(): Part {
    if (this.width !== 1) return this;
    const [alarm] = this.own;
    return alarm === undefined ? (this.places()[0]?.narrowest() ?? this) : new Single(alarm);
  }

  members(): Counted[] {
    return [...this.own, ...this.places().flatMap((place) => place.members())];
  }

  private places(): Place[] {
    return this.inner.flatMap((level) => [...(level?.values() ?? [])]);
  }

  private inOrder(count: number): readonly Shown[] {
    return (this.sorted ??= this.sort()).slice(0, count);
  }

  private sort(): Shown[] {
    const alarms = firstOf(this.own, ROW_BUDGET, compareAlarms).map((of) => ({ of, part: new Single(of) }));
    const places = firstOf(this.places(), ROW_BUDGET, compareGroups).map((of) => ({ of, part: of.narrowest() }));
    return firstOf<Shown>([...places, ...alarms], ROW_BUDGET, (a, b) => compareGroups(a.part, b.part));
  }

  private within(level: 0 | 1 | 2 | 3, name: string): Place {
    const places = (this.inner[level] ??= new Map<string, Place>());
    let place = places.get(name);
    if (place === undefined) places.set(name, (place = new Place(LEVELS[level], [...this.path, name])));
    return place;
  }
}

/** What of a place is not shown: an exact remainder. */
export class Rest implements Part {
  readonly kind = 'rest';
  readonly id: string;
  shown: number;
  private counted: { readonly shown: number; readonly tally: Tally } | null = null;

  constructor(
    readonly of: Place,
    shown: number,
  ) {
    this.id = `rest~${of.id}`;
    this.shown = shown;
  }

  get left(): number {
    return this.of.width - this.shown;
  }

  get tally(): Tally {
    if (this.counted?.shown === this.shown) return this.counted.tally;
    const tally = new Tally();
    for (const part of this.of.besides(this.shown)) {
      if (part instanceof Place) tally.addAll(part.tally);
      else tally.add(part);
    }
    this.counted = { shown: this.shown, tally };
    return tally;
  }

  members(): Counted[] {
    return this.of.besides(this.shown).flatMap((part) => (part instanceof Place ? part.members() : [part]));
  }
}

/** Alarms of one enterprise and factor that the pinned lane has no single rows for; or all that it has no row for. */
export class Group implements Part {
  readonly tally = new Tally();
  private readonly alarms: Counted[] = [];

  constructor(
    readonly id: string,
    readonly kind: RowKind,
  ) {}

  add(alarm: Counted): void {
    this.alarms.push(alarm);
    this.tally.add(alarm);
  }

  members(): Counted[] {
    return this.alarms;
  }
}
