import { z } from 'zod';
import { WebhookSchema } from '@cofferdam/domain';
import { IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, ParkQuery } from '../http/schema';

const WebhookShape = z
  .object({
    ...{ id: z.string(), park: z.string().nullable(), name: z.string(), url: z.string(), types: z.array(z.string()) },
    ...{ exercise: z.boolean(), enabled: z.boolean(), createdBy: z.string(), createdAt: Iso },
    disabledWhy: z.literal('gone').nullable().describe('`gone`: its receiver answered 410'),
    version: z.int(),
    failures: z.int().describe('Failed attempts in a row'),
    retryAt: Iso.nullable().describe('Nothing is sent before that'),
    pending: z.int().describe('Deliveries that wait'),
    failed: z.int().describe('Deliveries that were given up'),
  })
  .meta({ id: 'Webhook' });

const SecretShape = z.object({ secret: z.string().describe('`whsec_…`, shown this once') });

const DeliveryShape = z
  .object({
    id: z.int(),
    message: z.string().describe('`webhook-id`, the same in every attempt'),
    seq: z.int().nullable().describe('The journal’s event; null for a trial'),
    type: z.string(),
    state: z.enum(['PENDING', 'SENT', 'FAILED']),
    attempts: z.int(),
    writtenAt: Iso,
    nextAt: Iso.nullable().describe('PENDING: not before'),
    giveUpAt: Iso.nullable().describe('PENDING: FAILED then'),
    endedAt: Iso.nullable(),
    last: z
      .object({
        at: Iso,
        outcome: z.enum(['delivered', 'gone', 'away', 'refused']),
        status: z.int().nullable().describe('null: there was no answer'),
        detail: z.string().describe('The beginning of what the receiver answered, or why it did not'),
      })
      .nullable()
      .describe('The last attempt'),
  })
  .meta({ id: 'WebhookDelivery' });

const byId = { params: z.object({ id: z.string().max(64) }) };
const set = { access: 'engineer', write: true, problems: [403, 404, 409, 412, 428] } as const;
const listed = { limit: LimitQuery(500, 50), after: z.coerce.number().int().min(1).optional() };

export const listWebhooks = {
  method: 'GET',
  path: '/api/v1/webhooks',
  summary: 'Receivers of events over HTTP (Standard Webhooks), and how they stand; never a secret',
  access: 'engineer',
  query: z.strictObject({ park: ParkQuery }),
  answer: ListOf(WebhookShape),
  problems: [404],
} as const satisfies Route;

export const getWebhook = {
  method: 'GET',
  path: '/api/v1/webhooks/{id}',
  summary: 'A webhook; its ETag is its version',
  access: 'engineer',
  ...byId,
  answer: WebhookShape,
  problems: [404],
} as const satisfies Route;

export const createWebhook = {
  ...{ method: 'POST', path: '/api/v1/webhooks', ...set },
  summary: 'A new webhook; it is told of what happens from now on. Its secret is shown once',
  body: WebhookSchema,
  status: 201,
  answer: z.object({ ...WebhookShape.shape, ...SecretShape.shape }),
} as const satisfies Route;

export const putWebhook = {
  ...{ method: 'PUT', path: '/api/v1/webhooks/{id}', ...set, ...byId },
  summary: 'Change a webhook as a whole; what was waited for after failures is tried at once',
  headers: [{ ...IF_MATCH_NEEDED, about: '"g<version>": missing 428, stale 412 with what it is now' }],
  body: WebhookSchema,
  answer: WebhookShape,
} as const satisfies Route;

export const deleteWebhook = {
  ...{ method: 'DELETE', path: '/api/v1/webhooks/{id}', ...set, ...byId },
  summary: 'Take a webhook away, with all that waits for it',
  headers: [{ name: 'If-Match', about: '"g<version>" as it was seen; absent: whatever it is now' }],
  answer: z.object({ id: z.string(), removed: z.literal(true) }),
} as const satisfies Route;

export const rotateWebhook = {
  ...{ method: 'POST', path: '/api/v1/webhooks/{id}/rotate', ...set, ...byId },
  summary: 'A new secret, shown once; the old one signs beside it for 24 h',
  body: z.strictObject({}),
  answer: z.object({ ...WebhookShape.shape, ...SecretShape.shape }),
} as const satisfies Route;

export const testWebhook = {
  ...{ method: 'POST', path: '/api/v1/webhooks/{id}/test', ...set, ...byId },
  summary: 'Send a trial (`webhook.test`); what came of it is among the deliveries',
  body: z.strictObject({}),
  answer: DeliveryShape,
} as const satisfies Route;

export const listWebhookDeliveries = {
  method: 'GET',
  path: '/api/v1/webhooks/{id}/deliveries',
  summary: 'What was and is to be sent to a webhook, newest first, with the receiver’s last answer',
  access: 'engineer',
  ...byId,
  query: z.strictObject({ ...listed, state: z.enum(['PENDING', 'SENT', 'FAILED']).optional() }),
  answer: ListOf(DeliveryShape),
  problems: [404],
} as const satisfies Route;

export const resendWebhookDelivery = {
  ...{ method: 'POST', path: '/api/v1/webhooks/{id}/deliveries/{delivery}/resend', ...set },
  summary: 'Send it again at once, under the same `webhook-id`',
  params: z.object({ ...byId.params.shape, delivery: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  body: z.strictObject({}),
  answer: DeliveryShape,
} as const satisfies Route;
