import type { AlarmView, Policy, Role, Tier } from '@cofferdam/domain';

/** Acts on an alarm that lay an overlay over it, lift one, or reset its latch. */
export const ALARM_ACTS = ['shelve', 'unshelve', 'takeOut', 'putBack', 'resetLatch'] as const;
export type AlarmAct = (typeof ALARM_ACTS)[number];

/** Why an alarm is not shelved by anybody, or not by this role. */
export type NoShelving = 'red' | 'toxic' | 'park' | 'role';

/** The longest shelving of a role in minutes and whether it takes a second person; or why there is none. */
export type ShelvingTerms =
  { readonly most: number; readonly secondPerson: boolean } | { readonly forbidden: NoShelving };

/** The policy's defaults, where the park's own is not known yet. */
export const SHELVE_AT_MOST: Policy['shelve'] = { unit: 30, enterprise: 120, park: 480 };

export const SHELVING_ROLES: readonly Role[] = ['unit', 'enterprise', 'park', 'basin', 'admin'];
export const SERVICE_ROLES: readonly Role[] = ['engineer', 'enterprise', 'park', 'basin', 'admin'];
export const LATCH_ROLES: readonly Role[] = ['enterprise', 'park', 'basin', 'admin'];

const AT_PARK: readonly (Tier | null)[] = ['park', 'basin'];

/** @param tier of the alarm's outlet; null where it has none */
export function shelvingTerms(
  { severity, toxic }: Pick<AlarmView, 'severity' | 'toxic'>,
  tier: Tier | null,
  role: Role,
  shelve: Policy['shelve'] = SHELVE_AT_MOST,
): ShelvingTerms {
  if (!SHELVING_ROLES.includes(role)) return { forbidden: 'role' };
  if (severity === 'red') return { forbidden: 'red' };
  if (toxic) return { forbidden: 'toxic' };
  if (AT_PARK.includes(tier)) return { forbidden: 'park' };
  if (role === 'unit' || role === 'enterprise') return { most: shelve[role], secondPerson: false };
  return { most: shelve.park, secondPerson: true };
}

/** Whether taking an alarm out of service takes a second person. */
export const takingOutTakesTwo = ({ toxic }: Pick<AlarmView, 'toxic'>, tier: Tier | null): boolean =>
  toxic || AT_PARK.includes(tier);

/** What a role may be offered for an alarm as it stands. The service decides; this only keeps dead buttons away. */
export function offered(alarm: AlarmView, role: Role): AlarmAct[] {
  const may: Readonly<Record<AlarmAct, boolean>> = {
    shelve: alarm.open && alarm.shelved === null && SHELVING_ROLES.includes(role),
    unshelve: alarm.shelved !== null && SHELVING_ROLES.includes(role),
    takeOut: alarm.open && alarm.outOfService === null && SERVICE_ROLES.includes(role),
    putBack: alarm.outOfService !== null && SERVICE_ROLES.includes(role),
    resetLatch: alarm.latched && !alarm.active && LATCH_ROLES.includes(role),
  };
  return ALARM_ACTS.filter((act) => may[act]);
}
