import { z } from 'zod';
import { RATINGS } from '@cofferdam/domain';
import { IF_MATCH } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso } from '../http/schema';
import { drillShape } from './drill.schema';
import { byId } from './drills.routes';

const Words = z.string().trim().min(1).max(1000);
const Word = z.string().min(1).max(64);
const Nothing = z.strictObject({});

/** Done to whatever the drill is now, unless the caller says what they saw. */
const act = {
  method: 'POST',
  access: 'operator',
  write: true,
  ...byId,
  headers: [IF_MATCH],
  answer: drillShape,
  problems: [404, 409],
} as const;
const path = <V extends string>(verb: V) => `/api/v1/drills/{id}/${verb}` as const;

export const approveDrill = {
  ...act,
  path: path('approve'),
  summary: 'Approve it: two persons have to, and neither of them has planned it',
  body: Nothing,
} as const satisfies Route;

export const armDrill = {
  ...act,
  path: path('arm'),
  summary: 'Arm it, having read who takes part',
  body: z.strictObject({ confirm: z.string().max(64).describe('The drill’s id, typed') }),
} as const satisfies Route;

export const startDrill = {
  ...act,
  path: path('start'),
  summary: 'Start its clock; not while an orange or red alarm is open in the park (409 `live-alarm`)',
  body: Nothing,
} as const satisfies Route;

export const pauseDrill = {
  ...act,
  path: path('pause'),
  summary: 'Stop its clock; what people do goes on being taken',
  body: z.strictObject({ reason: Words.nullable().default(null) }),
} as const satisfies Route;

export const resumeDrill = {
  ...act,
  path: path('resume'),
  summary: 'Let its clock run again; not while an orange or red alarm is open in the park (409 `live-alarm`)',
  body: Nothing,
} as const satisfies Route;

export const endDrill = {
  ...act,
  path: path('end'),
  summary: 'End it: everything that is open in it is over',
  body: Nothing,
} as const satisfies Route;

export const abortDrill = {
  ...act,
  path: path('abort'),
  summary: 'Break it off, from any state before its end',
  body: z.strictObject({ reason: Words }),
} as const satisfies Route;

export const noteDrill = {
  ...act,
  path: path('note'),
  summary: 'Write something into its log',
  body: z.strictObject({ text: Words }),
} as const satisfies Route;

export const correctDrill = {
  ...act,
  path: path('correct'),
  summary: 'It was a false alert: suspend every incident of the drill that is worked on, in one act',
  body: z.strictObject({ reason: Words }),
  answer: z.object({
    ...{ by: z.string(), at: Iso.describe('Of the drill’s clock') },
    suspended: z.array(z.string()).describe('Ids of incidents'),
    left: z
      .array(z.object({ incident: z.string(), state: z.string() }))
      .describe('Open ones that nobody works on any more: suspended before, or contained'),
    drill: drillShape,
  }),
} as const satisfies Route;

export const evaluateDrill = {
  ...act,
  path: path('evaluate'),
  summary: 'Evaluators have said what they saw',
  body: Nothing,
} as const satisfies Route;

export const reportDrill = {
  ...act,
  path: path('report'),
  summary: 'Make the after-action report and keep it; it is final',
  body: Nothing,
} as const satisfies Route;

export const observeDrill = {
  ...act,
  path: path('observations'),
  summary: 'What an evaluator saw: performed without challenges (P), with some (S), with major ones (M), unable (U)',
  status: 201,
  body: z.strictObject({
    inject: Word.nullable().default(null).describe('Id of an inject'),
    objective: Word.nullable().default(null).describe('Id of an objective'),
    rating: z.enum(RATINGS),
    note: Words,
  }),
} as const satisfies Route;

export const openAction = {
  ...act,
  path: path('actions'),
  summary: 'What has to become better: a corrective action with its owner and its day',
  status: 201,
  body: z.strictObject({ text: Words, owner: Word.describe('User name'), due: z.iso.date() }),
} as const satisfies Route;

export const closeAction = {
  ...act,
  path: path('actions/{action}/close'),
  summary: 'It has become better',
  params: z.object({ id: z.string().max(64), action: z.string().max(64) }),
  body: z.strictObject({ note: Words }),
} as const satisfies Route;

export const drillActs = [
  ...[approveDrill, armDrill, startDrill, pauseDrill, resumeDrill, endDrill, abortDrill, noteDrill, correctDrill],
  ...[evaluateDrill, reportDrill, observeDrill, openAction, closeAction],
];
