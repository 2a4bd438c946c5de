import { z } from 'zod';
import { OUTLET_KINDS, ParkSchema } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { LimitQuery, ListOf, Seq } from '../http/schema';

const Name = z.object({ zh: z.string(), en: z.string() });
const River = z.object({ name: Name }).nullable();
const Basis = z.enum(['instant', 'hour', 'day']);

/** A limit in force, base unit; both ends are compliant. */
export const LimitInForceSchema = z
  .object({
    max: z.number().optional(),
    min: z.number().optional(),
    notDetectedAbove: z.number().optional(),
    decimals: z.int(),
    source: z.string(),
    temperatureUnknown: z.literal(true).optional(),
  })
  .meta({ id: 'Limit' });

const ParkSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    name: Name,
    timezone: z.string(),
    river: River,
    outlets: z.int(),
    monitors: z.int(),
  })
  .meta({ id: 'ParkSummary' });

const ParkView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: Name,
    timezone: z.string(),
    river: River,
    enterprises: ParkSchema.shape.enterprises,
    walls: ParkSchema.shape.walls,
    rules: ParkSchema.shape.rules,
    outlets: z.array(z.string()),
  })
  .meta({ id: 'Park' });

const OutletView = z
  .object({
    id: z.string(),
    park: z.string(),
    name: Name,
    kind: z.enum(OUTLET_KINDS),
    timezone: z.string(),
    enterprise: z.string().nullable(),
    unit: z.string().nullable(),
    position: z.object({ lon: z.number(), lat: z.number() }).nullable(),
    monitors: z.array(z.object({ id: z.string(), interval: z.int(), factors: z.array(z.string()) })),
    factors: z.array(
      z.object({ code: z.string(), zh: z.string(), en: z.string(), unit: z.string(), decimals: z.int() }),
    ),
    limits: z.array(LimitInForceSchema.extend({ factor: z.string(), basis: Basis })).describe('In force now'),
  })
  .meta({ id: 'Outlet' });

const pageQuery = z.strictObject({ after: z.string().max(64).optional(), limit: LimitQuery(1000, 200) });
const ParkId = z.object({ id: z.string() });
export const OutletId = z.object({
  id: z.string().describe('`{outlet}` where it is unique in your scope, or `{park}.{outlet}`'),
});

export const listParks = {
  method: 'GET',
  path: '/api/v1/parks',
  summary: 'Parks in your scope',
  access: 'operator',
  query: pageQuery,
  answer: ListOf(ParkSummary),
} as const satisfies Route;

export const getPark = {
  method: 'GET',
  path: '/api/v1/parks/{id}',
  summary: 'One park: enterprises, walls, rules',
  access: 'operator',
  params: ParkId,
  answer: ParkView.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const listOutlets = {
  method: 'GET',
  path: '/api/v1/parks/{id}/outlets',
  summary: 'Outlets of a park with what they measure and the limits in force',
  access: 'operator',
  params: ParkId,
  query: pageQuery,
  answer: ListOf(OutletView),
  problems: [404],
} as const satisfies Route;

export const getOutlet = {
  method: 'GET',
  path: '/api/v1/outlets/{id}',
  summary: 'One outlet',
  access: 'operator',
  params: OutletId,
  answer: OutletView.extend({ asOf: Seq }),
  problems: [404, 409],
} as const satisfies Route;
