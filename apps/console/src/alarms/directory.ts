import type { AlarmView, IncidentView, OutletKind, Tier } from '@cofferdam/domain';
import type { Name, OutletView, ParkView } from '../api/shapes';
import type { Language, Words } from '../language/words';

const PARK_ZONE = 'Asia/Shanghai';
/** The park of what is wrong with the service itself. */
const SYSTEM_PARK = 'system';

/** The tier that an outlet belongs to. */
export const OUTLET_TIER: Readonly<Record<OutletKind, Tier>> = {
  workshop: 'unit',
  'enterprise-main': 'enterprise',
  rain: 'enterprise',
  'park-plant-in': 'park',
  'park-plant-out': 'park',
  'river-section': 'basin',
};

type Place = Readonly<Record<'park' | 'enterprise' | 'unit' | 'outlet', string | null>> & { readonly kind: string };

/** Names of parks, outlets, enterprises and factors in the reader's language; where none is known, the code itself. */
export class Directory {
  private readonly parks: ReadonlyMap<string, ParkView>;
  private readonly outlets = new Map<string, OutletView>();

  constructor(
    parks: readonly ParkView[],
    private readonly language: Language,
    private readonly words: Words,
  ) {
    this.parks = new Map(parks.map((park) => [park.id, park]));
    for (const park of parks) {
      for (const outlet of park.outlets) this.outlets.set(`${park.id}.${outlet.id}`, outlet);
    }
  }

  name(name: Name): string {
    return name[this.language];
  }

  park(id: string): string {
    const park = this.parks.get(id);
    if (park) return this.name(park.name);
    return id === SYSTEM_PARK ? this.words.table.system : id;
  }

  zone(park: string | null): string {
    const first = this.parks.values().next().value;
    return (park === null ? first : this.parks.get(park))?.timezone ?? PARK_ZONE;
  }

  /** Where an alarm is: its outlet, or what else it is about. */
  place(alarm: AlarmView): string {
    if (alarm.outlet === null) return `${this.subjectKind(alarm)} ${alarm.subject.id}`;
    const outlet = this.outlet(alarm);
    return outlet ? this.name(outlet.name) : alarm.outlet;
  }

  /** Whose outlet it is; the park where it is the park's own. */
  owner(alarm: AlarmView): string {
    const enterprise = this.outlet(alarm)?.enterprise ?? null;
    return enterprise === null ? this.park(alarm.park) : this.enterprise(alarm.park, enterprise);
  }

  /** Of the alarm's outlet; null where it is about none. */
  tier(alarm: AlarmView): Tier | null {
    return OUTLET_TIER[this.outlet(alarm)?.kind as OutletKind] ?? null;
  }

  /** What is measured, or what is wrong where nothing is measured. */
  factor(alarm: AlarmView): string {
    if (alarm.factor === null) return this.trouble(alarm);
    const known = this.outlet(alarm)?.factors.find(({ code }) => code === alarm.factor);
    return known ? this.name(known) : alarm.factor;
  }

  /** A wall of a park; its id where the register does not know it. */
  wall(park: string, id: string): string {
    const wall = this.parks.get(park)?.walls.find((each) => each.id === id);
    return wall ? this.name(wall.name) : id;
  }

  /** What an incident is about: where its cause is, and what is measured there. */
  cause({ park, cause }: Pick<IncidentView, 'park' | 'cause'>): string {
    const at = { park, outlet: cause.outlet, factor: cause.factor };
    return `${this.outletAt(at)} ${cause.factor === null ? this.words.table.silence : this.factorAt(at)}`;
  }

  /** Whose incident it is thought to be: an enterprise's, or the park's own. */
  source({ park, enterprise }: Pick<IncidentView, 'park' | 'enterprise'>): string {
    return enterprise === null ? this.park(park) : this.enterprise(park, enterprise);
  }

  /** The place that a row of the roll-up stands for, the widest part first. */
  placeOf({ kind, park, enterprise, unit, outlet }: Place): string {
    const { overview } = this.words.incident;
    if (park === null) return overview.rest;
    const parts = [
      enterprise === null ? this.park(park) : this.enterprise(park, enterprise),
      ...(unit === null ? [] : [this.unit(park, enterprise, unit)]),
      ...(outlet === null ? [] : [this.outletAt({ park, outlet })]),
      ...(kind === 'rest' ? [overview.rest] : []),
    ];
    return parts.join(' · ');
  }

  factorAt({ park, outlet, factor }: { park: string | null; outlet: string | null; factor: string | null }): string {
    const known = this.outlets.get(`${park}.${outlet}`)?.factors.find(({ code }) => code === factor);
    return known ? this.name(known) : (factor ?? '');
  }

  /** In which a factor is measured there; empty where the register does not know it. */
  unitAt({ park, outlet, factor }: { park: string; outlet: string; factor: string }): string {
    return this.outlets.get(`${park}.${outlet}`)?.factors.find(({ code }) => code === factor)?.unit ?? '';
  }

  outletAt({ park, outlet }: { park: string; outlet: string }): string {
    const known = this.outlets.get(`${park}.${outlet}`);
    return known ? this.name(known.name) : outlet;
  }

  private unit(park: string, enterprise: string | null, id: string): string {
    const units = this.parks.get(park)?.enterprises.find((each) => each.id === enterprise)?.units;
    const unit = units?.find((each) => each.id === id);
    return unit ? this.name(unit.name) : id;
  }

  /** What the text filter looks in. */
  text(alarm: AlarmView): string {
    const codes = [alarm.outlet ?? '', alarm.factor ?? '', alarm.subject.id];
    return [this.place(alarm), this.owner(alarm), this.factor(alarm), this.park(alarm.park), ...codes].join(' ');
  }

  private trouble({ rule, ruleKind }: AlarmView): string {
    if (ruleKind === 'silence') return this.words.table.silence;
    return (this.words.trouble as Readonly<Record<string, string>>)[rule] ?? rule;
  }

  enterprise(park: string, id: string): string {
    const enterprise = this.parks.get(park)?.enterprises.find((each) => each.id === id);
    return enterprise ? this.name(enterprise.name) : id;
  }

  private outlet(alarm: AlarmView): OutletView | undefined {
    return this.outlets.get(`${alarm.park}.${alarm.outlet}`);
  }

  private subjectKind(alarm: AlarmView): string {
    return alarm.subject.kind === 'monitor' ? this.words.table.monitor : this.words.table.system;
  }
}
