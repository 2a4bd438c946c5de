import { type Language, type Role, ROLES } from '@cofferdam/domain';

/** Somebody of the demo. */
export interface DemoUser {
  readonly username: string;
  readonly role: Role;
  /** In which they are told; Chinese where it is absent. */
  readonly language?: Language;
}

/** One of each role, then a second shift and a supervisor, so that desks can be handed over and acts take two persons; the supervisor reads English. */
export const DEMO_USERS: readonly DemoUser[] = [
  ...ROLES.map((role) => ({ username: role === 'admin' ? 'operator' : `${role}-desk`, role })),
  { username: 'unit-night', role: 'unit' },
  { username: 'enterprise-night', role: 'enterprise' },
  { username: 'park-night', role: 'park' },
  { username: 'supervisor', role: 'basin', language: 'en' },
];
