import type { AlertText, InfoText } from '../elements';

/** What stands before the message itself. */
export interface Prolog {
  readonly doctype: boolean;
}

/** A rule that no schema can hold. */
export interface Rule {
  readonly code: string;
  /** What a message that keeps it does. */
  readonly says: string;
  /** Where it comes from. */
  readonly clause: string;
  readonly broken: (alert: AlertText, prolog: Prolog) => boolean;
}

export const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

export const infosOf = (alert: AlertText): readonly InfoText[] => alert.info ?? [];

/** Texts of a block that a person reads as sentences. */
export const sentencesOf = ({ event, headline, description, instruction }: InfoText): (string | undefined)[] => [
  event,
  headline,
  description,
  instruction,
];
