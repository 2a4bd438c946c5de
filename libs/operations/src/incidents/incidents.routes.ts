import { z } from 'zod';
import { INCIDENT_STATES, SEVERITIES, TIERS } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { FlagQuery, Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';
import { EventSchema } from '../journal/event.schema';
import { deadlineShape, IncidentSchema, incidentShape } from './incident.schema';

const Id = z.string().max(64);
export const byId = { params: z.object({ id: Id }) };

export const listIncidents = {
  method: 'GET',
  path: '/api/v1/incidents',
  summary: 'Incidents, gravest and newest first',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    state: z.enum(INCIDENT_STATES).optional(),
    open: FlagQuery.optional().describe('Neither closed, false nor merged'),
    severity: z.enum(SEVERITIES).optional(),
    enterprise: z.string().min(1).max(48).optional(),
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: LimitQuery(500, 100),
    ...timelineQuery,
  }),
  answer: ListOf(IncidentSchema),
  problems: [404],
} as const satisfies Route;

export const getIncident = {
  method: 'GET',
  path: '/api/v1/incidents/{id}',
  summary: 'One incident; its ETag is its generation',
  access: 'operator',
  ...byId,
  answer: incidentShape.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const readTimeline = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/timeline',
  summary: 'Events of the incident and its alarms, the newest last',
  access: 'operator',
  ...byId,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).describe('Events after this `seq`'),
    limit: LimitQuery(1000, 200),
  }),
  answer: ListOf(EventSchema),
  problems: [404],
} as const satisfies Route;

export const listDeadlines = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/deadlines',
  summary: 'Every deadline that the incident ever had, soonest first, and what became of it',
  access: 'operator',
  ...byId,
  answer: ListOf(
    z.object({
      ...deadlineShape,
      state: z.enum(['PENDING', 'FIRED', 'CANCELLED']),
      firedAt: Iso.nullable(),
      why: z.string().nullable().describe('Why it was cancelled'),
    }),
  ),
  problems: [404],
} as const satisfies Route;

export const listMeasures = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/measures',
  summary: 'Measures that can be started: the walls within reach, and what needs none',
  access: 'operator',
  ...byId,
  answer: ListOf(
    z.object({
      ...{ code: z.string(), zh: z.string(), en: z.string(), tier: z.enum(TIERS), wall: z.string().nullable() },
      twoPersons: z.boolean().describe('A second person releases it'),
    }),
  ),
  problems: [404],
} as const satisfies Route;

export const getPhoto = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/evidence/{evidence}/photo',
  summary: 'The photo of a piece of evidence, as it was sent',
  access: 'operator',
  params: z.object({ id: Id, evidence: Id }),
  answer: 'image/*',
  problems: [404],
} as const satisfies Route;
