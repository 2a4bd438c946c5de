import { DEFAULT_POLICY } from '../escalation/policy';
import type { Suppression } from '../park/park';
import type { Role, User } from '../user/role';
import type { AlarmActContext } from './act';
import type { Alarm } from './alarm';
import { alarmOf, condition, deliver, T0 } from './merge.fixture';

/** People, rules and alarms that the specs of the axes are told with; nothing else imports it. */
export const user = (role: Role, username: string = role): User => ({ username, role, parks: ['*'] });

export const by = (role: Role, more: Partial<AlarmActContext> = {}): AlarmActContext => ({
  actor: user(role),
  approver: null,
  now: T0,
  policy: DEFAULT_POLICY,
  tier: 'enterprise',
  ...more,
});

export const anAlarm = (more: Partial<Alarm> = {}): Alarm => ({ ...alarmOf(deliver([condition()])), ...more });

export const seen = { by: 'li', at: T0, note: null };
export const normal = { phase: 'normal', clearedAt: T0, acknowledged: seen } as const;

export const SHELVE = { minutes: 20, kind: 'timed', reason: 'probe is being cleaned' } as const;
export const OUT = { workOrder: 'WO-7', deputy: 'grab sample an hour', minutes: 600, reason: 'new probe' };
export const RULE: Suppression = {
  ...{ id: 'follows', cause: { outlet: 'north', rule: 'cod-instant' } },
  ...{ targets: [{ outlet: 'east', rule: 'cod-instant' }], reason: 'east follows north' },
  ...{ author: 'chen', approver: 'wu', longest: 480 },
};
