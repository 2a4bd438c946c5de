import type { Deadline } from '../escalation/deadline';
import type { EventType } from '../journal/event';
import { type AlarmChange, type AlarmOutcome, changed, nothingToDo } from './act';
import { type Alarm, isActive, isJudgedFalse, type OverlayName, OVERLAYS, overlayEnd } from './alarm';

const ENDED: Readonly<Record<OverlayName, EventType>> = {
  shelved: 'alarm.unshelved',
  suppressed: 'alarm.unsuppressed',
  outOfService: 'alarm.returned-to-service',
};

/** Why an overlay ends: a person, its time, its rule, the alarm's return (one-shot) or its turning red; or nobody knows when. */
export type OverlayEnd = 'person' | 'time' | 'rule' | 'returned' | 'red' | 'unknown';

/**
 * Takes an overlay off; the others stay. What is seen then follows from the axes as they are now: an active alarm waits to
 * be acknowledged again, unless its episode has been judged false.
 */
export function liftOverlay(
  alarm: Alarm,
  name: OverlayName,
  { actor, now, why }: { actor: string; now: number; why: OverlayEnd },
): AlarmChange {
  const asks = isActive(alarm) && !isJudgedFalse(alarm);
  const bare: Alarm = { ...alarm, [name]: null, ...(asks && { acknowledged: null }) };
  return changed(ENDED[name], bare, { actor, now }, { why });
}

/** What the deadline of an overlay does when it is due: lifts it. Nothing where it is gone, or has been renewed. */
export function endOverlay(alarm: Alarm, name: OverlayName, now: number): AlarmOutcome {
  const overlay = alarm[name];
  if (overlay === null || overlayEnd(overlay) > now) return nothingToDo();
  return { effect: 'done', ...liftOverlay(alarm, name, { actor: 'system', now, why: 'time' }) };
}

/** At start-up: lifts every overlay whose end is past or cannot be read. What is hidden for ever is what nobody misses. */
export function liftUnknown(alarm: Alarm, now: number): AlarmOutcome {
  const ends = OVERLAYS.filter((name) => alarm[name] !== null && overlayEnd(alarm[name]) <= now);
  if (ends.length === 0) return nothingToDo();
  const lifted = ends.reduce<AlarmChange>(
    (so, name) => {
      const { alarm: next, entries } = liftOverlay(so.alarm, name, { actor: 'system', now, why: 'unknown' });
      return { alarm: next, entries: [...so.entries, ...entries] };
    },
    { alarm, entries: [] },
  );
  return { effect: 'done', ...lifted };
}

/** Deadlines are told apart by 32-bit numbers: the minute in which the overlay was put on, and the ms within it. */
const MINUTE = 60_000;

/** The ends of an alarm's overlays. A deadline keeps its name as long as the overlay stands, whatever else happens. */
export function overlayDeadlines(alarm: Alarm): Deadline[] {
  return OVERLAYS.flatMap((name): Deadline[] => {
    const overlay = alarm[name];
    if (overlay === null) return [];
    const { at } = overlay;
    const which = { generation: Math.floor(at / MINUTE), n: (at % MINUTE) + 1 };
    return [{ kind: 'overlay', tier: null, name, ...which, dueAt: overlayEnd(overlay) }];
  }).sort((a, b) => a.dueAt - b.dueAt);
}
