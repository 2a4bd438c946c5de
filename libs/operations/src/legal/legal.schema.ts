import { z } from 'zod';
import {
  CLASSES,
  CLOCK_NAMES,
  EVENT_LEVELS,
  LANGUAGES,
  type LegalView,
  REPORT_FIELDS,
  REPORT_KINDS,
  REPORT_PATHS,
  REPORTERS,
  type ReportView,
  SEVERITIES,
  TIERS,
} from '@cofferdam/domain';
import { Iso } from '../http/schema';

const word = z.string().nullable();
const isoOrNull = Iso.nullable();
const TierName = z.enum(TIERS);
const ReporterName = z.enum(REPORTERS);
const KindName = z.enum(REPORT_KINDS);

const JudgementShape = z.object({
  level: z.enum(EVENT_LEVELS).describe('Of the event, by what it has done; not the colour of a warning'),
  sensitive: z.boolean().describe('A case of Order 17 Art. 4'),
  awareAt: Iso.describe('When the department came to know: its clock runs from here'),
  source: word.describe('What the level rests on'),
  ...{ by: z.string(), at: Iso },
});

const ClockShape = z.object({
  name: z.enum(CLOCK_NAMES),
  reporter: ReporterName,
  owes: z.enum(['first', 'withdrawal']),
  tier: TierName.describe('Whose desks are paged'),
  path: z.enum(REPORT_PATHS).describe('Why it has this time'),
  since: Iso,
  minutes: z.number(),
  source: z.string().describe('Where the time comes from'),
  dueAt: Iso,
  state: z.enum(['running', 'done', 'cancelled']),
  missedAt: isoOrNull,
  doneAt: isoOrNull,
  report: word.describe('Id of the report that ended it'),
});

const filedShape = {
  ...{ id: z.string(), number: z.string(), kind: KindName, reporter: ReporterName, at: Iso },
};

export const legalShape = z
  .object({
    ...{ incident: z.string(), number: z.string(), class: z.enum(CLASSES), drill: word, park: z.string() },
    ...{ enterprise: word, severity: z.enum(SEVERITIES), toxic: z.boolean(), outlet: z.string(), factor: word },
    onset: Iso,
    level: JudgementShape.nullable(),
    earlier: z.array(JudgementShape).describe('What was said before, oldest first'),
    unitAware: z
      .object({ at: Iso, by: z.string(), how: z.string() })
      .nullable()
      .describe('How the discharging unit is known to know'),
    owing: z.object({ unit: TierName.nullable(), department: TierName }),
    clocks: z.array(ClockShape),
    filed: z.array(z.object(filedShape)),
    absorbed: z.array(z.string()).describe('Incidents that were merged into it'),
    withdrawalOwed: z.boolean(),
    end: z.object({ is: z.string(), at: Iso, into: word }).nullable(),
    ...{ generation: z.int(), version: z.int() },
  })
  .meta({ id: 'LegalMatter' });
/** The schema's type is the domain's, so that the two cannot part. */
export const LegalSchema: typeof legalShape & z.ZodType<LegalView> = legalShape;

const RecipientShape = z.object({
  ...{ name: z.string(), organisation: z.string(), how: z.enum(['phone', 'written', 'system']), receipt: word },
});

export const reportShape = z
  .object({
    ...filedShape,
    ...{ incident: z.string(), incidentNumber: z.string(), class: z.enum(CLASSES), drill: word, park: z.string() },
    ...{ enterprise: word, n: z.int(), by: z.string(), language: z.enum(LANGUAGES), level: JudgementShape.nullable() },
    fields: z.partialRecord(z.enum(REPORT_FIELDS), z.string()),
    recipients: z.array(RecipientShape),
  })
  .meta({ id: 'LegalReport' });
export const ReportSchema: typeof reportShape & z.ZodType<ReportView> = reportShape;

const Both = z.object({ zh: z.string(), en: z.string() });

export const DraftShape = z.object({
  ...{ kind: KindName, reporter: ReporterName, language: z.enum(LANGUAGES), title: z.string(), number: z.string() },
  fields: z.array(
    z.object({
      field: z.enum(REPORT_FIELDS),
      label: Both,
      needed: z.boolean(),
      text: z.string().describe('As far as the incident knows'),
    }),
  ),
});
