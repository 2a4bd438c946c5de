import { call, write } from './client';
import type { Name, Page } from './shapes';

/** A CAP message about an incident. */
export interface CapMessageView {
  readonly identifier: string;
  readonly msgType: string;
  readonly scope: string;
  /** ISO 8601. */
  readonly sent: string;
  readonly superseded: boolean;
  /** Rules that it broke: it did not leave. */
  readonly refused: readonly string[];
  readonly headline: Name;
  readonly path: string | null;
}

/** What a public warning says, in both languages. */
export interface WarningTexts {
  readonly headline: Name;
  readonly description: Name;
  readonly instruction: Name;
  readonly areas: readonly Name[];
}

export interface WarningDraft {
  readonly id: string;
  readonly author: string;
  readonly at: string;
  readonly warning: WarningTexts;
  readonly released: boolean;
  readonly approval: { readonly id: string; readonly state: string; readonly expiresAt: string } | null;
}

export interface WarningView {
  /** What one may begin with. */
  readonly draft: WarningTexts;
  readonly inForce: WarningTexts | null;
  readonly drafts: readonly WarningDraft[];
}

const of = (incident: string): string => `/incidents/${encodeURIComponent(incident)}`;

export const capMessages = async (incident: string): Promise<readonly CapMessageView[]> =>
  (await call<Page<CapMessageView>>(`${of(incident)}/cap`)).items;

export const warningOf = (incident: string): Promise<WarningView> => call(`${of(incident)}/warning/draft`);

export const askWarning = (incident: string, texts: WarningTexts): Promise<unknown> =>
  write('POST', `${of(incident)}/warning`, texts);

export const withdrawWarning = (incident: string, reason: string): Promise<unknown> =>
  write('POST', `${of(incident)}/warning/withdraw`, { reason });
