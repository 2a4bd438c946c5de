import { z } from 'zod';
import { APPROVAL_STATES } from '@cofferdam/domain';
import { AlarmSchema } from '../alarms/alarm.schema';
import type { Route } from '../http/route';
import { FlagQuery, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';
import { IncidentSchema } from '../incidents/incident.schema';
import { ApprovalSchema, approvalShape } from './approval.schema';

const byId = { params: z.object({ id: z.string().max(64) }) };
const Words = z.string().trim().min(1).max(1000);

export const listApprovals = {
  method: 'GET',
  path: '/api/v1/approvals',
  summary: 'What takes a second person, and broken glasses, newest first',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    state: z.enum(APPROVAL_STATES).optional(),
    incident: z.string().min(1).max(64).optional().describe('What was asked for on it'),
    alarm: z.string().min(1).max(64).optional().describe('What was asked for on it'),
    unreviewed: FlagQuery.optional().describe('A broken glass that no supervisor has looked at'),
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: LimitQuery(500, 100),
    ...timelineQuery,
  }),
  answer: ListOf(ApprovalSchema),
  problems: [404],
} as const satisfies Route;

export const getApproval = {
  method: 'GET',
  path: '/api/v1/approvals/{id}',
  summary: 'One approval',
  access: 'operator',
  ...byId,
  answer: approvalShape.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const confirmApproval = {
  method: 'POST',
  path: '/api/v1/approvals/{id}/confirm',
  summary:
    'The second person agrees, and the act is done; not where its subject has grown since it was asked for (409)',
  access: 'operator',
  write: true,
  ...byId,
  body: z.strictObject({}),
  answer: z.object({
    approval: ApprovalSchema,
    incident: IncidentSchema.nullable().describe('As the act left it'),
    alarm: AlarmSchema.nullable().describe('As the act left it'),
  }),
  problems: [404, 409],
} as const satisfies Route;

export const refuseApproval = {
  method: 'POST',
  path: '/api/v1/approvals/{id}/refuse',
  summary: 'The second person does not agree, or the one who asked takes it back',
  access: 'operator',
  write: true,
  ...byId,
  body: z.strictObject({ reason: Words }),
  answer: z.object({ approval: ApprovalSchema }),
  problems: [404, 409],
} as const satisfies Route;

export const reviewApproval = {
  method: 'POST',
  path: '/api/v1/approvals/{id}/review',
  summary: 'A supervisor has looked at what somebody did alone by breaking the glass',
  access: 'operator',
  write: true,
  ...byId,
  body: z.strictObject({ note: Words }),
  answer: z.object({ approval: ApprovalSchema }),
  problems: [404, 409],
} as const satisfies Route;
