import { PushSubscription } from '@cofferdam/channels';
import { z } from 'zod';
import type { Route } from '../http/route';

export const seePush = {
  method: 'GET',
  path: '/api/v1/push',
  summary: 'Over which channel the caller’s browsers are told, and the key to subscribe with',
  access: 'operator',
  answer: z.union([
    z.object({ channel: z.string(), publicKey: z.string() }),
    z.object({ channel: z.null().describe('None is set up') }),
  ]),
} as const satisfies Route;

export const addBrowser = {
  method: 'POST',
  path: '/api/v1/push/subscriptions',
  summary: 'Tell the caller in this browser too, after their other ways; one that is known keeps its place',
  access: 'operator',
  write: true,
  body: PushSubscription,
  answer: z.object({ channel: z.string() }),
  problems: [404],
} as const satisfies Route;

export const removeBrowser = {
  method: 'POST',
  path: '/api/v1/push/subscriptions/remove',
  summary: 'No longer tell the caller in this browser',
  access: 'operator',
  write: true,
  body: z.strictObject({ endpoint: z.string().min(1).max(1_500) }),
  answer: z.object({ removed: z.boolean() }),
} as const satisfies Route;
