import { z } from 'zod';
import { CLASSES, EVENT_TYPES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';

const EventSchema = z
  .object({
    seq: Seq,
    at: Iso,
    type: z.enum(EVENT_TYPES),
    class: z.enum(CLASSES),
    drill: z.string().nullable(),
    park: z.string().nullable(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    actor: z.string(),
    data: z.unknown().describe('The whole alarm for `alarm.*`'),
  })
  .meta({ id: 'JournalEvent' });

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
