import { z } from 'zod';
import { type OverlayName, SEVERITIES } from '@cofferdam/domain';
import { IF_MATCH } from '../http/if-match';
import type { Route } from '../http/route';
import { FlagQuery, Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';
import { AlarmSchema, alarmShape } from './alarm.schema';

/** Overlays as a query names them. */
export const OVERLAY_QUERY = {
  shelved: 'shelved',
  suppressed: 'suppressed',
  'out-of-service': 'outOfService',
} as const satisfies Record<string, OverlayName>;

const byId = { params: z.object({ id: z.string().max(64) }) };
const Note = z.string().trim().min(1).max(1000);

export const listAlarms = {
  method: 'GET',
  path: '/api/v1/alarms',
  summary: 'Alarms, gravest and newest first',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    open: FlagQuery.optional().describe('Not yet normal and acknowledged'),
    active: FlagQuery.optional().describe('Abnormal or clearing'),
    severity: z.enum(SEVERITIES).optional(),
    outlet: z.string().max(48).optional(),
    incident: z.string().min(1).max(64).optional().describe('Those that belong to it'),
    overlay: z.enum(['shelved', 'suppressed', 'out-of-service']).optional().describe('What nobody is paged for'),
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: LimitQuery(1000, 100),
    ...timelineQuery,
  }),
  answer: ListOf(AlarmSchema),
  problems: [404],
} as const satisfies Route;

export const getAlarm = {
  method: 'GET',
  path: '/api/v1/alarms/{id}',
  summary: 'One alarm; its ETag is its generation',
  access: 'operator',
  ...byId,
  answer: alarmShape.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const acknowledgeAlarm = {
  method: 'POST',
  path: '/api/v1/alarms/{id}/acknowledge',
  summary: 'Acknowledge an alarm; one that has grown since it was seen (If-Match) is not, and the answer is 409',
  access: 'desk',
  write: true,
  ...byId,
  headers: [IF_MATCH],
  body: z.strictObject({ note: Note.optional() }),
  answer: z.object({
    effect: z.enum(['acknowledged', 'none']).describe('`none`: somebody was first'),
    by: z.string(),
    at: Iso,
    alarm: AlarmSchema,
  }),
  problems: [404, 409],
} as const satisfies Route;

export const noteAlarm = {
  method: 'POST',
  path: '/api/v1/alarms/{id}/note',
  summary: 'Add a note to the alarm’s journal',
  access: 'desk',
  write: true,
  ...byId,
  headers: [IF_MATCH],
  body: z.strictObject({ note: Note }),
  answer: z.object({ note: z.object({ by: z.string(), at: Iso, text: z.string() }), alarm: AlarmSchema }),
  problems: [404, 409],
} as const satisfies Route;

const GroupRefusal = z.enum(['red', 'toxic', 'park-tier', 'not-found', 'not-a-participant']);

/** Alarms that are acknowledged in one go. */
export const MOST_AT_ONCE = 500;

export const acknowledgeAlarms = {
  method: 'POST',
  path: '/api/v1/alarms/acknowledge',
  summary: 'Acknowledge the alarms shown and nothing newer; red, toxic and park-tier ones only singly',
  access: 'desk',
  write: true,
  body: z
    .strictObject({
      items: z
        .array(z.strictObject({ id: z.string().max(64), generation: z.int().min(0) }))
        .min(1)
        .max(MOST_AT_ONCE)
        .optional(),
      row: z.string().max(500).optional().describe('Instead of `items`: a row of an overview, the gravest of it first'),
      asOf: Seq.optional().describe('`asOf` of the overview that showed the row'),
      note: Note.optional(),
    })
    .refine(
      ({ items, row, asOf }) =>
        (items === undefined) === (row !== undefined) && (row === undefined) === (asOf === undefined),
      'either `items`, or `row` and `asOf`',
    ),
  answer: z.object({
    acknowledged: z.array(z.object({ id: z.string(), generation: z.int() })),
    alreadyBy: z.array(z.object({ id: z.string(), by: z.string(), at: Iso })),
    changedSince: z.array(z.object({ id: z.string(), alarm: AlarmSchema })),
    refused: z.array(z.object({ id: z.string(), reason: GroupRefusal })),
    remaining: z.int().min(0).describe('How many of the row still wait: ask again'),
  }),
  problems: [404, 409],
} as const satisfies Route;
