import type { Language } from '../notification/channel-kind';
import { type DraftFacts, type Draftsman, DRAFTED } from './drafted';
import type { ReportKind, Reporter } from './matter';
import { FIELDS_OF, MOST_CHARACTERS, type ReportField, reportNumber } from './report';
import { reportTitle } from './report-words';

/** A form as far as the incident can fill it; what nobody knows yet is left blank for a person. */
export interface ReportDraft {
  readonly kind: ReportKind;
  readonly reporter: Reporter;
  readonly language: Language;
  readonly title: string;
  /** The number that it will have, if nobody is faster. */
  readonly number: string;
  readonly fields: readonly { readonly field: ReportField; readonly text: string }[];
}

/** Fills a report from what the incident knows. A person reads, completes and sends it: nothing is sent by itself. */
export function draftReport(facts: DraftFacts): ReportDraft {
  const { kind, reporter, language, matter } = facts;
  const own = matter.filed.filter((filed) => filed.reporter === reporter);
  const n = own.filter((filed) => filed.kind === kind).length + 1;
  const draftsman: Draftsman = { ...facts, say: (zh, en) => (language === 'en' ? en : zh) };
  const fields = FIELDS_OF[kind].map((field) => ({
    field,
    text: (DRAFTED[field]?.(draftsman) ?? '').slice(0, MOST_CHARACTERS),
  }));
  const number = reportNumber(matter.number, reporter, own.length + 1);
  return { kind, reporter, language, title: reportTitle({ class: matter.class, kind, n }, language), number, fields };
}
