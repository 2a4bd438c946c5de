import type { Alarm, IncidentView, Park } from '@cofferdam/domain';

/** A text in both languages. */
export interface BothTexts {
  readonly zh: string;
  readonly en: string;
}

/** What the basin's desk tells the public. */
export interface PublicWarning {
  readonly id: string;
  readonly headline: BothTexts;
  readonly description: BothTexts;
  readonly instruction: BothTexts;
  readonly areas: readonly BothTexts[];
}

/** What a message is made of. */
export interface CapCase {
  readonly incident: IncidentView;
  readonly park: Park;
  /** Alarms of the incident, the gravest first; more than a message tells may be left out. */
  readonly alarms: readonly Alarm[];
  /** Where the message is one to the public. */
  readonly warning: PublicWarning | null;
  /** Identifier of a message's own page for people, an absolute URL; null where nobody knows the console's address. */
  readonly web: string | null;
  /** Whether what people typed in the incident may stand in it. */
  readonly freeText: boolean;
}
