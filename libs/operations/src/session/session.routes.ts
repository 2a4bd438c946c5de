import { z } from 'zod';
import { ROLES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso } from '../http/schema';

const UserSchema = z
  .object({ username: z.string(), role: z.enum(ROLES), parks: z.array(z.string()).describe('`*` is every park') })
  .meta({ id: 'User' });

const Username = z.string().min(1).max(64);

export const openSession = {
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in: sets the cookie of the console, answers a bearer token for programs',
  access: 'anybody',
  body: z.strictObject({
    username: Username.optional(),
    user: Username.optional().describe('The same as `username`'),
    password: z.string().min(1).max(256),
  }),
  answer: z.object({ token: z.string(), expiresAt: Iso, user: UserSchema }),
  problems: [401, 429],
} as const satisfies Route;

export const seeSession = {
  method: 'GET',
  path: '/api/v1/session',
  summary: 'Who is signed in, and until when',
  access: 'operator',
  answer: z.object({ expiresAt: Iso, user: UserSchema }),
} as const satisfies Route;

export const closeSession = {
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'Sign out',
  access: 'operator',
  status: 204,
  answer: null,
} as const satisfies Route;
