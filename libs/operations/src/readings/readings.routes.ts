import { z } from 'zod';
import { PERIODS } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, MomentQuery, timelineQuery } from '../http/schema';
import { LimitInForceSchema, OutletId } from '../register/register.routes';

const Reading = z
  .object({
    at: Iso,
    monitor: z.string(),
    value: z.number().nullable().describe("The moment's value or the period's mean; null where only a flag was sent"),
    flag: z.string().describe('HJ 212-2017 Table 8; N is normal'),
    min: z.number().optional(),
    max: z.number().optional(),
    total: z.number().optional(),
    sampledAt: Iso.optional(),
  })
  .meta({ id: 'Reading' });

const span = { from: Iso, to: Iso };

export const listReadings = {
  method: 'GET',
  path: '/api/v1/outlets/{id}/readings',
  summary: 'Readings of one factor with flags and gaps, and the limits in force over the range',
  access: 'operator',
  params: OutletId,
  query: z.strictObject({
    factor: z
      .string()
      .regex(/^[a-z][a-z0-9]{2,11}$/)
      .describe('HJ 525 code'),
    period: z.enum(PERIODS).default('realtime'),
    from: MomentQuery.optional().describe('Inclusive; a day before `to` where absent'),
    to: MomentQuery.optional().describe("Exclusive; now where absent, by the drill's clock for a drill"),
    monitor: z.string().max(28).optional().describe('Only this monitor'),
    after: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional()
      .describe('`next` of the page before'),
    limit: LimitQuery(10_000, 2_000),
    ...timelineQuery,
  }),
  answer: ListOf(Reading)
    .omit({ total: true })
    .extend({
      park: z.string(),
      outlet: z.string(),
      factor: z.string(),
      period: z.enum(PERIODS),
      unit: z.string(),
      total: z.int().nullable().describe('Null where the range takes more than one page: a series is not counted'),
      gaps: z
        .array(z.object({ monitor: z.string(), ...span }))
        .describe('Where two readings are farther apart than 2.5 intervals of their monitor'),
      limits: z.array(z.object({ ...span, limit: LimitInForceSchema })),
    }),
  problems: [404, 409, 503],
} as const satisfies Route;
