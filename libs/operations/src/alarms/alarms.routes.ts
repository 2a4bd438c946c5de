import { z } from 'zod';
import { type AlarmView, CLASSES, SEVERITIES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { FlagQuery, Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';

const number = z.number().nullable();
const word = z.string().nullable();
const Acknowledged = z.object({ by: z.string(), at: Iso, note: word }).nullable();

const Overlay = z.object({ by: z.string(), at: Iso, reason: z.string(), until: Iso, approver: word });
const Shelved = Overlay.extend({ kind: z.enum(['timed', 'one-shot']) });

const alarmShape = z
  .object({
    id: z.string(),
    class: z.enum(CLASSES),
    drill: word,
    park: z.string(),
    subject: z.object({ kind: z.enum(['outlet', 'monitor', 'asset', 'channel', 'system']), id: z.string() }),
    outlet: word,
    factor: word,
    rule: z.string(),
    ruleKind: z.string(),
    ruleVersion: z.int(),
    quality: z.enum(['good', 'bad', 'stale']),
    severity: z.enum(SEVERITIES),
    severityMax: z.enum(SEVERITIES),
    toxic: z.boolean(),
    state: z.enum(['NORM', 'UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR', 'OOSRV']).describe('ISA-18.2'),
    open: z.boolean(),
    active: z.boolean(),
    acknowledged: Acknowledged,
    latched: z.boolean(),
    shelved: Shelved.nullable(),
    suppressed: Overlay.extend({ rule: z.string() }).nullable(),
    outOfService: Overlay.extend({ workOrder: z.string(), deputy: z.string() }).nullable(),
    chattering: z.boolean(),
    falseEpisode: z.int().nullable(),
    raisedAt: Iso,
    sampleAt: Iso,
    clearedAt: Iso.nullable(),
    value: number,
    peak: number,
    unit: z.string(),
    limit: number,
    ratio: number,
    limitSource: word,
    explain: z.string(),
    episode: z.int(),
    occurrences: z.int(),
    incident: word,
    generation: z.int().describe('Moves when severity rises, an episode is added or a person acts'),
    version: z.int().describe('Moves with every write'),
  })
  .meta({ id: 'Alarm' });
/** The schema's type is the domain's, so that the two cannot part. */
const AlarmSchema: typeof alarmShape & z.ZodType<AlarmView> = alarmShape;

const byId = { params: z.object({ id: z.string().max(64) }) };
const ifMatch = [{ name: 'If-Match', about: 'ETag of the alarm as it was seen; absent: whatever it is now' }];
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
  headers: ifMatch,
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
  headers: ifMatch,
  body: z.strictObject({ note: Note }),
  answer: z.object({ note: z.object({ by: z.string(), at: Iso, text: z.string() }), alarm: AlarmSchema }),
  problems: [404, 409],
} as const satisfies Route;

export const acknowledgeAlarms = {
  method: 'POST',
  path: '/api/v1/alarms/acknowledge',
  summary: 'Acknowledge the alarms shown and nothing newer; red, toxic and park-tier ones only singly',
  access: 'desk',
  write: true,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ id: z.string().max(64), generation: z.int().min(0) }))
      .min(1)
      .max(500),
    note: Note.optional(),
  }),
  answer: z.object({
    acknowledged: z.array(z.object({ id: z.string(), generation: z.int() })),
    alreadyBy: z.array(z.object({ id: z.string(), by: z.string(), at: Iso })),
    changedSince: z.array(z.object({ id: z.string(), alarm: AlarmSchema })),
    refused: z.array(z.object({ id: z.string(), reason: z.enum(['red', 'toxic', 'park-tier', 'not-found']) })),
  }),
} as const satisfies Route;
