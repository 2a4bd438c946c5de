import { z } from 'zod';
import type { Route } from '../http/route';
import { ParkQuery, timelineQuery } from '../http/schema';

export const openFeed = {
  method: 'GET',
  path: '/api/v1/feed',
  summary:
    'The journal as server-sent events: `id` is `seq`; `heartbeat` with `{ at, seq }` every 5 s; after `resync` take a snapshot again',
  access: 'operator',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).optional().describe('Cursor: an `asOf` or `seq`; from now where absent'),
    park: ParkQuery,
    ...timelineQuery,
  }),
  headers: [{ name: 'Last-Event-ID', about: 'As `after`, and stronger: a reconnecting browser sends it' }],
  answer: 'text/event-stream',
  problems: [404, 503],
} as const satisfies Route;
