import { compareOrder, type Condition, gravity } from '../condition/condition';
import type { EventType, JournalEntry } from '../journal/event';
import { type Alarm, isActive, isJudgedFalse, isOpen, NOTHING_DONE, type OverlayName } from './alarm';
import { arrivalOf } from './arrival';
import { alarmEntry } from './entry';
import { liftOverlay, type OverlayEnd } from './overlay';
import { asEnded, mergeOccurrence, newOccurrence, type Occurrence, sameEpisode } from './occurrence';
import { viewAlarm } from './view';

/** What the records know of one key before a message about it. */
export interface Known {
  /** The key's newest alarm, open or not. */
  readonly alarm: Alarm | null;
  /** By episode: at least the message's own, those of its `previous`, and the alarm's present one. */
  readonly occurrences: ReadonlyMap<number, Occurrence>;
}

/** What is to be written, and what is known after it. Nothing to write means that the message was no news. */
export interface Merged {
  readonly known: Known;
  /** Changed or new alarms, older ones first. */
  readonly alarms: readonly Alarm[];
  readonly occurrences: readonly Occurrence[];
  readonly entries: readonly JournalEntry[];
}

/** An `alarm.changed` for a growing peak is due when it grew by this share ... */
const PEAK_GROWTH = 0.1;
/** ... and this long after the last one, ms. */
const PEAK_PAUSE = 60_000;

interface Draft {
  alarm: Alarm | null;
  readonly occurrences: Map<number, Occurrence>;
  readonly alarms: Map<string, Alarm>;
  readonly changed: Map<number, Occurrence>;
  readonly entries: JournalEntry[];
  readonly now: number;
  readonly newId: (episode: number) => string;
}

/**
 * Merges what the rule engine says of a key into what is known, so that shuffled, repeated and lost messages end in the
 * same alarm as delivery in order (decision 4 of the architecture).
 *
 * - A message whose order is not greater than the stored one of its episode is dropped.
 * - An episode not seen before is an occurrence, also when a later one is known already; each gets one `alarm.raised`.
 * - The present state is that of the greatest order.
 *
 * `alarm.raised` carries the episode and its true onset (`raisedAt`), and `late`: heard of when it was over or when a
 * later one was known; a live one also `arrivedAt`. A late one that does not become the present state carries the version that screens already have,
 * so that they leave their state alone; the `alarm.changed` behind it has the alarm as it stands.
 *
 * @param now epoch ms
 * @param newId names an alarm that this episode opens
 */
export function merge(known: Known, message: Condition, now: number, newId: (episode: number) => string): Merged {
  const draft: Draft = {
    alarm: known.alarm,
    occurrences: new Map(known.occurrences),
    alarms: new Map(),
    changed: new Map(),
    entries: [],
    now,
    newId,
  };
  const fresh = known.alarm === null || compareOrder(message.order, known.alarm.order) > 0;
  const said = asFound(message);
  const previous = message.previous.toSorted((a, b) => a.episode - b.episode);
  const [before, after] = [
    previous.filter((p) => p.episode < said.episode),
    previous.filter((p) => p.episode > said.episode),
  ];
  for (const past of before) mergeEnded(draft, asEnded(said, past), fresh);
  if (wasAbnormal(said)) record(draft, said, fresh && !keepsPresent(draft.alarm, said));
  else if (fresh && draft.alarm !== null) showQuiet(draft, draft.alarm, said);
  // One with a greater number than the one that goes on was found late: it is never the present one.
  for (const past of after) mergeEnded(draft, asEnded(said, past), false);
  return {
    known: { alarm: draft.alarm, occurrences: draft.occurrences },
    alarms: [...draft.alarms.values()],
    occurrences: [...draft.changed.values()],
    entries: draft.entries,
  };
}

/** An episode found late was over by then, whatever the water does now. */
const asFound = (message: Condition): Condition =>
  message.late && message.clearedAt !== null ? { ...message, phase: 'normal' } : message;

/** `pending`, and the `normal` that follows it, speak of no episode: nothing has been abnormal yet. */
export const wasAbnormal = (c: Condition): boolean => isActive(c) || (c.phase === 'normal' && c.clearedAt !== null);

/** A breach found in old data says nothing of what the water does now: an open alarm only counts it. */
const keepsPresent = (alarm: Alarm | null, said: Condition): boolean =>
  said.late && alarm !== null && isOpen(alarm) && alarm.episode !== said.episode;

function mergeEnded(draft: Draft, ended: Condition, fresh: boolean): void {
  const stored = draft.occurrences.get(ended.episode);
  if (stored && sameEpisode(stored, mergeOccurrence(stored, ended))) return;
  const { alarm } = draft;
  const newer = alarm === null || ended.episode > alarm.episode;
  const ends = alarm !== null && ended.episode === alarm.episode && isActive(alarm);
  record(draft, ended, fresh && (ends || (newer && stored === undefined)));
}

/** Takes in what is said of one episode; `present` says that it is also the key's newest state. */
function record(draft: Draft, said: Condition, present: boolean): void {
  const stored = draft.occurrences.get(said.episode);
  if (stored === undefined) {
    open(draft, said, present);
    return;
  }
  if (compareOrder(said.order, stored.order) <= 0) return;
  const merged = keep(draft, mergeOccurrence(stored, said));
  const { alarm } = draft;
  if (alarm === null) return;
  if (present) show(draft, alarm, said, merged);
  else if (alarm.episode === said.episode && !sameEpisode(stored, merged))
    save(draft, { ...alarm, ...worst(alarm, merged) });
}

function open(draft: Draft, said: Condition, present: boolean): void {
  const { alarm } = draft;
  const late = said.late || !present || !isActive(said);
  if (alarm !== null && !present) {
    addLate(draft, alarm, newOccurrence(alarm.id, said, late));
    return;
  }
  const before = alarm !== null && isOpen(alarm) ? alarm : birth(draft.newId(said.episode), said);
  const occurrence = keep(draft, newOccurrence(before.id, said, late));
  const raised = save(draft, {
    ...before,
    ...stateOf(said, occurrence),
    acknowledged: null,
    latched: before.latched || latches(said),
    occurrences: before.occurrences + 1,
    generation: before.generation + 1,
    told: { peak: said.peak, at: draft.now },
  });
  tell(draft, 'alarm.raised', raised, { late, ...arrivalOf(said) });
  tellMonitor(draft, before.version > 0 && isActive(before), raised);
  uncover(draft, raised);
}

/** An episode that is not the present one: counted and journalled, nobody's acknowledgement is touched. */
function addLate(draft: Draft, alarm: Alarm, occurrence: Occurrence): void {
  keep(draft, occurrence);
  const { episode, onset, clearedAt, peak, severityMax } = occurrence;
  const then: Alarm = { ...alarm, episode, raisedAt: onset, clearedAt, peak, severityMax, severity: severityMax };
  tell(draft, 'alarm.raised', then, { late: true });
  const counted = { ...alarm, occurrences: alarm.occurrences + 1, generation: alarm.generation + 1 };
  tell(draft, 'alarm.changed', save(draft, counted));
}

/** The key's newest state, on an alarm that exists, of an episode that is known. */
function show(draft: Draft, alarm: Alarm, said: Condition, occurrence: Occurrence): void {
  const next: Alarm = { ...alarm, ...stateOf(said, occurrence) };
  const returned = isActive(alarm) && !isActive(next);
  const renewed = asksAgain(alarm, next);
  const changed = !returned && (renewed || isTold(alarm, next) || peakIsDue(alarm, next, draft.now));
  const saved = save(draft, {
    ...next,
    latched: isHeld(alarm, next, renewed, said),
    ...(renewed && { acknowledged: null, falseEpisode: null, generation: alarm.generation + 1 }),
    ...((returned || changed) && { told: { peak: next.peak, at: draft.now } }),
  });
  if (returned) tell(draft, 'alarm.returned', saved);
  if (changed) tell(draft, 'alarm.changed', saved);
  tellMonitor(draft, isActive(alarm), saved);
  uncover(draft, saved);
}

const isTold = (before: Alarm, next: Alarm): boolean =>
  next.severity !== before.severity || next.chattering !== before.chattering;

/** Latched by what is active, or graver than anybody knew; not by what goes on and has been judged false. */
const isHeld = (before: Alarm, next: Alarm, renewed: boolean, said: Condition): boolean =>
  before.latched || (latches(said) && (renewed || (isActive(next) && !isJudgedFalse(before))));

/** The service's own alarms have no place that anybody could look at. */
const latches = (said: Condition): boolean => said.latching === true && said.ruleKind !== 'system';

/**
 * Ends what must not lie over the alarm any longer: a one-shot shelving when it has returned to normal, and shelving and
 * suppression when it has turned red, which they may not hide.
 */
function uncover(draft: Draft, alarm: Alarm): void {
  const red = isActive(alarm) && alarm.severity === 'red';
  const returned = !isActive(alarm) && alarm.shelved?.kind === 'one-shot';
  if (red || returned) lift(draft, 'shelved', red ? 'red' : 'returned');
  if (red) lift(draft, 'suppressed', 'red');
}

function lift(draft: Draft, name: OverlayName, why: OverlayEnd): void {
  const { alarm, now } = draft;
  if (alarm === null || alarm[name] === null) return;
  const { alarm: bare, entries } = liftOverlay(alarm, name, { actor: 'system', now, why });
  draft.alarm = bare;
  draft.alarms.set(bare.id, bare);
  draft.entries.push(...entries);
}

/**
 * What an acknowledgement did not mean: graver than the episode had been, also where that is heard of only now that it is
 * over; another episode; and unless it was judged false, active again or a rise of the colour.
 */
function asksAgain(before: Alarm, next: Alarm): boolean {
  if (next.episode !== before.episode) return true;
  const worse = gravity(next.severityMax) > gravity(before.severityMax);
  if (worse || isJudgedFalse(before)) return worse;
  return isActive(next) && (!isActive(before) || gravity(next.severity) > gravity(before.severity));
}

/** `pending` or never abnormal: the alarm's episode, if it is thought to go on, has ended unheard. */
function showQuiet(draft: Draft, alarm: Alarm, message: Condition): void {
  if (isActive(alarm)) {
    const { episode, peak, severityMax, raisedAt: onset } = alarm;
    const clearedAt = message.clearedAt ?? message.sampleAt;
    record(draft, asEnded(message, { episode, onset, peak, severityMax, clearedAt }), true);
  }
  const quiet = draft.alarm ?? alarm;
  const { phase, quality, order } = message;
  save(draft, { ...quiet, phase, quality, order, chattering: false, ...figures(message) });
}

/** What an alarm takes from its episode's occurrence. */
function worst(alarm: Pick<Alarm, 'phase' | 'severity'>, occurrence: Occurrence): Partial<Alarm> {
  const { onset: raisedAt, peak, severityMax, clearedAt } = occurrence;
  if (isActive(alarm)) return { raisedAt, peak, severityMax };
  // What has returned shows the worst that it was until somebody has seen it.
  return { raisedAt, peak, severityMax, clearedAt, severity: severityMax };
}

function figures(said: Condition) {
  const { value, unit, limit, ratio, limitSource, sampleAt, ruleKind, ruleVersion, toxic, explain } = said;
  return { value, unit, limit, ratio, limitSource, sampleAt, ruleKind, ruleVersion, toxic, explain };
}

function stateOf(said: Condition, occurrence: Occurrence) {
  const { episode, order, phase, quality, severity } = said;
  const axes = { order, phase, quality, severity, chattering: said.chattering === true && isActive(said) };
  return { ...figures(said), ...axes, episode, clearedAt: null, ...worst(said, occurrence) };
}

/** An alarm that nobody has been told of yet. */
function birth(id: string, said: Condition): Alarm {
  const { key, episode, onset, peak, severity, severityMax, order, phase, quality, clearedAt } = said;
  const counts = { occurrences: 0, generation: 0, version: 0, acknowledged: null, told: { peak, at: 0 } };
  const state = { episode, raisedAt: onset, peak, severity, severityMax, order, phase, quality, clearedAt };
  const { class: class_, drill, park, subject, outlet, factor, rule } = key;
  return {
    id,
    class: class_,
    drill,
    park,
    subject,
    outlet,
    factor,
    rule,
    ...figures(said),
    ...NOTHING_DONE,
    ...state,
    ...counts,
  };
}

function peakIsDue(before: Alarm, next: Alarm, now: number): boolean {
  const told = before.told.peak;
  if (next.peak === null || next.peak === told || now - before.told.at < PEAK_PAUSE) return false;
  return told === null || Math.abs(next.peak - told) >= Math.abs(told) * PEAK_GROWTH;
}

function keep(draft: Draft, occurrence: Occurrence): Occurrence {
  draft.occurrences.set(occurrence.episode, occurrence);
  draft.changed.set(occurrence.episode, occurrence);
  return occurrence;
}

function save(draft: Draft, alarm: Alarm): Alarm {
  const saved = { ...alarm, version: alarm.version + 1 };
  draft.alarm = saved;
  draft.alarms.set(saved.id, saved);
  return saved;
}

function tell(draft: Draft, type: EventType, alarm: Alarm, more: object = {}): void {
  draft.entries.push(alarmEntry(type, alarm, 'system', draft.now, { ...viewAlarm(alarm), ...more }));
}

/** A silent monitor is also told as a monitor that went, and came back. */
function tellMonitor(draft: Draft, wasActive: boolean, alarm: Alarm): void {
  if (alarm.ruleKind !== 'silence' || wasActive === isActive(alarm)) return;
  const { id, episode, outlet, raisedAt, clearedAt } = alarm;
  const data = { alarm: id, episode, outlet, since: new Date(clearedAt ?? raisedAt).toISOString() };
  draft.entries.push(alarmEntry(wasActive ? 'monitor.online' : 'monitor.offline', alarm, 'system', draft.now, data));
}
