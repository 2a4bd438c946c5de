import { minutes as asMs } from '../escalation/policy';
import {
  type AlarmActContext,
  type AlarmOutcome,
  approvalGuard,
  changed,
  durationGuard,
  ENTERPRISE_NEEDS,
  isAtPark,
  nothingToDo,
  PARK_NEEDS,
  refuse,
  roleGuard,
  SERVICE_ROLES,
  textGuard,
} from './act';
import { type Alarm, isOpen } from './alarm';
import { liftOverlay } from './overlay';

/** Under which work order, for how long (minutes, at most seven days), and what stands in for the alarm meanwhile. */
export interface OutOfServiceRequest {
  readonly workOrder: string;
  readonly deputy: string;
  readonly minutes: number;
  readonly reason: string;
}

const LONGEST = 7 * 24 * 60;

/**
 * Takes an alarm out of service while somebody works on what it watches. A toxic's, or one at the park's own outlets or
 * the river, takes two persons (ISA-18.2 arc to OOSRV).
 */
export function outOfService(alarm: Alarm, request: OutOfServiceRequest, context: AlarmActContext): AlarmOutcome {
  const role = roleGuard(context, SERVICE_ROLES);
  if (role !== null) return role;
  if (alarm.outOfService !== null) return nothingToDo(alarm.outOfService);
  return (
    (isOpen(alarm) ? null : refuse('not-open', 'it is normal')) ??
    textGuard(request.workOrder, 'work-order-missing') ??
    textGuard(request.deputy, 'deputy-missing') ??
    textGuard(request.reason, 'reason-missing') ??
    durationGuard(request.minutes, LONGEST) ??
    approvalGuard(context, needsOf(alarm, context)) ??
    takeOut(alarm, request, context)
  );
}

function needsOf(alarm: Alarm, { tier }: AlarmActContext) {
  if (isAtPark(tier)) return PARK_NEEDS;
  return alarm.toxic ? ENTERPRISE_NEEDS : null;
}

function takeOut(alarm: Alarm, request: OutOfServiceRequest, { actor, approver, now }: AlarmActContext): AlarmOutcome {
  const { workOrder, deputy, minutes, reason } = request;
  const people = { by: actor.username, approver: approver?.username ?? null };
  const outOfService = { ...people, at: now, until: now + asMs(minutes), reason, workOrder, deputy };
  return changed('alarm.out-of-service', { ...alarm, outOfService }, { actor: actor.username, now });
}

/** The work is done: the alarm speaks again. */
export function returnToService(alarm: Alarm, context: AlarmActContext): AlarmOutcome {
  const { actor, now } = context;
  const role = roleGuard(context, SERVICE_ROLES);
  if (role !== null) return role;
  if (alarm.outOfService === null) return nothingToDo();
  return { effect: 'done', ...liftOverlay(alarm, 'outOfService', { actor: actor.username, now, why: 'person' }) };
}
