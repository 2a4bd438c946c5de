import type { ParkView } from '../api/shapes';
import type { Row } from './alarms';

export interface Monitors {
  readonly online: number;
  readonly total: number;
}

/**
 * How many of the parks' monitors report: all but those that an active silence alarm is about. Null where a park has no
 * rule for silence, because nobody would know then.
 */
export function monitorsOf(parks: readonly ParkView[], open: ReadonlyMap<string, Row>): Monitors | null {
  const known = parks.length > 0 && parks.every(({ rules }) => rules.some(({ kind }) => kind === 'silence'));
  if (!known) return null;
  const all = new Set(parks.flatMap(({ outlets }) => outlets.flatMap(({ monitors }) => monitors.map(({ id }) => id))));
  const silent = new Set<string>();
  for (const { alarm } of open.values()) {
    const tells = alarm.ruleKind === 'silence' && alarm.active && alarm.subject.kind === 'monitor';
    if (tells && all.has(alarm.subject.id)) silent.add(alarm.subject.id);
  }
  return { online: all.size - silent.size, total: all.size };
}
