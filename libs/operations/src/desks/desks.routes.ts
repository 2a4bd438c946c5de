import { z } from 'zod';
import { DeskSchema, TIERS } from '@cofferdam/domain';
import { IF_MATCH, IF_MATCH_NEEDED } from '../http/if-match';
import type { Route } from '../http/route';
import { Iso, ListOf, MomentQuery, ParkQuery } from '../http/schema';

const word = z.string().nullable();
const Name = z.object({ zh: z.string(), en: z.string() });

const OnDuty = z.object({
  user: z.string(),
  phone: word,
  until: Iso.nullable().describe('Null: until somebody else accepts the desk, or at all hours'),
  substitute: word,
});

const Offer = z.object({
  from: z.string(),
  to: z.string(),
  at: Iso,
  due: Iso,
  note: word,
  missed: z.boolean().describe('Not accepted in time'),
  digest: z.object({ incidents: z.int(), shelved: z.int(), nextDue: Iso.nullable() }),
});

const whose = {
  id: z.string().describe('`{park}.{desk}`'),
  park: z.string(),
  desk: z.string(),
  name: Name,
  tier: z.enum(TIERS),
  enterprise: word,
  unit: word,
  phone: word.describe('The desk’s own line'),
};

const DeskView = z
  .object({
    ...whose,
    members: DeskSchema.shape.members,
    shifts: DeskSchema.shape.shifts,
    channels: z.array(z.string()).describe('Robots of the desk as a whole'),
    source: z.enum(['file', 'api']),
    version: z.int().describe('Of its roster; the ETag of its edits'),
    onDuty: z.array(OnDuty).describe('Now; who accepted the desk comes first'),
    holder: word,
    heldSince: Iso.nullable(),
    offer: Offer.nullable(),
    presence: z.object({ asked: Iso, due: Iso }).nullable().describe('Somebody is to say that they are there'),
    presenceAt: Iso.nullable(),
    generation: z.int().describe('Of how it stands; the ETag of a hand-over'),
  })
  .meta({ id: 'Desk' });

const ShiftView = z
  .object({
    ...whose,
    shifts: z.array(z.object({ id: z.string(), name: Name, from: Iso, to: Iso, members: z.array(z.string()) })),
    onDuty: z.array(OnDuty),
  })
  .meta({ id: 'DeskShift' });

const ofPark = z.object({ park: z.string().max(48), desk: z.string().max(48) });
const byId = { params: z.object({ desk: z.string().max(100).describe('`{park}.{desk}`') }) };
const Username = z.string().min(1).max(64);
const Words = z.string().trim().min(1).max(1000);

export const listDesks = {
  method: 'GET',
  path: '/api/v1/desks',
  summary: 'Duty desks: their people, who is on duty now, what is offered to whom',
  access: 'operator',
  query: z.strictObject({ park: ParkQuery }),
  answer: ListOf(DeskView),
  problems: [404],
} as const satisfies Route;

export const listShifts = {
  method: 'GET',
  path: '/api/v1/shifts',
  summary: 'Who is on duty at which desk',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    at: MomentQuery.optional().describe('As the shifts are planned; absent: now, with who accepted each desk'),
  }),
  answer: ListOf(ShiftView),
  problems: [404],
} as const satisfies Route;

export const putDesk = {
  method: 'PUT',
  path: '/api/v1/parks/{park}/desks/{desk}',
  summary: 'Set a desk, new or known; it holds until the park file says something new of it',
  access: 'engineer',
  write: true,
  params: ofPark,
  headers: [{ ...IF_MATCH, about: 'A desk that is there needs it: "g<version>"; missing 428, stale 412' }],
  body: DeskSchema.partial({ id: true }),
  answer: DeskView,
  problems: [404, 412, 428],
} as const satisfies Route;

export const deleteDesk = {
  method: 'DELETE',
  path: '/api/v1/parks/{park}/desks/{desk}',
  summary: 'Take a desk away; a tier without one that can be reached does not exist in the park',
  access: 'engineer',
  write: true,
  params: ofPark,
  headers: [IF_MATCH_NEEDED],
  status: 200,
  answer: z.object({ id: z.string(), removed: z.literal(true) }),
  problems: [404, 412, 428],
} as const satisfies Route;

const act = { method: 'POST', access: 'desk', write: true, ...byId, answer: DeskView } as const;

export const handOverDesk = {
  ...act,
  path: '/api/v1/desks/{desk}/hand-over',
  summary: 'Offer the desk to somebody; who offers it stays on duty until it is accepted',
  headers: [{ ...IF_MATCH_NEEDED, about: '"g<generation>" of the desk: missing 428, stale 412 with what it is now' }],
  body: z.strictObject({ to: Username, note: Words.nullable().default(null) }),
  problems: [404, 409, 412, 428],
} as const satisfies Route;

export const acceptDesk = {
  ...act,
  path: '/api/v1/desks/{desk}/accept',
  summary: 'Accept the desk that was offered to the caller',
  body: z.strictObject({}),
  problems: [404, 409],
} as const satisfies Route;

export const forceDesk = {
  ...act,
  path: '/api/v1/desks/{desk}/force',
  summary: 'A supervisor says who holds the desk; naming its holder takes an offer back',
  body: z.strictObject({ to: Username, reason: Words }),
  problems: [404, 409],
} as const satisfies Route;

export const confirmPresence = {
  ...act,
  path: '/api/v1/desks/{desk}/present',
  summary: 'Somebody at the desk says that they are there',
  body: z.strictObject({}),
  problems: [404, 409],
} as const satisfies Route;
