import { z } from 'zod';
import type { Route } from '../http/route';
import { LimitQuery, ListOf, ParkQuery, timelineQuery } from '../http/schema';
import { EventSchema } from './event.schema';

export const readJournal = {
  method: 'GET',
  path: '/api/v1/journal',
  summary: 'Events in order of their number',
  access: 'operator',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).describe('Events after this `seq`'),
    limit: LimitQuery(1000, 100),
    park: ParkQuery,
    ...timelineQuery,
  }),
  answer: ListOf(EventSchema),
  problems: [404],
} as const satisfies Route;
