import { z } from 'zod';
import {
  EVENT_LEVELS,
  LANGUAGES,
  LegalPolicySchema,
  REPORT_KINDS,
  REPORTERS,
  SubmissionSchema,
} from '@cofferdam/domain';
import { IF_MATCH } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, MomentQuery, ParkQuery, Seq, timelineQuery } from '../http/schema';
import { IncidentSchema } from '../incidents/incident.schema';
import { byId } from '../incidents/incidents.routes';
import { DraftShape, legalShape, LegalSchema, ReportSchema, reportShape } from './legal.schema';

const Language = z.enum(LANGUAGES);
/** Twelve fields of full length, each character three bytes. */
const REPORT_BODY_BYTES = 256 * 1024;

export const setEventLevel = {
  method: 'POST',
  path: '/api/v1/incidents/{id}/event-level',
  summary: 'Say how grave the event is and when it became known; said again, it corrects what was said',
  access: 'desk',
  write: true,
  ...byId,
  headers: [IF_MATCH],
  body: z.strictObject({
    level: z.enum(EVENT_LEVELS),
    sensitive: z
      .boolean()
      .default(false)
      .describe('Drinking water, homes and schools, heavy metals, another province, unrest (Order 17 Art. 4)'),
    awareAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .describe('When it became known; null: as it was said before, else now'),
    source: z.string().trim().min(1).max(500).nullable().default(null).describe('What the level rests on'),
  }),
  answer: z.object({
    effect: z.enum(['done', 'none']).describe('`none`: it was said before'),
    ...{ by: z.string(), at: Iso, incident: IncidentSchema, legal: LegalSchema },
  }),
  problems: [404, 409],
} as const satisfies Route;

export const getLegal = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/legal',
  summary: 'What the law wants of the incident: level, clocks with their sources, reports',
  access: 'operator',
  ...byId,
  answer: legalShape.extend({
    policy: LegalPolicySchema.describe('Minutes, and where they come from'),
    sensitiveByItself: z.boolean().describe('Heavy metals: a case of Art. 4 whatever else is known'),
    reports: z.array(ReportSchema).describe('Oldest first, with those of incidents that were merged into it'),
    asOf: Seq,
  }),
  problems: [404],
} as const satisfies Route;

export const draftReportOf = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/reports/draft',
  summary: 'A report as far as the incident can fill it; nothing is kept of it',
  access: 'operator',
  ...byId,
  query: z.strictObject({
    kind: z.enum(REPORT_KINDS).default('first'),
    reporter: z.enum(REPORTERS).optional().describe('Absent: by the caller’s role'),
    language: Language.default('zh-CN'),
  }),
  answer: DraftShape,
  problems: [404],
} as const satisfies Route;

export const submitReportOf = {
  method: 'POST',
  path: '/api/v1/incidents/{id}/reports',
  summary: 'Keep a report as it was sent, with its recipients; it is never changed',
  access: 'desk',
  write: true,
  ...byId,
  bodyBytes: REPORT_BODY_BYTES,
  body: SubmissionSchema,
  status: 201,
  answer: z.object({ report: ReportSchema, legal: LegalSchema }),
  problems: [404, 409],
} as const satisfies Route;

export const listReports = {
  method: 'GET',
  path: '/api/v1/reports',
  summary: 'Reports to the authorities, newest first',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    kind: z.enum(REPORT_KINDS).optional(),
    from: MomentQuery.optional().describe('Sent at or after'),
    to: MomentQuery.optional().describe('Sent before'),
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: LimitQuery(500, 100),
    ...timelineQuery,
  }),
  answer: ListOf(ReportSchema),
  problems: [404],
} as const satisfies Route;

export const getReport = {
  method: 'GET',
  path: '/api/v1/reports/{id}',
  summary: 'One report, as it was sent',
  access: 'operator',
  ...byId,
  answer: reportShape.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const printReport = {
  method: 'GET',
  path: '/api/v1/reports/{id}/print',
  summary: 'One report as a page to print',
  access: 'operator',
  ...byId,
  query: z.strictObject({ language: Language.optional().describe('Of the labels; absent: the report’s own') }),
  answer: 'text/html',
  problems: [404],
} as const satisfies Route;

export const legalRoutes = [
  ...[setEventLevel, getLegal, draftReportOf, submitReportOf, listReports, getReport, printReport],
];
