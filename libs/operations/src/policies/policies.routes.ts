import { z } from 'zod';
import { PolicySchema } from '@cofferdam/domain';
import { IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso, ListOf, ParkQuery, Seq } from '../http/schema';

const Warning = z.object({ at: z.string().describe('Where in the park file'), detail: z.string() });

const ParkPolicyShape = z
  .object({
    park: z.string(),
    version: z.int().describe('0: the default of a park that never set one'),
    policy: PolicySchema.describe('Minutes'),
    warnings: z.array(Warning).describe('Where the water is faster than the deadlines'),
  })
  .meta({ id: 'ParkPolicy' });

const ofPark = { params: z.object({ park: z.string().max(48) }) };

export const listPolicies = {
  method: 'GET',
  path: '/api/v1/policies',
  summary: 'How the parks’ incidents are driven: deadlines, reminders, hand-overs',
  access: 'operator',
  query: z.strictObject({ park: ParkQuery }),
  answer: ListOf(ParkPolicyShape),
  problems: [404],
} as const satisfies Route;

export const getPolicy = {
  method: 'GET',
  path: '/api/v1/parks/{park}/policy',
  summary: 'A park’s policy and who changed it when; its ETag is its version',
  access: 'operator',
  ...ofPark,
  answer: z.object({
    ...ParkPolicyShape.shape,
    history: z.array(z.object({ version: z.int(), actor: z.string(), at: Iso })).describe('Newest first'),
    asOf: Seq,
  }),
  problems: [404],
} as const satisfies Route;

export const putPolicy = {
  method: 'PUT',
  path: '/api/v1/parks/{park}/policy',
  summary: 'Set a park’s policy; it drives incidents that open from now on',
  access: 'engineer',
  write: true,
  ...ofPark,
  headers: [{ ...IF_MATCH_NEEDED, about: '"g<version>": missing 428, stale 412 with what it is now' }],
  body: PolicySchema,
  answer: ParkPolicyShape,
  problems: [404, 412, 428],
} as const satisfies Route;
