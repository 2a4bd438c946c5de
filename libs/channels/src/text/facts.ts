import type { Class, Language, MessageKind, Severity, Tier } from '@cofferdam/domain';

/** A name in both languages. */
export interface Named {
  readonly zh: string;
  readonly en: string;
}

/** What a message's text is made from. Times are epoch ms, shown in the park's zone. */
export interface TextFacts {
  /** Why somebody is told; `system`: something is wrong with the service itself. */
  readonly kind: MessageKind;
  readonly class: Class;
  readonly drill: string | null;
  readonly severity: Severity;
  readonly toxic: boolean;
  readonly tier: Tier | null;
  readonly park: Named;
  readonly timezone: string;
  /** `INC-1124-03`; null where it is not about an incident. */
  readonly number: string | null;
  readonly outlet: Named | null;
  readonly factor: Named | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string;
  /** Until when something is to be done: acknowledge, contain, accept, answer. */
  readonly dueAt: number | null;
  /** Who did what made this message: who acknowledged, handed over, asked for a second person. */
  readonly actor: string | null;
  /** The message's own data (`Message.data`): a reason, a trigger, by how much it is late; `n` where it comes repeatedly. */
  readonly data: Readonly<Record<string, unknown>>;
  /** It may have been sent before: a sender died between sending and writing so. */
  readonly possibleRepeat: boolean;
  readonly language: Language;
  /** Into the console, absolute; null where its address is not set. */
  readonly link: string | null;
}

/** Title (one line) and body of a message. */
export interface Text {
  readonly title: string;
  readonly body: string;
}
