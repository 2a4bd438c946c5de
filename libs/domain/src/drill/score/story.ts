import type { AlarmView } from '../../alarm/view';
import { gravity } from '../../condition/condition';
import { FINAL_STATES } from '../../incident/incident';
import type { IncidentView, TierView } from '../../incident/view';
import type { EventType, JournalEvent } from '../../journal/event';
import { type Tier, tierRank } from '../../tier/tier';
import type { DrillFacts } from './facts';

/** One event about an object, with the object as it was after it. */
export interface Moment<V> {
  readonly at: number;
  readonly seq: number;
  readonly type: EventType;
  readonly actor: string;
  /** The object's public form, with what is special to the event beside it. */
  readonly view: V & Readonly<Record<string, unknown>>;
}

/** An incident of the drill, from its events. */
export interface IncidentStory {
  readonly id: string;
  readonly number: string;
  readonly enterprise: string | null;
  readonly outlets: ReadonlySet<string>;
  readonly factors: ReadonlySet<string>;
  /** The gravest that it was. */
  readonly gravity: number;
  /** In order of the incident's own versions. */
  readonly moments: readonly Moment<IncidentView>[];
}
export interface AlarmStory {
  readonly id: string;
  readonly enterprise: string | null;
  readonly incident: string | null;
  readonly moments: readonly Moment<AlarmView>[];
}

/** A drill's journal, put together by what it is about. Nothing in it follows from the order of events of one moment. */
export interface Story {
  readonly incidents: readonly IncidentStory[];
  readonly alarms: readonly AlarmStory[];
}

export function storyOf({ events, outlets }: DrillFacts): Story {
  const told = gather<IncidentView>(
    events,
    'incident.',
    (view) => Array.isArray(view.tiers) && view.policy !== undefined,
  );
  const raised = gather<AlarmView>(events, 'alarm.', (view) => typeof view.state === 'string');
  const alarms = [...raised].map(([id, moments]) => alarmStory(id, moments, outlets, told));
  const incidents = [...told].map(([id, moments]) => incidentStory(id, moments, alarms));
  return { incidents: incidents.sort(byOpening), alarms };
}

type Versioned = { readonly id: string; readonly version: number };

/** By id, each in order of versions: two events of one change show the same version. */
function gather<V extends Versioned>(
  events: readonly JournalEvent[],
  prefix: string,
  isWhole: (view: Partial<V>) => boolean,
): Map<string, Moment<V>[]> {
  const all = new Map<string, Moment<V>[]>();
  for (const { type, data, at, seq, actor } of events) {
    if (!type.startsWith(prefix) || typeof data !== 'object' || data === null) continue;
    const view = data as Moment<V>['view'];
    if (typeof view.id !== 'string' || !isWhole(view)) continue;
    const moments = all.get(view.id) ?? [];
    moments.push({ at, seq, type, actor, view });
    all.set(view.id, moments);
  }
  for (const moments of all.values()) {
    moments.sort((a, b) => a.at - b.at || a.view.version - b.view.version || a.seq - b.seq);
  }
  return all;
}

type Told = ReadonlyMap<string, readonly Moment<IncidentView>[]>;

function alarmStory(
  id: string,
  moments: readonly Moment<AlarmView>[],
  outlets: DrillFacts['outlets'],
  told: Told,
): AlarmStory {
  const outlet = moments[0]?.view.outlet ?? '';
  const incident = incidentOf(id, moments, told);
  const enterprise = told.get(incident ?? '')?.[0]?.view.enterprise ?? outlets[outlet] ?? null;
  return { id, incident, moments, enterprise };
}

/** The one that it names last; an alarm is named by its incident before it names it itself. */
function incidentOf(id: string, moments: readonly Moment<AlarmView>[], told: Told): string | null {
  const own = moments.findLast(({ view }) => view.incident !== null)?.view.incident;
  return own ?? [...told].find(([, all]) => all.some(({ view }) => view.alarms.includes(id)))?.[0] ?? null;
}

function incidentStory(
  id: string,
  moments: readonly Moment<IncidentView>[],
  alarms: readonly AlarmStory[],
): IncidentStory {
  const views = moments.map(({ view }) => view);
  const named = new Set(views.flatMap((view) => view.alarms));
  const own = alarms.filter((alarm) => alarm.incident === id || named.has(alarm.id)).flatMap((alarm) => alarm.moments);
  const factors = [...views.map(({ cause }) => cause.factor), ...own.map(({ view }) => view.factor)];
  return {
    ...{ id, moments, number: views[0]?.number ?? id, enterprise: views[0]?.enterprise ?? null },
    outlets: new Set(views.flatMap((view) => view.outlets)),
    factors: new Set(factors.filter((factor) => factor !== null)),
    gravity: Math.max(...views.map(({ severity }) => gravity(severity))),
  };
}

const byOpening = (a: IncidentStory, b: IncidentStory): number =>
  (a.moments[0]?.at ?? 0) - (b.moments[0]?.at ?? 0) || (a.number + a.id < b.number + b.id ? -1 : 1);

/** A stretch in which a tier was asked to take note, until it did. Epoch ms of drill time. */
export interface Asking {
  readonly incident: IncidentStory;
  readonly tier: Tier;
  /** Since when the tier is on duty. */
  readonly since: number;
  /** Since when it was asked: the same, or when what it had acknowledged became graver. */
  readonly from: number;
  readonly acknowledged: { readonly at: number; readonly by: string | null } | null;
}

/** Every time that a tier was asked, in order. */
export function askings(incident: IncidentStory): Asking[] {
  const done: Asking[] = [];
  const open = new Map<Tier, Asking>();
  for (const { at, view } of incident.moments) {
    for (const duty of view.tiers) {
      const before = open.get(duty.tier);
      const now = asked(incident, duty);
      if (before === undefined) open.set(duty.tier, now);
      else if (before.since !== now.since || (before.acknowledged !== null && now.acknowledged === null)) {
        done.push(before);
        open.set(duty.tier, before.since === now.since ? { ...now, from: at } : now);
      } else open.set(duty.tier, { ...before, acknowledged: before.acknowledged ?? now.acknowledged });
    }
  }
  return [...done, ...open.values()].sort((a, b) => a.from - b.from || tierRank(a.tier) - tierRank(b.tier));
}

function asked(incident: IncidentStory, { tier, since, acknowledgedAt, acknowledgedBy }: TierView): Asking {
  const acknowledged = acknowledgedAt === null ? null : { at: Date.parse(acknowledgedAt), by: acknowledgedBy };
  return { incident, tier, since: Date.parse(since), from: Date.parse(since), acknowledged };
}

/** The incident as it stood at a moment; null before it opened. */
export const standing = ({ moments }: IncidentStory, at: number): IncidentView | null =>
  moments.findLast((moment) => moment.at <= at)?.view ?? null;

/** Whether a tier was on duty at a moment in what was not over. */
export function wasOnDuty(incident: IncidentStory, tier: Tier | undefined, at: number): boolean {
  const view = standing(incident, at);
  if (view === null || FINAL_STATES.includes(view.state)) return false;
  return tier === undefined || view.tiers.some((duty) => duty.tier === tier);
}
