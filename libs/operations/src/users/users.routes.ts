import { z } from 'zod';
import { ContactPointSchema, DEFAULT_LANGUAGE, LANGUAGES, MOST_CONTACT_POINTS, ROLES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { ListOf, ParkQuery, Seq } from '../http/schema';

const Username = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u, 'letters, digits, dots, dashes, _ and @, at most 64');
/** NIST SP 800-63B-4 3.1.1.2: at least 8 characters, no rules about kinds of them. */
const Password = z.string().min(8).max(256);
const Parks = z
  .array(z.string().min(1).max(48))
  .min(1)
  .max(1000)
  .describe('`*` is every park: only from somebody who has it');
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{2,24}$/, 'digits, spaces and dashes, 3 to 25');

const LanguageName = z.enum(LANGUAGES).describe('In which they are told');

/** Where somebody is reached, in the order in which it is tried. */
const Points = z.array(ContactPointSchema).max(MOST_CONTACT_POINTS);
const PointsView = z
  .array(z.object({ channel: z.string(), to: z.string() }))
  .describe('Where they are reached: the first is tried first');

export const AccountSchema = z
  .object({
    username: z.string(),
    role: z.enum(ROLES),
    parks: z.array(z.string()),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    language: LanguageName,
    channels: PointsView,
    disabled: z.boolean(),
    editable: z.boolean().describe('All of their parks are among the caller’s'),
  })
  .meta({ id: 'Account' });

const about = {
  role: z.enum(ROLES),
  parks: Parks,
  name: z.string().trim().min(1).max(80).nullable(),
  phone: Phone.nullable(),
  language: LanguageName,
  channels: Points,
};

export const listUsers = {
  method: 'GET',
  path: '/api/v1/users',
  summary: 'Users with a park in the caller’s scope; never a password',
  access: 'admin',
  query: z.strictObject({ park: ParkQuery }),
  answer: ListOf(AccountSchema),
  problems: [404],
} as const satisfies Route;

export const createUser = {
  method: 'POST',
  path: '/api/v1/users',
  summary: 'A new user, within the caller’s parks',
  access: 'admin',
  write: true,
  body: z.strictObject({
    ...about,
    username: Username,
    password: Password,
    name: about.name.default(null),
    phone: about.phone.default(null),
    language: about.language.default(DEFAULT_LANGUAGE),
    channels: about.channels.default([]),
  }),
  status: 201,
  answer: AccountSchema,
  problems: [409],
} as const satisfies Route;

export const changeUser = {
  method: 'POST',
  path: '/api/v1/users/{username}',
  summary: 'Change a user all of whose parks are the caller’s; disabling and a new password end their sessions',
  access: 'admin',
  write: true,
  params: z.object({ username: z.string().max(64) }),
  body: z.strictObject({ ...about, disabled: z.boolean(), password: Password }).partial(),
  answer: AccountSchema,
  problems: [404, 409],
} as const satisfies Route;

export const seeOwnChannels = {
  method: 'GET',
  path: '/api/v1/me/channels',
  summary: 'Where the caller is reached, in their own order and language',
  access: 'operator',
  answer: z.object({ channels: PointsView, language: LanguageName, asOf: Seq }),
} as const satisfies Route;

export const setOwnChannels = {
  method: 'PUT',
  path: '/api/v1/me/channels',
  summary: 'Set where the caller is reached: the first is tried first, the next where it fails',
  access: 'operator',
  write: true,
  body: z.strictObject({ channels: Points, language: LanguageName.optional() }),
  answer: z.object({ channels: PointsView, language: LanguageName }),
} as const satisfies Route;
