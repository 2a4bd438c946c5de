import { SEVERITIES, type Severity } from '../condition/condition';
import { type Tier, TIERS } from '../tier/tier';
import type { Counted } from './overview';

type BySeverity = Record<Severity, number>;
const GRAVITY = Object.fromEntries(SEVERITIES.map((severity, i) => [severity, i])) as BySeverity;
const HEIGHT = Object.fromEntries(TIERS.map((tier, i) => [tier, i])) as Record<Tier, number>;

/** Graver and unacknowledged is greater. */
const rankOf = ({ severity, unacknowledged }: Counted): number => GRAVITY[severity] * 2 + (unacknowledged ? 1 : 0);

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of the roll-up, worst first: severity, unacknowledged, earliest onset, id. */
export const compareAlarms = (a: Counted, b: Counted): number =>
  rankOf(b) - rankOf(a) || a.onset - b.onset || byName(a.id, b.id);

/** Where an alarm is, as far as all that was counted has it in common. */
type Where = Pick<Counted, 'park' | 'enterprise' | 'unit' | 'outlet' | 'factor'>;

const shared = (first: boolean, mine: string | null, theirs: string | null): string | null =>
  first || mine === theirs ? theirs : null;

/** Counts alarms. It changes in place, so that ten thousand are counted in a few milliseconds. */
export class Tally {
  count = 0;
  active = 0;
  unacknowledged = 0;
  onset = Infinity;
  gravest: Counted | null = null;
  park: string | null = null;
  enterprise: string | null = null;
  unit: string | null = null;
  outlet: string | null = null;
  factor: string | null = null;
  /** By gravity. */
  private readonly severities = [0, 0, 0, 0];
  private highest = 0;

  add(alarm: Counted): void {
    this.narrow(alarm);
    this.count += 1;
    if (alarm.active) this.active += 1;
    if (alarm.unacknowledged) this.unacknowledged += 1;
    this.addSeverity(GRAVITY[alarm.severity], 1);
    this.note(alarm, alarm.onset, HEIGHT[alarm.tier]);
  }

  addAll(other: Tally): void {
    if (other.gravest === null) return;
    this.narrow(other);
    this.count += other.count;
    this.active += other.active;
    this.unacknowledged += other.unacknowledged;
    for (let i = 0; i < SEVERITIES.length; i++) this.addSeverity(i, other.severities[i] ?? 0);
    this.note(other.gravest, other.onset, other.highest);
  }

  get bySeverity(): Readonly<BySeverity> {
    const [blue = 0, yellow = 0, orange = 0, red = 0] = this.severities;
    return { blue, yellow, orange, red };
  }

  get tier(): Tier {
    return TIERS[this.highest] ?? 'unit';
  }

  /** As `rankOf`, of all that was counted together. */
  get rank(): number {
    return this.gravest === null ? -1 : GRAVITY[this.gravest.severity] * 2 + (this.unacknowledged > 0 ? 1 : 0);
  }

  private addSeverity(gravity: number, count: number): void {
    this.severities[gravity] = (this.severities[gravity] ?? 0) + count;
  }

  private narrow(other: Where | Tally): void {
    const first = this.count === 0;
    this.park = shared(first, this.park, other.park);
    this.enterprise = shared(first, this.enterprise, other.enterprise);
    this.unit = shared(first, this.unit, other.unit);
    this.outlet = shared(first, this.outlet, other.outlet);
    this.factor = shared(first, this.factor, other.factor);
  }

  private note(alarm: Counted, onset: number, height: number): void {
    if (onset < this.onset) this.onset = onset;
    if (height > this.highest) this.highest = height;
    if (this.gravest === null || compareAlarms(alarm, this.gravest) < 0) this.gravest = alarm;
  }
}

interface Ranked {
  readonly id: string;
  readonly tally: Tally;
}

/** Groups in the order of the roll-up. */
export const compareGroups = (a: Ranked, b: Ranked): number =>
  b.tally.rank - a.tally.rank || a.tally.onset - b.tally.onset || byName(a.id, b.id);

/** The first `count` in order, sorted, without sorting the others. */
export function firstOf<T>(all: Iterable<T>, count: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = [];
  for (const one of all) {
    const last = first[count - 1];
    if (last !== undefined && compare(one, last) >= 0) continue;
    let i = first.length;
    for (; i > 0 && compare(one, first[i - 1] as T) < 0; i--);
    first.splice(i, 0, one);
    if (first.length > count) first.pop();
  }
  return first;
}
