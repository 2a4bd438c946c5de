import { type AlarmChange, changed } from '../alarm/act';
import { type Alarm, isActive, isOpen, type OverlayName } from '../alarm/alarm';
import type { IncidentChange } from '../incident/act';
import { Draft } from '../incident/draft';
import { type Incident, isFinal } from '../incident/incident';
import { type LegalChange, LegalDraft } from '../legal/change';
import type { LegalMatter } from '../legal/matter';

/** Why what was open in a drill is over: the root cause of its incidents, the word at its deadlines and messages. */
export const EXERCISE_ENDED = 'exercise-ended';

const NOTHING_DUE = {
  ...{ suspension: null, watchDue: null, closeDue: null, repeatDue: null },
  ...{ pond: null, handOver: null, deEscalation: null },
} as const satisfies Partial<Incident>;

const NO_OVERLAY = { shelved: null, suppressed: null, outOfService: null } as const satisfies Pick<Alarm, OverlayName>;

/**
 * The drill is over and its incident with it, whatever state it was in; null where it was final. Nobody is paged: the
 * drill's own message says it to everybody.
 *
 * @param now epoch ms of the drill's clock
 */
export function endIncident(incident: Incident, now: number): IncidentChange | null {
  if (isFinal(incident)) return null;
  const draft = new Draft(incident, now);
  draft.renew();
  draft.set({ ...NOTHING_DUE, state: 'CLOSED', closing: { by: 'drill', at: now, rootCause: EXERCISE_ENDED } });
  draft.tell('incident.closed', { rootCause: EXERCISE_ENDED });
  return draft.done();
}

/** The drill is over and its alarm is normal: acknowledged, free of its latch and of whatever lay over it; null where it was. */
export function endAlarm(alarm: Alarm, now: number): AlarmChange | null {
  if (!isOpen(alarm) && !isActive(alarm)) return null;
  const acknowledged = alarm.acknowledged ?? { by: 'drill', at: now, note: null };
  const clearedAt = isActive(alarm) ? now : alarm.clearedAt;
  const axes = { ...NO_OVERLAY, phase: 'normal', latched: false, chattering: false } as const;
  const normal: Alarm = { ...alarm, ...axes, acknowledged, clearedAt };
  return changed('alarm.returned', normal, { actor: 'system', now }, { reason: EXERCISE_ENDED });
}

/** Nothing more is owed to anybody by an incident of a drill that is over; null where nothing was. */
export function endMatter(matter: LegalMatter, now: number): LegalChange | null {
  const running = matter.clocks.filter(({ state }) => state === 'running');
  if (running.length === 0) return null;
  const draft = new LegalDraft(matter, now);
  for (const clock of running) draft.end(clock, { state: 'cancelled', doneAt: null, report: null });
  return draft.done();
}
