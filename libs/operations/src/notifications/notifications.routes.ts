import { z } from 'zod';
import { CLASSES } from '@cofferdam/domain';
import { NOTIFICATION_STATES } from '@cofferdam/records';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';

const word = z.string().nullable();

const NotificationView = z
  .object({
    seq: Seq.describe('Of its event in the journal'),
    at: Iso,
    class: z.enum(CLASSES),
    drill: word,
    park: word,
    incident: word,
    state: z.enum(NOTIFICATION_STATES),
    channel: z.string(),
    to: word.describe('User name, or `desk:{park}.{desk}` for a desk’s robots; never an address'),
    attempt: z.int().nullable(),
    possibleRepeat: z.boolean().describe('It may have been sent before: a sender died between sending and writing so'),
    fault: word.describe('Why the provider did not take it'),
    key: word.describe('The same for every attempt and repeat'),
  })
  .meta({ id: 'Notification' });

export const listNotifications = {
  method: 'GET',
  path: '/api/v1/notifications',
  summary: 'What was told to whom, newest first',
  access: 'operator',
  query: z.strictObject({
    incident: z.string().min(1).max(64).optional(),
    park: ParkQuery,
    channel: z.string().min(1).max(48).optional(),
    state: z.enum(NOTIFICATION_STATES).optional(),
    after: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('`next` of the page before: what is older than this `seq`'),
    limit: LimitQuery(500, 100),
    ...timelineQuery,
  }),
  answer: ListOf(NotificationView),
  problems: [404],
} as const satisfies Route;
