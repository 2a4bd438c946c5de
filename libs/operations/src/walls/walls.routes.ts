import { z } from 'zod';
import { TIERS, WALL_STATES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, ListOf, timelineQuery } from '../http/schema';

const word = z.string().nullable();
const cubicMetres = z.number().nullable();

const Amount = z.number().min(0).max(10_000_000).nullable().default(null);

const WallView = z
  .object({
    wall: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
    kind: z.enum(['pond', 'gate', 'valve']),
    tier: z.enum(TIERS),
    enterprise: word,
    distance: z.number().nullable().describe('Along the water strip, m'),
    twoPersons: z.boolean(),
    state: z.enum(WALL_STATES).describe('As last reported'),
    volume: cubicMetres.describe('Ponds: usable, m3'),
    level: cubicMetres.describe('Ponds: what is in it, m3; as last reported, else as the park file says'),
    free: cubicMetres.describe('Ponds: m3'),
    by: word.describe('Who reported it; null where nobody has'),
    at: Iso.nullable(),
    incident: word.describe('Whose measure set it so'),
  })
  .meta({ id: 'Wall' });

export const listWalls = {
  method: 'GET',
  path: '/api/v1/parks/{park}/walls',
  summary: 'Where polluted water can be held back, and how each of these walls stands',
  access: 'operator',
  params: z.object({ park: z.string().max(48) }),
  query: z.strictObject(timelineQuery),
  answer: ListOf(WallView),
  problems: [404],
} as const satisfies Route;

export const reportWall = {
  method: 'POST',
  path: '/api/v1/parks/{park}/walls/{wall}/report',
  summary: 'Report how a wall stands; of a pond also what is in it, which moves the clock of who fills it',
  access: 'desk',
  write: true,
  params: z.object({ park: z.string().max(48), wall: z.string().max(48) }),
  query: z.strictObject(timelineQuery),
  body: z.strictObject({
    state: z.enum(WALL_STATES),
    level: Amount.describe('Ponds: what is in it, m3; null: not looked at'),
    inflow: Amount.describe('Ponds: what runs in, m3/h; null: not looked at'),
  }),
  answer: WallView,
  problems: [404],
} as const satisfies Route;
