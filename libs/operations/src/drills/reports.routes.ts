import { z } from 'zod';
import { AfterActionReportSchema, DrillScoreSchema, LANGUAGES } from '@cofferdam/domain';
import type { Route } from '../http/route';

const params = z.object({ id: z.string().max(64) });
const report = { method: 'GET', access: 'operator', params, problems: [404] } as const;

export const getDrillScore = {
  ...report,
  path: '/api/v1/drills/{id}/score',
  summary: 'The score as it stands, from the journal; what may still come does not count yet',
  answer: DrillScoreSchema,
} as const satisfies Route;

export const getDrillReport = {
  ...report,
  path: '/api/v1/drills/{id}/report',
  summary: 'The after-action report as it was made; none before the drill is reported',
  answer: AfterActionReportSchema,
} as const satisfies Route;

export const printDrillReport = {
  ...report,
  path: '/api/v1/drills/{id}/report.html',
  summary: 'The after-action report as a page to print, marked as an exercise on every sheet',
  query: z.strictObject({ language: z.enum(LANGUAGES).default('zh-CN') }),
  answer: 'text/html',
} as const satisfies Route;

export const getDrillJunit = {
  ...report,
  path: '/api/v1/drills/{id}/report.xml',
  summary: 'The after-action report as JUnit XML: a case an expected action and a kind of hard fail',
  answer: 'application/xml',
} as const satisfies Route;

export const drillReportRoutes = [getDrillScore, getDrillReport, printDrillReport, getDrillJunit];
