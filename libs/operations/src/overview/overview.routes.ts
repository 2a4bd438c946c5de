import { z } from 'zod';
import { CLASSES, SEVERITIES, TIERS } from '@cofferdam/domain';
import { AlarmSchema } from '../alarms/alarm.schema';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, ParkQuery, Seq, timelineQuery } from '../http/schema';

const word = z.string().nullable();
const count = z.int().min(0);
const BySeverity = z.record(z.enum(SEVERITIES), count);

const Row = z
  .object({
    id: z.string().describe('Stable as long as the row stands for the same place'),
    kind: z.enum(['alarm', 'outlet', 'unit', 'enterprise', 'park', 'rest']).describe('`rest`: an exact remainder'),
    pinned: z.boolean().describe('Red, toxic or park-tier'),
    park: word,
    enterprise: word,
    unit: word,
    outlet: word,
    factor: word,
    severity: z.enum(SEVERITIES).describe('The gravest'),
    tier: z.enum(TIERS),
    count,
    active: count,
    unacknowledged: count,
    bySeverity: BySeverity,
    onset: Iso.describe('The earliest'),
    alarm: z.string().describe('The alarm of a row of one; else the gravest'),
  })
  .meta({ id: 'OverviewRow' });

export const showOverview = {
  method: 'GET',
  path: '/api/v1/overview',
  summary: 'All open alarms in at most 25 rows; every alarm is in exactly one of them',
  access: 'operator',
  query: z.strictObject({ park: ParkQuery, ...timelineQuery }),
  answer: z.object({
    class: z.enum(CLASSES),
    drill: word,
    park: word.describe('The park that was asked for'),
    pinned: count.describe('How many rows are pinned'),
    rows: z.array(Row),
    totals: z.object({
      open: count.describe('The sum of the rows’ counts'),
      active: count,
      unacknowledged: count,
      shelved: count,
      suppressed: count,
      outOfService: count,
      bySeverity: BySeverity,
      dropped: z.literal(0).describe('Nothing is left out'),
    }),
    asOf: Seq.describe('Everything up to here is in it'),
  }),
  problems: [404],
} as const satisfies Route;

export const listRowMembers = {
  method: 'GET',
  path: '/api/v1/overview/rows/{row}',
  summary: 'The alarms of a row, worst first; pages are about one moment, the alarms are as they are now',
  access: 'operator',
  params: z.object({ row: z.string().max(500) }),
  query: z.strictObject({
    asOf: z.coerce.number().int().min(0).optional().describe('`asOf` of the overview; absent: now'),
    after: z.string().max(40).optional().describe('`next` of the page before'),
    limit: LimitQuery(500, 100),
  }),
  answer: ListOf(AlarmSchema),
  problems: [404, 409],
} as const satisfies Route;
