import { z } from 'zod';
import { LANGUAGES, type Language } from '../notification/channel-kind';
import type { Timeline } from '../timeline/timeline';
import type { EventJudgement } from './level';
import { type FiledReport, REPORT_KINDS, type ReportKind, type Reporter, REPORTERS } from './matter';

/** What a report says, by name; the points of Order 17 (2011) for each kind, in its order. */
export const REPORT_FIELDS = [
  'time',
  'place',
  'source',
  'cause',
  'pollutants',
  'harmed',
  'protectedObjects',
  'monitoring',
  'measures',
  'development',
  'proposedMeasures',
  'process',
  'results',
  'potentialHarm',
  'socialEffect',
  'remainingWork',
  'responsibility',
  'withdrawn',
  'reason',
  'contacts',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

const SITUATION = [
  ...(['time', 'place', 'source', 'cause', 'pollutants', 'harmed', 'protectedObjects', 'monitoring'] as const),
  ...(['measures', 'development', 'proposedMeasures', 'contacts'] as const),
];

/** The form of each kind. A follow-up says more on the points of the first report. */
export const FIELDS_OF: Readonly<Record<ReportKind, readonly ReportField[]>> = {
  first: SITUATION,
  'follow-up': SITUATION,
  final: [
    ...(['time', 'place', 'measures', 'process', 'results', 'potentialHarm'] as const),
    ...(['socialEffect', 'remainingWork', 'responsibility', 'contacts'] as const),
  ],
  withdrawal: ['time', 'place', 'withdrawn', 'reason', 'contacts'],
};

/** Without these a report says nothing; what is not known yet follows in a follow-up. */
export const NEEDED_OF: Readonly<Record<ReportKind, readonly ReportField[]>> = {
  first: ['time', 'place', 'contacts'],
  'follow-up': ['development', 'contacts'],
  final: ['measures', 'results', 'contacts'],
  withdrawal: ['withdrawn', 'reason', 'contacts'],
};

export const MOST_CHARACTERS = 4_000;
export const MOST_RECIPIENTS = 20;
const Words = (most: number) => z.string().trim().min(1).max(most);

/** To whom a report went and how: said on the telephone, sent in writing, or entered in the authority's system. */
export const RecipientSchema = z.strictObject({
  name: Words(80),
  organisation: Words(120),
  how: z.enum(['phone', 'written', 'system']),
  /** What the recipient gave in return. */
  receipt: Words(80).nullable().default(null),
});
export type Recipient = z.infer<typeof RecipientSchema>;

export const ReportFieldsSchema = z.partialRecord(z.enum(REPORT_FIELDS), z.string().trim().max(MOST_CHARACTERS));

/** A report as a person sends it. */
export const SubmissionSchema = z.strictObject({
  kind: z.enum(REPORT_KINDS),
  /** Absent: the department for the park's and the basin's desks, else the unit. */
  reporter: z.enum(REPORTERS).optional(),
  language: z.enum(LANGUAGES).default('zh-CN'),
  fields: ReportFieldsSchema,
  recipients: z.array(RecipientSchema).min(1).max(MOST_RECIPIENTS),
});
export type Submission = z.infer<typeof SubmissionSchema>;

/** A report as it was sent. It is never changed: what was wrong in it is put right by a follow-up. Times are epoch ms. */
export interface LegalReport extends Timeline, FiledReport {
  readonly incident: string;
  readonly incidentNumber: string;
  readonly park: string;
  readonly enterprise: string | null;
  /** Counts reports of its kind by its reporter in the incident, from 1. */
  readonly n: number;
  readonly by: string;
  readonly language: Language;
  /** What level was said when it was sent. */
  readonly judgement: EventJudgement | null;
  readonly fields: Readonly<Partial<Record<ReportField, string>>>;
  readonly recipients: readonly Recipient[];
}

/** `INC-1124-03-U02`: the unit's second report of that incident. */
export const reportNumber = (incident: string, reporter: Reporter, n: number): string =>
  `${incident}-${reporter === 'unit' ? 'U' : 'D'}${String(n).padStart(2, '0')}`;
