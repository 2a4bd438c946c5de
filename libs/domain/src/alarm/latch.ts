import {
  type AlarmActContext,
  type AlarmOutcome,
  changed,
  LATCH_ROLES,
  nothingToDo,
  refuse,
  roleGuard,
  textGuard,
} from './act';
import type { Alarm } from './alarm';

/**
 * Releases a latched alarm once the water is good again and somebody has looked at the place: `fieldCheck` says what they
 * found. A unit's own people cannot. What was acknowledged closes; what was not still waits to be.
 */
export function resetLatch(alarm: Alarm, request: { fieldCheck: string }, context: AlarmActContext): AlarmOutcome {
  const role = roleGuard(context, LATCH_ROLES);
  if (role !== null) return role;
  if (!alarm.latched) return nothingToDo();
  if (alarm.phase !== 'normal') return refuse('still-active', alarm.phase);
  const { fieldCheck } = request;
  const free: Alarm = { ...alarm, latched: false };
  const by = { actor: context.actor.username, now: context.now };
  return textGuard(fieldCheck, 'field-check-missing') ?? changed('alarm.latch-reset', free, by, { fieldCheck });
}
