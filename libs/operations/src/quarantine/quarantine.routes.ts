import { z } from 'zod';
import { CLASSES, REFUSAL_REASONS } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, ParkQuery } from '../http/schema';

const Refused = z
  .object({
    id: z.int(),
    at: Iso,
    reason: z.enum(REFUSAL_REASONS),
    class: z.enum(CLASSES),
    park: z.string().nullable(),
    outlet: z.string().nullable(),
    monitor: z.string().nullable(),
    topic: z.string(),
    detail: z.string().nullable(),
    payload: z.string().describe('Base64 of the first 4 KiB'),
    text: z.string().nullable().describe('The payload where it is printable UTF-8'),
  })
  .meta({ id: 'Refused' });

export const listQuarantine = {
  method: 'GET',
  path: '/api/v1/quarantine',
  summary: 'Input that was refused, newest first, and how much was ever refused for each reason',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    reason: z.enum(REFUSAL_REASONS).optional(),
    class: z.enum(CLASSES).default('actual'),
    after: z.coerce.number().int().min(0).optional().describe('`next` of the page before'),
    limit: LimitQuery(500, 100),
  }),
  answer: ListOf(Refused).extend({
    counts: z
      .partialRecord(z.enum(REFUSAL_REASONS), z.int())
      .nullable()
      .describe('Ever refused, by reason, all parks; null for those who do not see all parks'),
  }),
  problems: [404],
} as const satisfies Route;
