import type { Needs } from '../approval/approval';
import type { Policy } from '../escalation/policy';
import type { EventType, JournalEntry } from '../journal/event';
import { type Tier, tierRank } from '../tier/tier';
import type { Role, User } from '../user/role';
import type { Alarm } from './alarm';
import { alarmEntry } from './entry';
import { viewAlarm } from './view';

/** Why something is not done to an alarm; at once the problem's `reason`, the journal's word and the test's. */
export const ALARM_REFUSALS = [
  'role-too-low',
  'not-open',
  'not-active',
  'still-active',
  'too-grave',
  'tier-too-high',
  'toxic',
  'no-duration',
  'too-long',
  'reason-missing',
  'work-order-missing',
  'deputy-missing',
  'field-check-missing',
  'same-person',
  'not-approved',
  'not-listed',
] as const;
export type AlarmRefusal = (typeof ALARM_REFUSALS)[number];

/** Who does something to an alarm, when, and what holds where it is. */
export interface AlarmActContext {
  readonly actor: User;
  /** The second person, where one has confirmed it. */
  readonly approver: User | null;
  /** Epoch ms of the alarm's timeline. */
  readonly now: number;
  readonly policy: Policy;
  /** Of the alarm's outlet (`OUTLET_TIER`); of an alarm without one: the lowest. */
  readonly tier: Tier;
}

/** A changed alarm with what is written to the journal in the same transaction. */
export interface AlarmChange {
  readonly alarm: Alarm;
  readonly entries: readonly JournalEntry[];
}

/**
 * `none`: it is so already, and who did it when, where that is known; `approval`: it takes a second person; `refused`: it
 * is not done, and why.
 */
export type AlarmOutcome =
  | ({ readonly effect: 'done' } & AlarmChange)
  | { readonly effect: 'none'; readonly by: string | null; readonly at: number | null }
  | { readonly effect: 'approval'; readonly needs: Needs }
  | { readonly effect: 'refused'; readonly reason: AlarmRefusal; readonly detail: string };

export const SHELVING_ROLES: readonly Role[] = ['unit', 'enterprise', 'park', 'basin', 'admin'];
export const UNSHELVING_ROLES = SHELVING_ROLES;
export const SERVICE_ROLES: readonly Role[] = ['engineer', 'enterprise', 'park', 'basin', 'admin'];
/** Not the unit's own people: an alarm's cause does not release it. */
export const LATCH_ROLES: readonly Role[] = ['enterprise', 'park', 'basin', 'admin'];

/** Second persons: at the park or above it, and one desk lower for what stays within an enterprise. */
export const PARK_NEEDS: Needs = { roles: ['park', 'basin', 'admin'], tier: 'park' };
export const ENTERPRISE_NEEDS: Needs = { roles: ['enterprise', 'park', 'basin', 'admin'], tier: 'enterprise' };

const NONE: AlarmOutcome = { effect: 'none', by: null, at: null };

export const refuse = (reason: AlarmRefusal, detail: string): AlarmOutcome => ({ effect: 'refused', reason, detail });

/** It is so already. */
export const nothingToDo = (done: { by: string; at: number } | null = null): AlarmOutcome =>
  done === null ? NONE : { effect: 'none', by: done.by, at: done.at };

/** Only the roles that are named; null where the actor has one of them. */
export const roleGuard = ({ actor }: AlarmActContext, roles: readonly Role[]): AlarmOutcome | null =>
  roles.includes(actor.role) ? null : refuse('role-too-low', `${actor.role}: takes one of ${roles.join(', ')}`);

/** The second person: asked for, or wrong; null where none is needed or a good one has confirmed. */
export function approvalGuard({ actor, approver }: AlarmActContext, needs: Needs | null): AlarmOutcome | null {
  if (needs === null) return null;
  if (approver === null) return { effect: 'approval', needs };
  if (approver.username === actor.username) return refuse('same-person', approver.username);
  if (needs.roles.includes(approver.role)) return null;
  return refuse('role-too-low', `${approver.role} as second person: takes one of ${needs.roles.join(', ')}`);
}

export const textGuard = (text: string, reason: AlarmRefusal): AlarmOutcome | null =>
  text.trim() === '' ? refuse(reason, 'a text is needed') : null;

/** How long an overlay lasts, minutes: more than nothing, at most `longest`. */
export function durationGuard(minutes: number, longest: number): AlarmOutcome | null {
  if (!(minutes > 0)) return refuse('no-duration', `${minutes} minutes`);
  return minutes <= longest ? null : refuse('too-long', `${minutes} of at most ${longest} minutes`);
}

export const isAtPark = (tier: Tier): boolean => tierRank(tier) >= tierRank('park');

/** A person's change: it moves the generation. `more` stands beside the alarm in the journal. */
export function changed(
  type: EventType,
  alarm: Alarm,
  { actor, now }: { actor: string; now: number },
  more: object = {},
): Extract<AlarmOutcome, { effect: 'done' }> {
  const next: Alarm = { ...alarm, generation: alarm.generation + 1, version: alarm.version + 1 };
  const entry = alarmEntry(type, next, actor, now, { ...viewAlarm(next), ...more });
  return { effect: 'done', alarm: next, entries: [entry] };
}
