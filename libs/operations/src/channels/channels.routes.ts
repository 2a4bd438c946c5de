import { z } from 'zod';
import { SEND_FAULTS } from '@cofferdam/channels';
import { CHANNEL_KINDS, ChannelSetupSchema, LANGUAGES } from '@cofferdam/domain';
import { IF_MATCH, IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { ListOf, ParkQuery, Seq } from '../http/schema';

const MOST_SETTINGS = 40;
const Name = z.object({ zh: z.string(), en: z.string() });

export const ChannelView = z
  .object({
    id: z.string(),
    park: z.string().nullable().describe('Null: every park’s'),
    kind: z.enum(CHANNEL_KINDS),
    name: Name,
    language: z.enum(LANGUAGES).describe('What the group of a collective channel reads; persons have their own'),
    enabled: z.boolean(),
    collective: z.boolean().describe('One message reaches a group: desks have it, not people'),
    version: z.int().describe('Its ETag'),
    settings: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('A secret shows as `{ "set": true }`; null for those who do not set up channels'),
    usedBy: z
      .object({ desks: z.array(z.string()), users: z.array(z.string()) })
      .nullable()
      .describe('Null for those who do not set up channels'),
    editable: z.boolean(),
  })
  .meta({ id: 'Channel' });

const ChannelKindView = z
  .object({
    kind: z.enum(CHANNEL_KINDS),
    collective: z.boolean(),
    secrets: z.array(z.string()).describe('Settings that are never shown'),
    settings: z.record(z.string(), z.unknown()).describe('JSON Schema of what has to be set'),
    address: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('JSON Schema of a person’s address; null for a collective one'),
  })
  .meta({ id: 'ChannelKind' });

const byId = { params: z.object({ id: z.string().max(48) }) };

export const listChannels = {
  method: 'GET',
  path: '/api/v1/channels',
  summary: 'The ways to tell someone that are set up; never a secret',
  access: 'operator',
  query: z.strictObject({ park: ParkQuery }),
  answer: ListOf(ChannelView),
  problems: [404],
} as const satisfies Route;

export const listChannelKinds = {
  method: 'GET',
  path: '/api/v1/channel-kinds',
  summary: 'Kinds of channels that can be set up, and what each needs',
  access: 'operator',
  answer: ListOf(ChannelKindView),
} as const satisfies Route;

export const getChannel = {
  method: 'GET',
  path: '/api/v1/channels/{id}',
  summary: 'One channel; its ETag is its version',
  access: 'operator',
  ...byId,
  answer: z.object({ ...ChannelView.shape, asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const putChannel = {
  method: 'PUT',
  path: '/api/v1/channels/{id}',
  summary: 'Set a channel up, new or known; a secret that is left out stays as it is',
  access: 'engineer',
  write: true,
  ...byId,
  headers: [{ ...IF_MATCH, about: 'A channel that is there needs it: "g<version>"; missing 428, stale 412' }],
  body: ChannelSetupSchema.partial({ id: true }).extend({
    kind: z
      .string()
      .max(32)
      .meta({ enum: [...CHANNEL_KINDS] }),
    settings: ChannelSetupSchema.shape.settings.refine((all) => Object.keys(all).length <= MOST_SETTINGS, {
      message: `at most ${MOST_SETTINGS} settings`,
    }),
  }),
  answer: ChannelView,
  problems: [404, 409, 412, 428],
} as const satisfies Route;

export const deleteChannel = {
  method: 'DELETE',
  path: '/api/v1/channels/{id}',
  summary: 'Take a channel away that no desk and nobody uses',
  access: 'engineer',
  write: true,
  ...byId,
  headers: [IF_MATCH_NEEDED],
  answer: z.object({ id: z.string(), removed: z.literal(true) }),
  problems: [404, 409, 412, 428],
} as const satisfies Route;

export const testChannel = {
  method: 'POST',
  path: '/api/v1/channels/{id}/test',
  summary: 'Send a test message, each time it is called, and answer what the provider said',
  access: 'operator',
  ...byId,
  body: z.strictObject({
    to: z
      .string()
      .min(1)
      .max(2_000)
      .optional()
      .describe('An address on this channel, for those who set up channels; absent: the caller’s own'),
  }),
  answer: z.object({
    ok: z.boolean(),
    fault: z.enum(SEND_FAULTS).nullable(),
    answer: z.string().describe('The provider’s own words'),
    tookMs: z.int(),
  }),
  problems: [400, 404, 409, 429],
} as const satisfies Route;
