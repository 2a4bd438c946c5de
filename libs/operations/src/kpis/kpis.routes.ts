import { z } from 'zod';
import { KPI_IDS, LONGEST_WINDOW_DAYS, SEVERITIES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { Iso, LimitQuery, ListOf, MomentQuery, ParkQuery, Seq } from '../http/schema';

const BothLanguages = z.object({ zh: z.string(), en: z.string() });
const Values = z.record(z.string(), z.number().nullable()).describe('null where there was nothing to measure');

const KeyFigure = z
  .object({
    id: z.enum(KPI_IDS),
    park: z.string(),
    name: BothLanguages,
    value: z.number().nullable().describe('What the target is about; null where there was nothing to measure'),
    values: Values,
    groups: z.array(z.object({ by: z.record(z.string(), z.string()), values: Values })).describe('The same by part'),
    unit: z.string(),
    target: z.object({ is: z.enum(['<', '<=', '>=']), value: z.number() }).nullable(),
    withinTarget: z.boolean().nullable().describe('null without a value or a target'),
    indicative: z.boolean().describe('The window is shorter than 30 days'),
    window: z.object({ from: Iso, to: Iso }),
    definition: z.object({ formula: BothLanguages, source: BothLanguages }),
  })
  .meta({ id: 'KeyFigure' });

const Span = z.object({ from: Iso, to: Iso });

/** What the pictures of a park are drawn from. */
const Course = z.object({
  park: z.string(),
  from: Iso.describe('Where the first slot begins, on the park’s clock'),
  stepSeconds: z.literal(600),
  counts: z.array(z.int()).describe('New alarms by slot'),
  floods: z.array(Span.extend({ peak: z.int() })),
});

const window = {
  park: ParkQuery.describe('Only this park; every park in scope where absent'),
  from: MomentQuery.optional().describe('Inclusive; a day before `to` where absent'),
  to: MomentQuery.optional().describe(
    `Exclusive; now where absent. At most ${LONGEST_WINDOW_DAYS} days after \`from\``,
  ),
};

export const listKpis = {
  method: 'GET',
  path: '/api/v1/kpis',
  summary: 'Key figures of alarm management; exercises and tests never count',
  access: 'operator',
  query: z.strictObject(window),
  answer: ListOf(KeyFigure).extend({ courses: z.array(Course).describe('Alarms by ten minutes, a park each') }),
  problems: [404, 503],
} as const satisfies Route;

const Missed = z.object({
  ...{ outlet: z.string(), factor: z.string().nullable(), rule: z.string(), at: Iso, until: Iso.nullable() },
  ...{ value: z.number().nullable(), limit: z.number().nullable(), unit: z.string(), severity: z.enum(SEVERITIES) },
});

const LossCheck = z
  .object({
    park: z.string(),
    day: z.iso.date().describe('Of the park’s clock'),
    checked: z.int().describe('Values that were judged again'),
    breaches: z.int().describe('Breaches that history shows'),
    missed: z.array(Missed).describe('Those that no alarm covers'),
    at: Iso.nullable().describe('null: it is waiting'),
    askedBy: z.string(),
  })
  .meta({ id: 'LossCheck' });

const Day = z.iso.date();

export const listLossChecks = {
  method: 'GET',
  path: '/api/v1/kpis/loss-checks',
  summary: 'Days that were judged again from history, and the breaches without an alarm (K19); newest first',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    from: Day.optional().describe('First day; 30 days before the last where absent'),
    to: Day.optional().describe('Last day'),
    limit: LimitQuery(1_000, 200),
  }),
  answer: ListOf(LossCheck),
  problems: [404],
} as const satisfies Route;

export const askLossCheck = {
  method: 'POST',
  path: '/api/v1/kpis/loss-checks',
  summary: 'Have a day judged again from history; it is done within minutes',
  access: 'keeper',
  write: true,
  body: z.strictObject({ park: z.string().min(1).max(48), day: Day }),
  status: 202,
  answer: z.object({ park: z.string(), day: z.string(), asOf: Seq.optional() }),
  problems: [404],
} as const satisfies Route;
