import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  attach,
  blind,
  downstreamOf,
  existingTiers,
  type FrozenPolicy,
  gravity,
  type Incident,
  type IncidentChange,
  incidentFor,
  isActive,
  isJudgedFalse,
  type Joiner,
  type JournalEntry,
  localDay,
  openIncident,
  type Opening,
  OVERLAYS,
  type Park,
  placeOf,
  sourceOf,
  type Timeline,
  timelineKey,
  upstreamOf,
} from '@cofferdam/domain';
import { Desks } from './desks';
import { Incidents, type SourceScope } from './incidents';
import { ParkDocuments } from './park-documents';
import { Policies } from './policies';
import type { Tx } from './schema';

/** An outlet in a timeline, whose alarms are about to change. */
export interface Spot extends Timeline {
  readonly park: string;
  readonly outlet: string;
}

/** Incidents by their ids, and by the keys of their alarms. */
export type Beside = { readonly ids?: readonly string[]; readonly keys?: readonly string[] };

/** An alarm as it was and as it is; null for one that is new. */
export interface AlarmStep {
  readonly before: Alarm | null;
  readonly after: Alarm;
}

const FRESH_MS = 1_000;

/** What alarms become incidents or join them: carries out what the domain decides. */
@Injectable()
export class Grouping {
  private readonly frozen = new Map<string, { policy: FrozenPolicy; askedAt: number }>();

  constructor(
    private readonly incidents: Incidents,
    private readonly documents: ParkDocuments,
    private readonly policies: Policies,
    private readonly desks: Desks,
  ) {}

  /**
   * Locks every incident that alarms of these places may join. Comes before any alarm is locked.
   * @param beside whose incidents are locked as well: those that the alarms belong to already
   * @param now epoch ms of the timeline
   */
  async begin(tx: Tx, spots: readonly Spot[], beside: Beside, now: number): Promise<GroupingRun> {
    const parks = await this.documents.of(tx, [...new Set(spots.map(({ park }) => park))]);
    const scopes = scopesOf(spots, parks);
    const locked = spots.length === 0 ? [] : await this.incidents.lockOpenOf(tx, scopes, now, beside);
    const policyOf = (park: string): Promise<FrozenPolicy> => this.freeze(tx, park);
    const numbersOf: Hands['numbersOf'] = (of, park, count) => this.numbers(tx, { of, park, count, now });
    const save: Hands['save'] = (changes, more) => this.incidents.save(tx, changes, now, { more });
    return new GroupingRun({ parks, now, policyOf, numbersOf, save }, locked);
  }

  /** A second old at most: a storm must not ask for it with every incident. */
  private async freeze(tx: Tx, park: string): Promise<FrozenPolicy> {
    const known = this.frozen.get(park);
    if (known !== undefined && performance.now() - known.askedAt < FRESH_MS) return known.policy;
    const askedAt = performance.now();
    const { version, policy: current } = await this.policies.current(tx, park);
    const desks = await this.desks.all(tx, [park]);
    const policy = { ...current, version, tiers: existingTiers(desks.map(({ desk }) => desk)) };
    this.frozen.set(park, { policy, askedAt });
    return policy;
  }

  private async numbers(
    tx: Tx,
    { of, park: { id, timezone }, count, now }: { of: Timeline; park: Park; count: number; now: number },
  ): Promise<string[]> {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(localDay(now, timezone).start);
    const first = await this.incidents.nextNumber(tx, of, id, day, count);
    const prefix = `INC-${day.slice(5).replace('-', '')}`;
    return Array.from({ length: count }, (_, n) => `${prefix}-${String(first + n).padStart(2, '0')}`);
  }
}

/** Sources whose incidents an alarm there may join: its own, and those along its water. */
function scopesOf(spots: readonly Spot[], parks: ReadonlyMap<string, Park>): SourceScope[] {
  const scopes = new Map<string, SourceScope & { enterprises: (string | null)[] }>();
  for (const { class: class_, drill, park, outlet } of spots) {
    const document = parks.get(park);
    if (document === undefined) continue;
    const key = `${timelineKey({ class: class_, drill })} ${park}`;
    const scope = scopes.get(key) ?? { class: class_, drill, park, enterprises: [] };
    const along = [outlet, ...downstreamOf(document, outlet), ...upstreamOf(document, outlet)];
    const enterprises = along.map((id) => placeOf(document, id)?.enterprise ?? null);
    scopes.set(key, { ...scope, enterprises: [...new Set([...scope.enterprises, ...enterprises])] });
  }
  return [...scopes.values()];
}

interface Hands {
  readonly parks: ReadonlyMap<string, Park>;
  readonly now: number;
  readonly policyOf: (park: string) => Promise<FrozenPolicy>;
  readonly numbersOf: (timeline: Timeline, park: Park, count: number) => Promise<string[]>;
  readonly save: (changes: readonly IncidentChange[], more: readonly JournalEntry[]) => Promise<void>;
}

/** The incidents of one transaction while alarms are sorted into them. */
export class GroupingRun {
  private readonly incidents: Map<string, Incident>;
  private readonly changes: IncidentChange[] = [];

  constructor(
    private readonly hands: Hands,
    locked: readonly Incident[],
  ) {
    this.incidents = new Map(locked.map((incident) => [incident.id, incident]));
  }

  get parks(): ReadonlyMap<string, Park> {
    return this.hands.parks;
  }

  /**
   * Sorts alarms that call for people into incidents and opens new ones; `save` writes all of it.
   * @returns the incident of each alarm that has joined one, by the alarm's id
   */
  async place(steps: readonly AlarmStep[]): Promise<Map<string, string>> {
    const joined = new Map<string, string>();
    const joiners = new Map<string, Joiner[]>();
    const openings: Opening[] = [];
    for (const { alarm, source, park } of this.callers(steps)) {
      const found = incidentFor(alarm, source, [...this.incidents.values()], park);
      if (found === null) openings.push(await this.prepare(alarm, source));
      else joiners.set(found.id, [...(joiners.get(found.id) ?? []), { alarm, source }]);
      joined.set(alarm.id, found?.id ?? incidentId(alarm));
    }
    await this.open(openings);
    for (const [id, those] of joiners) this.join(id, those);
    for (const step of steps) if (fellSilent(step)) this.blind(step.after);
    return joined;
  }

  /** Writes the incidents that have changed, and what else the journal has to tell. */
  async save(more: readonly JournalEntry[]): Promise<void> {
    await this.hands.save(this.changes, more);
  }

  /** Alarms that call for people, with where they come from; those of unknown places call nobody. */
  private callers(steps: readonly AlarmStep[]): (Joiner & { park: Park })[] {
    return steps.filter(callsForPeople).flatMap(({ after: alarm }) => {
      const park = this.hands.parks.get(alarm.park);
      const source = park && sourceOf(alarm, park);
      return park && source ? [{ alarm, source, park }] : [];
    });
  }

  /** What is needed to open an incident but its number; others may find it already. */
  private async prepare(alarm: Alarm, source: Joiner['source']): Promise<Opening> {
    const policy = await this.hands.policyOf(alarm.park);
    const opening = { id: incidentId(alarm), number: '', alarm, source, policy, now: this.hands.now };
    this.incidents.set(opening.id, openIncident(opening).incident);
    return opening;
  }

  /** Opens them with the next numbers of their parks' day, taken at once. */
  private async open(openings: readonly Opening[]): Promise<void> {
    const together = new Map<string, Opening[]>();
    for (const opening of openings) {
      const key = `${timelineKey(opening.alarm)} ${opening.alarm.park}`;
      together.set(key, [...(together.get(key) ?? []), opening]);
    }
    for (const [, those] of [...together].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [{ alarm } = { alarm: null }] = those;
      const park = alarm && this.hands.parks.get(alarm.park);
      if (!alarm || !park) continue;
      const numbers = await this.hands.numbersOf(alarm, park, those.length);
      those.forEach((opening, n) => this.take(openIncident({ ...opening, number: numbers[n] ?? '' })));
    }
  }

  private join(id: string, joiners: readonly Joiner[]): void {
    const incident = this.incidents.get(id);
    const park = incident && this.hands.parks.get(incident.park);
    if (incident && park) this.take(attach(incident, joiners, park, this.hands.now));
  }

  private blind({ park, outlet, ...timeline }: Alarm): void {
    for (const incident of this.incidents.values()) {
      if (incident.park !== park || outlet === null || timelineKey(incident) !== timelineKey(timeline)) continue;
      const change = blind(incident, outlet, this.hands.now);
      if (change !== null) this.take(change);
    }
  }

  private take(change: IncidentChange): void {
    this.incidents.set(change.incident.id, change.incident);
    this.changes.push(change);
  }
}

/** An incident is named after what opened it: judged again, it is the same one. */
const incidentId = ({ id, episode, generation }: Alarm): string =>
  createHash('sha256').update(`${id}#${episode}#${generation}`).digest('hex').slice(0, 24);

const isBare = (alarm: Alarm): boolean => OVERLAYS.every((name) => alarm[name] === null);

/** In breach, hidden by nothing and not judged false; and that is news: it was not so before, or it is graver now. */
function callsForPeople({ before, after }: AlarmStep): boolean {
  if (!calls(after)) return false;
  if (before === null || after.incident === null || !calls(before)) return true;
  return before.episode !== after.episode || gravity(after.severity) > gravity(before.severity);
}

const calls = (alarm: Alarm): boolean => isActive(alarm) && isBare(alarm) && !isJudgedFalse(alarm);

const fellSilent = ({ before, after }: AlarmStep): boolean =>
  after.ruleKind === 'silence' && isActive(after) && (before === null || !isActive(before));

/** Journal entries of alarms, told with the incident that these have just joined. */
export const toldWith = (joined: ReadonlyMap<string, string>, entries: readonly JournalEntry[]): JournalEntry[] =>
  entries.map((entry) => {
    const data = entry.data as { readonly id?: string };
    const incident = entry.type.startsWith('alarm.') ? joined.get(data.id ?? '') : undefined;
    return incident === undefined ? entry : { ...entry, data: { ...data, incident } };
  });
