import { z } from 'zod';
import { CLASSES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, ListOf, ParkQuery } from '../http/schema';
import { byId } from '../incidents/incidents.routes';

const feed = {
  method: 'GET',
  access: 'reader',
  query: z.strictObject({
    park: ParkQuery,
    lang: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Language of titles; the messages have both'),
  }),
  answer: 'application/atom+xml',
  headers: [{ name: 'If-None-Match', about: 'ETag of the feed that the reader has' }],
  problems: [304],
} as const;

export const liveCapFeed = {
  ...feed,
  path: '/cap/live.atom',
  summary: 'CAP messages that hold now, newest first',
} as const satisfies Route;

export const exerciseCapFeed = {
  ...feed,
  path: '/cap/exercise.atom',
  summary: 'The same of exercises: for participants alone',
} as const satisfies Route;

const ClassName = z.enum(CLASSES);

export const getCapMessage = {
  method: 'GET',
  path: '/cap/{class}/{identifier}.xml',
  summary: 'One signed CAP message; those to the public are for everybody who is signed in',
  access: 'reader',
  params: z.object({ class: ClassName, identifier: z.string().regex(/^[\w.-]{1,150}$/) }),
  answer: 'application/cap+xml',
  headers: feed.headers,
  problems: [304, 404],
} as const satisfies Route;

export const getCapCertificate = {
  method: 'GET',
  path: '/cap/{class}/certificate.pem',
  summary: 'The certificate of the key that signs messages of a class: receivers pin it',
  access: 'reader',
  params: z.object({ class: ClassName }),
  answer: 'application/x-pem-file',
  problems: [404],
} as const satisfies Route;

const bothOf = (most: { readonly zh: number; readonly en: number }) =>
  z.strictObject({ zh: z.string().trim().min(1).max(most.zh), en: z.string().trim().min(1).max(most.en) });

/** Headlines leave room for what a later message puts before them, as `[EXERCISE] All clear: `. */
const warningShape = {
  headline: bothOf({ zh: 40, en: 100 }),
  description: bothOf({ zh: 1000, en: 1500 }),
  instruction: bothOf({ zh: 1000, en: 1500 }),
  areas: z
    .array(bothOf({ zh: 100, en: 200 }))
    .min(1)
    .max(10),
};
const WarningSchema = z.strictObject(warningShape).meta({ id: 'PublicWarning' });

export const listIncidentCap = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/cap',
  summary: 'CAP messages about an incident, oldest first, also those that broke a rule and did not leave',
  access: 'operator',
  ...byId,
  answer: ListOf(
    z.object({
      ...{ identifier: z.string(), msgType: z.string(), scope: z.string(), status: z.string() },
      ...{ sent: Iso, expires: Iso, superseded: z.boolean(), refused: z.array(z.string()) },
      headline: z.object({ zh: z.string(), en: z.string() }),
      path: z.string().nullable().describe('Where it is; null: it did not leave'),
    }),
  ),
  problems: [404],
} as const satisfies Route;

export const draftWarning = {
  method: 'GET',
  path: '/api/v1/incidents/{id}/warning/draft',
  summary: 'What a public warning may begin with, and what has been drafted; for the basin’s desk',
  access: 'desk',
  ...byId,
  answer: z.object({
    draft: WarningSchema,
    inForce: WarningSchema.nullable().describe('The public warning that holds'),
    drafts: z.array(
      z.object({
        ...{ id: z.string(), author: z.string(), at: Iso, warning: WarningSchema, released: z.boolean() },
        approval: z.object({ id: z.string(), state: z.string(), expiresAt: Iso }).nullable(),
      }),
    ),
  }),
  problems: [404],
} as const satisfies Route;

const Waits = z.object({
  approval: z.object({
    id: z.string(),
    needs: z.object({ roles: z.array(z.string()), tier: z.string() }),
    expires: Iso,
  }),
});

const ask = { method: 'POST', access: 'desk', write: true, status: 202, ...byId, answer: Waits } as const;

export const askWarning = {
  ...ask,
  path: '/api/v1/incidents/{id}/warning',
  summary: 'Draft a public warning; a second person of the basin’s desk releases it',
  body: WarningSchema,
  problems: [404, 409],
} as const satisfies Route;

export const withdrawWarning = {
  ...ask,
  path: '/api/v1/incidents/{id}/warning/withdraw',
  summary: 'Take a public warning back by a Cancel; a second person of the basin’s desk agrees',
  body: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  problems: [404, 409],
} as const satisfies Route;

export const capRoutes = [
  ...[liveCapFeed, exerciseCapFeed, getCapCertificate, getCapMessage],
  ...[listIncidentCap, draftWarning, askWarning, withdrawWarning],
];
