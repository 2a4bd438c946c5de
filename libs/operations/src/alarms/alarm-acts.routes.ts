import { z } from 'zod';
import { WaitsSchema } from '../approvals/approval.schema';
import { IF_MATCH, IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso } from '../http/schema';
import { AlarmSchema } from './alarm.schema';

const Words = z.string().trim().min(1).max(1000);
const Minutes = z.number().positive().max(10_080);

const act = {
  method: 'POST',
  write: true,
  params: z.object({ id: z.string().max(64) }),
  answer: z.object({
    effect: z.enum(['done', 'none']).describe('`none`: it is so already'),
    by: z.string().nullable(),
    at: Iso.nullable(),
    alarm: AlarmSchema,
  }),
} as const;
const path = <V extends string>(verb: V) => `/api/v1/alarms/{id}/${verb}` as const;
/** Done to whatever it is now, unless the caller says what they saw. */
const free = { ...act, headers: [IF_MATCH], problems: [404, 409] } as const;
/** Done to nothing but what was seen. */
const fenced = { ...act, headers: [IF_MATCH_NEEDED], problems: [404, 409, 412, 428], waits: WaitsSchema } as const;

export const shelveAlarm = {
  ...fenced,
  path: path('shelve'),
  summary: 'Nobody is paged for it for a time; it goes on being judged. The park’s desk needs a second person',
  access: 'desk',
  body: z.strictObject({
    minutes: Minutes.describe('At most what the park’s policy lets the caller’s role'),
    kind: z.enum(['timed', 'one-shot']).default('timed').describe('`one-shot` also ends when it returns to normal'),
    reason: Words,
  }),
} as const satisfies Route;

export const unshelveAlarm = {
  ...free,
  path: path('unshelve'),
  summary: 'Take it off the shelf before its time',
  access: 'desk',
  body: z.strictObject({}),
} as const satisfies Route;

export const takeOutOfService = {
  ...fenced,
  path: path('out-of-service'),
  summary: 'Somebody works on it under a work order, and something else stands in for it; a week at most',
  access: 'operator',
  body: z.strictObject({
    workOrder: z.string().trim().min(1).max(64),
    deputy: Words.describe('What stands in for it meanwhile'),
    minutes: Minutes,
    reason: Words,
  }),
} as const satisfies Route;

export const returnAlarmToService = {
  ...free,
  path: path('return-to-service'),
  summary: 'The work is done',
  access: 'operator',
  body: z.strictObject({}),
} as const satisfies Route;

export const resetAlarmLatch = {
  ...free,
  path: path('reset-latch'),
  summary: 'Release what was held although the water is good again: somebody has looked at the place',
  access: 'desk',
  body: z.strictObject({ fieldCheck: Words.describe('What they found there') }),
} as const satisfies Route;

export const alarmActs = [shelveAlarm, unshelveAlarm, takeOutOfService, returnAlarmToService, resetAlarmLatch];
