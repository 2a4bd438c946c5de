import { gravity } from '../condition/condition';
import { minutes as asMs, type Policy } from '../escalation/policy';
import type { Role } from '../user/role';
import {
  type AlarmActContext,
  type AlarmOutcome,
  approvalGuard,
  changed,
  durationGuard,
  isAtPark,
  nothingToDo,
  PARK_NEEDS,
  refuse,
  roleGuard,
  SHELVING_ROLES,
  textGuard,
  UNSHELVING_ROLES,
} from './act';
import { type Alarm, isActive, isOpen, type Shelved } from './alarm';
import { liftOverlay } from './overlay';

/** For how long, in minutes, and why; `one-shot` also ends when the alarm returns to normal. */
export interface ShelveRequest {
  readonly minutes: number;
  readonly kind: Shelved['kind'];
  readonly reason: string;
}

/** As whom a role shelves: the basin's desk and administrators as the park's. */
const shelvesAs = (role: Role): keyof Policy['shelve'] => (role === 'unit' || role === 'enterprise' ? role : 'park');

/**
 * Shelves an alarm: nobody is paged for it, it goes on being judged and journalled. Never a red or toxic one, never at the
 * park's own outlets or the river, never longer than the policy lets the caller; the park's own shelving takes two
 * persons (OPC 10000-9 5.8.2 `MaxTimeShelved`; ISA-18.2 arc to SHLVD).
 */
export function shelve(alarm: Alarm, request: ShelveRequest, context: AlarmActContext): AlarmOutcome {
  const role = roleGuard(context, SHELVING_ROLES);
  if (role !== null) return role;
  if (alarm.shelved !== null) return nothingToDo(alarm.shelved);
  const as = shelvesAs(context.actor.role);
  return (
    shelvable(alarm, request, context) ??
    durationGuard(request.minutes, context.policy.shelve[as]) ??
    textGuard(request.reason, 'reason-missing') ??
    approvalGuard(context, as === 'park' ? PARK_NEEDS : null) ??
    putAway(alarm, request, context)
  );
}

function shelvable(alarm: Alarm, { kind }: ShelveRequest, { tier }: AlarmActContext): AlarmOutcome | null {
  if (!isOpen(alarm)) return refuse('not-open', 'it is normal');
  if (alarm.toxic) return refuse('toxic', 'a toxic is never shelved');
  if (gravity(alarm.severity) > gravity('orange')) return refuse('too-grave', alarm.severity);
  if (isAtPark(tier)) return refuse('tier-too-high', tier);
  return kind === 'one-shot' && !isActive(alarm) ? refuse('not-active', 'it has returned already') : null;
}

function putAway(alarm: Alarm, request: ShelveRequest, { actor, approver, now }: AlarmActContext): AlarmOutcome {
  const { kind, reason, minutes } = request;
  const by = actor.username;
  const shelved = { by, at: now, until: now + asMs(minutes), reason, approver: approver?.username ?? null, kind };
  return changed('alarm.shelved', { ...alarm, shelved }, { actor: by, now });
}

/** Takes an alarm off the shelf before its time: anybody on duty may. */
export function unshelve(alarm: Alarm, context: AlarmActContext): AlarmOutcome {
  const { actor, now } = context;
  const role = roleGuard(context, UNSHELVING_ROLES);
  if (role !== null) return role;
  if (alarm.shelved === null) return nothingToDo();
  return { effect: 'done', ...liftOverlay(alarm, 'shelved', { actor: actor.username, now, why: 'person' }) };
}
