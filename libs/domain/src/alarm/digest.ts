import { compareOrder, type Condition, conditionKey, type Digest } from '../condition/condition';
import { type Alarm, isActive } from './alarm';
import { type Known, wasAbnormal } from './merge';

/**
 * What a digest says that the outlet's alarms do not: conditions with news, and for active alarms that it does not name
 * the word that they cleared. The answer goes through `merge` like any other message.
 *
 * @param outlet what is known of each key at the digest's outlet
 */
export function mergeDigest(outlet: readonly Known[], digest: Digest): Condition[] {
  const known = new Map(outlet.flatMap((one) => (one.alarm === null ? [] : [[conditionKey(one.alarm), one] as const])));
  const named = new Set(digest.conditions.map((condition) => conditionKey(condition.key)));
  // A condition that the digest names holds at the digest's place in the log, whenever it last changed.
  const held = digest.conditions.map((condition): Condition => ({ ...condition, order: digest.order }));
  const news = held.filter((condition) => isNews(known.get(conditionKey(condition.key)), condition));
  const cleared = outlet
    .flatMap(({ alarm }) => (alarm === null ? [] : [alarm]))
    .filter((alarm) => isActive(alarm) && isAbout(digest, alarm) && !named.has(conditionKey(alarm)))
    .filter((alarm) => compareOrder(digest.order, alarm.order) > 0)
    .map((alarm) => clearedUnheard(alarm, digest));
  return [...news, ...cleared];
}

const isAbout = (digest: Digest, alarm: Alarm): boolean =>
  alarm.class === digest.class &&
  alarm.drill === digest.drill &&
  alarm.park === digest.park &&
  alarm.outlet === digest.outlet;

function isNews(known: Known | undefined, said: Condition): boolean {
  const told = [...said.previous, ...(wasAbnormal(said) ? [said] : [])];
  const alarm = known?.alarm;
  if (!known || !alarm) return told.length > 0;
  if (compareOrder(said.order, alarm.order) <= 0) return false;
  if (said.phase !== alarm.phase || said.quality !== alarm.quality) return true;
  if (told.some(({ episode }) => !known.occurrences.has(episode))) return true;
  return isActive(said) && differs(said, alarm);
}

/** A value that moved by this share is worth writing down: whether a breach is falling is judged by it. */
const MOVED = 0.05;

const hasMoved = (value: number | null, known: number | null): boolean =>
  value !== known && (value === null || known === null || Math.abs(value - known) >= Math.abs(known) * MOVED);

function differs(said: Condition, alarm: Alarm): boolean {
  if (hasMoved(said.value, alarm.value)) return true;
  const watched = ['episode', 'severity', 'severityMax', 'peak', 'ruleVersion'] as const;
  return watched.some((field) => said[field] !== alarm[field]) || (said.chattering === true) !== alarm.chattering;
}

function clearedUnheard(alarm: Alarm, digest: Digest): Condition {
  const { episode, raisedAt: onset, peak, severityMax, severity, quality } = alarm;
  const { class: class_, drill, park, subject, outlet, factor, rule } = alarm;
  const { value, unit, limit, ratio, limitSource, sampleAt, ruleKind, ruleVersion, toxic, explain } = alarm;
  return {
    kind: 'condition',
    key: { class: class_, drill, park, subject, outlet, factor, rule },
    ...{ order: digest.order, episode, onset, clearedAt: digest.at, peak, severityMax, severity },
    ...{ phase: 'normal', quality, value, unit, limit, ratio, limitSource, sampleAt, ruleKind, ruleVersion, toxic },
    ...{ explain, late: false, previous: [] },
  };
}
