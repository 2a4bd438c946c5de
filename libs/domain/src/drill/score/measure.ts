import { FINAL_STATES } from '../../incident/incident';
import type { IncidentView } from '../../incident/view';
import type { Drill } from '../drill';
import type { ExpectedAction } from '../expected';
import type { Expected, Inject } from '../scenario';
import { corrected } from './correct';
import type { DrillFacts } from './facts';
import { alarmIsAt, incidentIsAt, isAsGrave, isCovered, type Place, placeOfExpected } from './place';
import { quiet } from './quiet';
import { reported } from './reported';
import { askings, type IncidentStory, type Moment, type Story, wasOnDuty } from './story';

/** What an expectation is measured in. */
export interface Measuring {
  readonly drill: Drill;
  readonly facts: DrillFacts;
  readonly story: Story;
  readonly inject: Inject;
  readonly expected: Expected;
  readonly place: Place;
  /** When the inject was carried out, epoch ms of drill time. */
  readonly injectedAt: number;
  /** Where the drill's clock stands or stood at the end. */
  readonly now: number;
}

/** From when it counts (null: that has not been yet), when it was done (null: never), by whom, in which incident. */
export interface Measured {
  readonly from: number | null;
  readonly at: number | null;
  readonly by: string | null;
  readonly incident: string | null;
}

const NOTHING: Measured = { from: null, at: null, by: null, incident: null };

/** Measures one expected action: the first time that it was done at its place, from the inject on. */
export function measure(given: Omit<Measuring, 'place'>): Measured {
  const measuring = { ...given, place: placeOfExpected(given.expected, given.inject) };
  return WAYS[given.expected.action](measuring);
}

const incidentsAt = ({ story, place }: Measuring): IncidentStory[] =>
  story.incidents.filter((incident) => incidentIsAt(incident, place));

/** The earliest; among equals the one that comes first. */
const earliest = <T extends { readonly at: number }>(all: readonly T[]): T | undefined =>
  all.reduce<T | undefined>((first, one) => (first === undefined || one.at < first.at ? one : first), undefined);

type Doing = { readonly moment: Moment<IncidentView>; readonly incident: IncidentStory; readonly at: number };

/** Events of a kind in the place's incidents, from a moment on, the earliest first. */
function doings(measuring: Measuring, type: Moment<IncidentView>['type']): Doing[] {
  const all = incidentsAt(measuring).flatMap((incident) =>
    incident.moments.filter((one) => one.type === type).map((moment) => ({ moment, incident, at: moment.at })),
  );
  return all.sort((a, b) => a.at - b.at);
}

const doneBy = (from: number, { moment, incident }: Doing): Measured => ({
  ...{ from, at: moment.at, by: moment.actor, incident: incident.number },
});

/** One that is there at the inject, and as grave, has been there at once. A growing value alone is no news of it. */
function detected({ story, place, injectedAt: from }: Measuring): Measured {
  const times = story.alarms
    .filter((alarm) => alarmIsAt(alarm, place))
    .flatMap(({ moments }) => moments.map((one, n) => ({ one, until: moments[n + 1]?.at ?? Infinity })))
    .filter(({ one, until }) => until > from && one.view.active && isAsGrave(one, place) && !isCovered(one))
    .map(({ one }) => Math.max(one.at, from));
  return { ...NOTHING, from, at: times.length === 0 ? null : Math.min(...times) };
}

function notified(measuring: Measuring): Measured {
  const { facts, drill, expected, story } = measuring;
  const from = detected(measuring).at;
  if (from === null) return NOTHING;
  const incidents = new Map(incidentsAt(measuring).map(({ id, number }) => [id, number]));
  const alarms = new Set(story.alarms.filter((alarm) => alarmIsAt(alarm, measuring.place)).map(({ id }) => id));
  const tiers = new Map(facts.deliveries.map(({ key, tier }) => [key, tier]));
  const duties = new Map(drill.scenario.participants.map((one) => [one.user, one.tier ?? one.role]));
  const sent = facts.events.filter(({ type, at, subject, data }) => {
    if (type !== 'notification.sent' || at < from) return false;
    if (!incidents.has(subject.id) && !alarms.has(subject.id)) return false;
    const { key, to } = data as { key: string; to: string };
    return expected.tier === undefined || (tiers.get(key) ?? duties.get(to)) === expected.tier;
  });
  const at = earliest(sent)?.at ?? null;
  const numbers = sent.filter((one) => one.at === at).flatMap(({ subject }) => incidents.get(subject.id) ?? []);
  return { from, at, by: null, incident: numbers.sort()[0] ?? null };
}

/** The first acknowledgement from the inject on of what the tier was asked; else the last one before it. */
function acknowledged(measuring: Measuring): Measured {
  const { expected, injectedAt } = measuring;
  const asked = incidentsAt(measuring)
    .flatMap(askings)
    .filter(({ tier }) => expected.tier === undefined || tier === expected.tier);
  const answers = asked.flatMap((one) => (one.acknowledged === null ? [] : [{ ...one, ...one.acknowledged }]));
  const answer =
    earliest(answers.filter(({ at }) => at >= injectedAt)) ??
    (asked.some((one) => one.acknowledged === null) ? undefined : answers.toSorted((a, b) => b.at - a.at)[0]);
  if (answer !== undefined) return { ...answer, incident: answer.incident.number };
  return { ...NOTHING, from: asked.find((one) => one.acknowledged === null)?.from ?? null };
}

/** A tier that is on duty already at the inject has come at once. */
function tierOnDuty(measuring: Measuring): Measured {
  const { expected, injectedAt: from } = measuring;
  const incidents = incidentsAt(measuring);
  const there = incidents.find((incident) => wasOnDuty(incident, expected.tier, from));
  if (there !== undefined) return { from, at: from, by: null, incident: there.number };
  const came = incidents
    .flatMap(askings)
    .filter(({ tier, since }) => since >= from && (expected.tier === undefined || tier === expected.tier));
  const first = earliest(came.map(({ incident, since }) => ({ incident, at: since })));
  return { from, at: first?.at ?? null, by: null, incident: first?.incident.number ?? null };
}

type ShownMeasure = IncidentView['measures'][number];

/** One that goes on already at the inject has been started at once. */
function measureStarted(measuring: Measuring): Measured {
  const { expected, injectedAt: from } = measuring;
  const started = doings(measuring, 'incident.measure-started').filter(({ moment }) => {
    const { code } = moment.view['measure'] as ShownMeasure;
    return expected.measure === undefined || code === expected.measure;
  });
  const first = started.find(({ at }) => at >= from);
  const before = started.findLast((one) => one.at < from && stillHolds(one));
  if (before !== undefined) return { ...doneBy(from, before), at: from };
  return first === undefined ? { ...NOTHING, from } : doneBy(from, first);
}

function stillHolds({ moment, incident }: Doing): boolean {
  const { id } = moment.view['measure'] as ShownMeasure;
  const last = incident.moments.at(-1)?.view;
  return (
    last !== undefined &&
    !FINAL_STATES.includes(moment.view.state) &&
    last.measures.some((one) => one.id === id && one.state !== 'failed')
  );
}

function contained(measuring: Measuring): Measured {
  const { injectedAt: from } = measuring;
  const first = doings(measuring, 'incident.contained').find(({ at }) => at >= from);
  return first === undefined ? { ...NOTHING, from } : doneBy(from, first);
}

/** From the offer that was accepted; while none was, from the newest that waits. */
function handedOver(measuring: Measuring): Measured {
  const { expected, injectedAt } = measuring;
  const isTo = ({ moment }: Doing) => expected.to === undefined || moment.view['to'] === expected.to;
  const offers = doings(measuring, 'incident.hand-over-offered').filter(isTo);
  const accepted = doings(measuring, 'incident.handed-over').find((one) => one.at >= injectedAt && isTo(one));
  if (accepted === undefined) return { ...NOTHING, from: offers.findLast(({ at }) => at >= injectedAt)?.at ?? null };
  const { moment, incident } = accepted;
  const offer = offers.findLast((one) => one.incident.id === incident.id && one.at <= moment.at);
  return doneBy(offer?.at ?? moment.at, accepted);
}

const WAYS: Readonly<Record<ExpectedAction, (measuring: Measuring) => Measured>> = {
  detect: detected,
  notify: notified,
  acknowledge: acknowledged,
  tier: tierOnDuty,
  measure: measureStarted,
  contain: contained,
  'hand-over': handedOver,
  report: (measuring) => ({ ...NOTHING, ...reported(measuring, incidentsAt(measuring)), from: measuring.injectedAt }),
  correct: (measuring) => ({ ...NOTHING, ...corrected(measuring, incidentsAt(measuring)), from: measuring.injectedAt }),
  quiet: (measuring) => ({ ...NOTHING, from: measuring.injectedAt, at: quiet(measuring).brokenAt }),
};
