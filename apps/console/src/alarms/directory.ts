import type { AlarmView } from '@cofferdam/domain';
import type { Name, OutletView, ParkView } from '../api/shapes';
import type { Language, Words } from '../language/words';

const PARK_ZONE = 'Asia/Shanghai';
/** The park of what is wrong with the service itself. */
const SYSTEM_PARK = 'system';

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

  /** What is measured, or what is wrong where nothing is measured. */
  factor(alarm: AlarmView): string {
    if (alarm.factor === null) return this.trouble(alarm);
    const known = this.outlet(alarm)?.factors.find(({ code }) => code === alarm.factor);
    return known ? this.name(known) : alarm.factor;
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

  private enterprise(park: string, id: string): string {
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
