import type { EventType, JournalEntry } from '../journal/event';
import type { Message } from '../journal/message';
import type { DrillActContext, DrillChange } from './act';
import { type Drill, drillTimeline } from './drill';
import { lineOfDrill } from './view';
import { saysItIsReal } from './real';

/** An event of a drill, at its own time; `wall` is when that was for everybody else. */
export function tellDrill(
  type: EventType,
  drill: Drill,
  { actor, now, drillAt }: Pick<DrillActContext, 'actor' | 'now' | 'drillAt'>,
  more: Readonly<Record<string, unknown>> = {},
): JournalEntry {
  return {
    ...{ at: drillAt ?? now, type, ...drillTimeline(drill), park: drill.park },
    ...{ subject: { kind: 'drill', id: drill.id }, actor: actor?.username ?? 'system' },
    data: { drill: lineOfDrill(drill), wall: new Date(now).toISOString(), ...more },
  };
}

/**
 * Tells those who take part how the drill goes. A reason that says it is real is not passed on (isolation rule I8); the
 * act counts all the same, since nobody stops a drill with the right words in mind.
 */
export function drillMessage(drill: Drill, { news, reason, severity }: NonNullable<DrillChange['news']>): Message {
  const { park, generation, scenario, id } = drill;
  return {
    ...{ ...drillTimeline(drill), park, owner: { kind: 'drill', id }, kind: 'drill' },
    ...{ tier: null, enterprise: null, severity: severity ?? 'yellow', toxic: false, generation, n: 1 },
    data: {
      news,
      title: `${scenario.title.zh} / ${scenario.title.en}`,
      reason: reason && !saysItIsReal(reason) ? reason : null,
    },
  };
}
