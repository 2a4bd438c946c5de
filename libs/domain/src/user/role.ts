/** Duty desks by tier, then the engineers', drill directors', auditors' and administrators' roles. */
export const ROLES = ['unit', 'enterprise', 'park', 'basin', 'engineer', 'director', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Desks that hold duty: they may acknowledge and note. */
export const DUTY_ROLES: readonly Role[] = ['unit', 'enterprise', 'park', 'basin'];

/** Somebody who is signed in. `parks` is their scope; `*` is every park. */
export interface User {
  readonly username: string;
  readonly role: Role;
  readonly parks: readonly string[];
}

export const seesPark = (user: Pick<User, 'parks'>, park: string): boolean =>
  user.parks.includes('*') || user.parks.includes(park);

export const mayAcknowledge = (user: Pick<User, 'role'>): boolean =>
  DUTY_ROLES.includes(user.role) || user.role === 'admin';
