import { z } from 'zod';
import { TIERS } from '@cofferdam/domain';
import { WaitsSchema } from '../approvals/approval.schema';
import { IF_MATCH, IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso } from '../http/schema';
import { IncidentSchema } from './incident.schema';
import { byId } from './incidents.routes';
import { PHOTO_BODY_BYTES, PhotoBody } from './photo';

const Words = z.string().trim().min(1).max(1000);
const WordsOrNull = Words.nullable().default(null);
const Word = z.string().min(1).max(64);
const WordOrNull = Word.nullable().default(null);
const TierName = z.enum(TIERS);
const Amount = z.number().min(0).max(10_000_000).nullable().default(null);

const acted = {
  by: z.string(),
  at: Iso,
  incident: IncidentSchema,
};
const Done = z.object({ effect: z.enum(['done', 'none']).describe('`none`: somebody was first'), ...acted });

const act = { method: 'POST', access: 'desk', write: true, ...byId, answer: Done } as const;
const path = <V extends string>(verb: V) => `/api/v1/incidents/{id}/${verb}` as const;
/** Done to whatever it is now, unless the caller says what they saw. */
const free = { ...act, headers: [IF_MATCH], problems: [404, 409] } as const;
/** Done to nothing but what was seen. */
const fenced = { ...act, headers: [IF_MATCH_NEEDED], problems: [404, 409, 412, 428] } as const;

export const acknowledgeIncident = {
  ...free,
  path: path('acknowledge'),
  summary: 'A tier takes note, and with it of the incident’s alarms; the contain time goes on',
  body: z.strictObject({
    tier: TierName.optional().describe('Absent: the caller’s own; an administrator’s: every tier on duty'),
    note: WordsOrNull,
  }),
  answer: z.object({
    effect: z.enum(['acknowledged', 'none']).describe('`none`: somebody was first'),
    ...acted,
    alarms: z.int().min(0).describe('How many alarms were acknowledged with it'),
  }),
} as const satisfies Route;

export const startMeasure = {
  ...free,
  path: path('start-measure'),
  summary: 'Start a measure; one that takes two persons waits for the second, or for a typed reason (breakGlass)',
  body: z.strictObject({
    measure: Word.describe('Code of an offered measure'),
    wall: WordOrNull,
    inflow: Amount.describe('Diverting to a pond: what runs in, m3/h'),
    level: Amount.describe('Diverting to a pond: what is in it, m3; the last that is known where null'),
    breakGlass: WordsOrNull.describe('Why one does alone what takes two; a supervisor looks at it on the next day'),
  }),
  waits: WaitsSchema,
} as const satisfies Route;

export const addEvidence = {
  ...free,
  path: path('evidence'),
  summary: 'Put a text, and a photo, to the record; it may prove a measure done or failed',
  bodyBytes: PHOTO_BODY_BYTES,
  body: z.strictObject({
    text: Words,
    photo: PhotoBody.nullable().default(null),
    measure: WordOrNull.describe('Id of a measure that was started'),
    outcome: z.enum(['done', 'failed']).nullable().default(null),
  }),
} as const satisfies Route;

export const containIncident = {
  ...fenced,
  path: path('contain'),
  summary: 'Confirm with evidence that the measures hold the water; it is watched from then on',
  bodyBytes: PHOTO_BODY_BYTES,
  body: z.strictObject({
    text: Words,
    photo: PhotoBody.nullable().default(null),
    measures: z.array(Word).min(1).max(50).nullable().default(null).describe('Null: every measure that was started'),
  }),
} as const satisfies Route;

export const escalateIncident = {
  ...free,
  path: path('escalate'),
  summary: 'Ask for a higher tier; nobody is relieved by it',
  body: z.strictObject({ to: TierName.nullable().default(null).describe('Null: the next one up'), reason: Words }),
} as const satisfies Route;

export const deEscalateIncident = {
  ...fenced,
  path: path('de-escalate'),
  summary: 'Propose that a lower tier goes on alone; it is so when that tier has accepted',
  body: z.strictObject({ to: TierName, reason: Words }),
} as const satisfies Route;

export const handOverIncident = {
  ...fenced,
  path: path('hand-over'),
  summary: 'Offer a tier’s part to somebody by name; it is theirs when they have accepted',
  body: z.strictObject({
    tier: TierName.nullable().default(null).describe('Null: the caller’s own'),
    to: Word,
    note: WordsOrNull,
  }),
} as const satisfies Route;

export const acceptIncident = {
  ...free,
  path: path('accept'),
  summary: 'Accept the hand-over that was offered to the caller, or the de-escalation to their tier',
  body: z.strictObject({}),
} as const satisfies Route;

export const noteIncident = {
  ...free,
  path: path('note'),
  summary: 'Add a note to the incident’s journal',
  body: z.strictObject({ text: Words }),
} as const satisfies Route;

export const suspendIncident = {
  ...free,
  path: path('suspend'),
  summary: 'A suspected false alarm: pages stop for some minutes, after which all goes on',
  body: z.strictObject({ reason: Words }),
} as const satisfies Route;

export const resumeIncident = {
  ...free,
  path: path('resume'),
  summary: 'It was no false alarm: go on at once',
  body: z.strictObject({}),
} as const satisfies Route;

export const markFalse = {
  ...fenced,
  path: path('mark-false'),
  summary: 'Judge it a false alarm; only a new episode or a higher severity opens it again',
  body: z.strictObject({ reason: Words, evidence: Words }),
  waits: WaitsSchema,
} as const satisfies Route;

export const closeIncident = {
  ...fenced,
  path: path('close'),
  summary: 'Close what was contained and watched; the cause has to be named from orange up',
  body: z.strictObject({ rootCause: WordsOrNull }),
} as const satisfies Route;

export const reopenIncident = {
  ...free,
  path: path('reopen'),
  summary: 'It was closed too early',
  body: z.strictObject({ reason: Words }),
} as const satisfies Route;

export const mergeIncident = {
  ...fenced,
  path: path('merge'),
  summary: 'It is a part of another incident of the same source, which takes its alarms over',
  body: z.strictObject({ into: z.string().min(1).max(64).describe('Id of the other incident') }),
  answer: Done.extend({ into: IncidentSchema.nullable().describe('The other one, as it is now') }),
} as const satisfies Route;

export const incidentActs = [
  ...[acknowledgeIncident, startMeasure, addEvidence, containIncident, escalateIncident, deEscalateIncident],
  ...[handOverIncident, acceptIncident, noteIncident, suspendIncident, resumeIncident, markFalse],
  ...[closeIncident, reopenIncident, mergeIncident],
];
