import type { Incident } from '../incident/incident';
import type { LegalPolicy } from './policy';

/**
 * How grave an event is, by what it has done (State plan 国办函〔2014〕119号, Annex 1): `I` is the gravest. A person says it.
 * It is not the colour of a warning, which says what may happen.
 */
export const EVENT_LEVELS = ['I', 'II', 'III', 'IV', 'unknown'] as const;
export type EventLevel = (typeof EVENT_LEVELS)[number];

/** Why a report has the time that it has. */
export const REPORT_PATHS = ['unit', 'grave', 'sensitive', 'ordinary', 'uncertain', 'withdrawal'] as const;
export type ReportPath = (typeof REPORT_PATHS)[number];

/** What a person has said of an event. Times are epoch ms. */
export interface EventJudgement {
  readonly level: EventLevel;
  /** A case of Order 17 Art. 4: drinking water, homes and schools, heavy metals, another province, unrest. */
  readonly sensitive: boolean;
  /** When the department came to know: the clock runs from here, not from what happened. */
  readonly awareAt: number;
  /** What the level rests on, in the person's words; null where nothing was said. */
  readonly source: string | null;
  readonly by: string;
  readonly at: number;
}

/**
 * The department's path. Art. 4 sends what is uncertain **and** sensitive the way of levels I and II. What is uncertain and
 * none of its cases is no case of Art. 4, so it has the time of Art. 3 for III and IV until a person has set a level.
 */
export function pathOf({ level, sensitive }: Pick<EventJudgement, 'level' | 'sensitive'>): ReportPath {
  if (level === 'I' || level === 'II') return 'grave';
  if (level === 'unknown') return sensitive ? 'sensitive' : 'uncertain';
  return 'ordinary';
}

/** Minutes that a path gives, and where they come from. */
export function timeOf(path: ReportPath, policy: LegalPolicy): { readonly minutes: number; readonly source: string } {
  if (path === 'unit') return { minutes: policy.unitReport, source: policy.unitSource };
  if (path === 'withdrawal') return { minutes: policy.withdrawal, source: policy.withdrawalSource };
  const isGrave = path === 'grave' || path === 'sensitive';
  return { minutes: isGrave ? policy.graveReport : policy.report, source: policy.source };
}

/** A case of Art. 4 that the service itself can see: heavy metals. The others are for people to know. */
export const isSensitiveByItself = ({ family }: Pick<Incident, 'family'>): boolean => family === 'metal';
