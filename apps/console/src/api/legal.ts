import type { LegalPolicy, LegalView, ReportDraft, ReportKind, Reporter, ReportView } from '@cofferdam/domain';
import { call, write } from './client';

/** What the law wants of an incident, as the service answers it. */
export interface LegalAnswer extends LegalView {
  readonly policy: LegalPolicy;
  readonly sensitiveByItself: boolean;
  readonly reports: readonly ReportView[];
}

/** A form, filled as far as the incident can. */
export interface DraftAnswer extends Omit<ReportDraft, 'fields'> {
  readonly fields: readonly (ReportDraft['fields'][number] & {
    readonly label: { readonly zh: string; readonly en: string };
    readonly needed: boolean;
  })[];
}

/** Which report somebody is about to write. */
export interface WantedReport {
  readonly kind: ReportKind;
  readonly reporter: Reporter;
}

const of = (id: string): string => `/incidents/${encodeURIComponent(id)}`;

export const legalOf = (id: string): Promise<LegalAnswer> => call(`${of(id)}/legal`);

export const setEventLevel = (id: string, body: object): Promise<unknown> =>
  write('POST', `${of(id)}/event-level`, body);

export function reportDraft(id: string, { kind, reporter }: WantedReport, language: string): Promise<DraftAnswer> {
  const query = new URLSearchParams({ kind, reporter, language });
  return call(`${of(id)}/reports/draft?${query.toString()}`);
}

export const submitReport = (id: string, body: object): Promise<unknown> => write('POST', `${of(id)}/reports`, body);

/** Where a report is read as a page to print; the browser sends the session's cookie along. */
export const printUrl = (report: string, language: string): string =>
  `/api/v1/reports/${encodeURIComponent(report)}/print?language=${language}`;
